"""Who is told what (W-60 to W-62). Notices are rows written with the change they tell of.

They are undone with it, and sent by a command of its own: no transition waits for a mail.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from glossary.models import (
    Decision,
    Entry,
    Notice,
    Role,
    Subject,
    Version,
    fetch_columns,
    shown_name,
)
from glossary.text import in_one_line
from glossary.workflow.notice_paces import mail_times
from glossary.workflow.record import Step
from glossary.workflow.transitions import Action

LINE_LIMIT = 300
People = Mapping[int, list[User]]


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is told: in which words, and for the key of each version to whom.

    `page` is the admin page it leads to.
    """

    people: Callable[[Sequence[Version]], People]
    sentence: str
    page: str = "change"


def tell_all(steps: Sequence[Step], *, by: User | None) -> None:
    """Tell those concerned that something was done; nobody is told of the own doing."""
    notices: list[Notice] = []
    for action, group in groupby(steps, key=lambda step: step.row.action):
        message = MESSAGES.get(action)
        if message:
            notices += notices_of([*group], message=message, by=by)
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notices_of(steps: Sequence[Step], *, message: Message, by: User | None) -> list[Notice]:
    """Return the notices of steps of one kind."""
    versions = [step.version for step in steps]
    found = message.people(versions)
    people = {pk: others for pk in found if (others := [one for one in found[pk] if one != by])}
    told = [step for step in steps if step.version.pk in people]
    if not told:
        return []
    times, actor, now = times_done(told), shown_name(by) or "The schedule", timezone.now()
    kind = str(told[0].row.action)
    mailed = mail_times(set().union(*people.values()), kind=kind, now=now)
    # Reversing takes longer than all the rest of a notice.
    before, after = reverse(f"admin:glossary_entry_{message.page}", args=[0]).rsplit("/0/", 1)
    notices: list[Notice] = []
    for step in told:
        version = step.version
        line = message.sentence.format(actor=actor, title=version.title)
        notices += notices_for(
            people[version.pk],
            key=key_of(step, times=times[version.entry_id, version.sequence]),
            kind=kind,
            entry=version.entry,
            line=line,
            text=text_for(version, line=line, comment=step.reason.strip()),
            path=f"{before}/{version.entry_id}/{after}",
            now=now,
            mailed=mailed,
        )
    return notices


def key_of(step: Step, *, times: int) -> str:
    version = step.version
    return f"{step.row.action}:{version.entry.number}:{version.sequence}:{times}"


def times_done(steps: Sequence[Step]) -> Counter[tuple[int, int]]:
    """Return how often this was done to each version, by its entry and number in the row."""
    entries = {step.version.entry_id for step in steps}
    columns = ("entry_id", "version_sequence", "action")
    done = fetch_columns(Decision, columns, where="entry_id", among=entries)
    action = steps[0].row.action
    return Counter((entry, sequence) for entry, sequence, one in done if one == action)


def text_for(version: Version, *, line: str, comment: str) -> str:
    """Return the words of a notice; the comment stands in them as it was typed."""
    parts = [f"{line} ({version.entry.number})"]
    if version.change_note and version.change_note != comment:
        parts.append(f"Change note: {version.change_note}")
    if comment:
        parts.append(comment)
    if version.review_by and version.approved_at is None:
        parts.append(f"Please review it by {version.review_by.isoformat()}.")
    return "\n\n".join(parts)


def tell_of_failure(version: Version, *, reason: str) -> bool:
    """Tell who planned a publication that it failed (W-62); return whether this is news."""
    planned = version.scheduled_for.isoformat() if version.scheduled_for else ""
    line = f"“{version.title}” could not be published at its set time"
    people = active(Q(pk=version.scheduled_by_id) | in_roles(Role.PUBLISHER))
    return bool(
        send(
            people,
            key=f"failed:{version.entry.number}:{version.sequence}:{planned}:{reason[:30]}",
            kind="failed",
            entry=version.entry,
            line=line,
            text=f"{line} ({version.entry.number}).\n\n{reason}",
        )
    )


def send(
    people: Iterable[User],
    *,
    key: str,
    kind: str,
    entry: Entry | None,
    line: str,
    text: str,
    path: str = "",
) -> int:
    """Write one notice for each person who has none of this key yet; return how many.

    Without a path it leads to the entry's page in the admin.
    """
    known = set(Notice.objects.filter(key=key).values_list("recipient_id", flat=True))
    told, now = [person for person in people if person.pk not in known], timezone.now()
    notices = notices_for(
        told,
        key=key,
        kind=kind,
        entry=entry,
        line=line,
        text=text,
        path=path or (reverse("admin:glossary_entry_change", args=[entry.pk]) if entry else ""),
        now=now,
        mailed=mail_times(told, kind=kind, now=now),
    )
    return len(Notice.objects.bulk_create(notices, ignore_conflicts=True))


def notices_for(
    people: Iterable[User],
    *,
    key: str,
    kind: str,
    entry: Entry | None,
    line: str,
    text: str,
    path: str,
    now: datetime,
    mailed: Mapping[int, datetime | None],
) -> list[Notice]:
    subject_line = in_one_line(line)[:LINE_LIMIT]
    return [
        Notice(
            recipient=person,
            key=key,
            kind=kind,
            entry=entry,
            subject_line=subject_line,
            text=text,
            path=path,
            created_at=now,
            mail_after=mailed.get(person.pk),
        )
        for person in people
    ]


def active(people: Q) -> QuerySet[User]:
    return User.objects.filter(people, is_active=True).distinct()


def in_roles(*roles: Role) -> Q:
    return Q(pk__in=User.objects.filter(groups__name__in=roles).values("pk"))


def reviewers(versions: Sequence[Version]) -> People:
    """Return the reviewers of each version's subject; all of them, where it names none."""
    named = defaultdict(set)
    links = Subject.reviewers.through.objects.filter(
        subject__in={version.subject_id for version in versions if version.subject_id}
    )
    for subject, person in links.values_list("subject_id", "user_id"):
        named[subject].add(person)
    in_field = active(
        Q(pk__in=set().union(*named.values())) & in_roles(Role.REVIEWER, Role.PUBLISHER)
    )
    able = list(in_field) if named else []
    of_subject = {
        subject: [person for person in able if person.pk in people]
        for subject, people in named.items()
    }
    others = any(version.subject_id not in named for version in versions)
    everybody = list(active(in_roles(Role.REVIEWER))) if others else []
    return {version.pk: of_subject.get(version.subject_id, everybody) for version in versions}


def writers(versions: Sequence[Version]) -> People:
    """Return all contributors of each version, who submitted it, and the owner."""
    wrote = {version.pk: {version.submitted_by_id, version.entry.owner_id} for version in versions}
    links = Version.contributors.through
    for pk, person in fetch_columns(
        links, ["version_id", "user_id"], where="version_id", among=wrote
    ):
        wrote[pk].add(person)
    accounts = active(Q(pk__in=set().union(*wrote.values())))
    return {
        pk: [account for account in accounts if account.pk in people]
        for pk, people in wrote.items()
    }


def guardians(versions: Sequence[Version]) -> People:
    """Return those who must look at what was published without approval."""
    people = list(active(in_roles(Role.REVIEWER, Role.PUBLISHER)))
    return {version.pk: people for version in versions}


MESSAGES = {
    Action.SUBMIT: Message(
        people=reviewers, sentence="{actor} submitted “{title}” for review", page="review"
    ),
    Action.REQUEST_CHANGES: Message(
        people=writers, sentence="{actor} asked for changes to “{title}”"
    ),
    Action.SIGN: Message(people=writers, sentence="{actor} signed “{title}” as the first of two"),
    Action.APPROVE: Message(people=writers, sentence="{actor} approved “{title}”"),
    Action.REVOKE: Message(people=writers, sentence="{actor} revoked the approval of “{title}”"),
    Action.PUBLISH: Message(people=writers, sentence="{actor} published “{title}”"),
    Action.SCHEDULE: Message(people=writers, sentence="{actor} scheduled “{title}”"),
    Action.UNSCHEDULE: Message(
        people=writers, sentence="{actor} took the set time of “{title}” back"
    ),
    Action.RELEASE: Message(people=writers, sentence="{actor} published “{title}”"),
    Action.PUBLISH_UNAPPROVED: Message(
        people=guardians,
        sentence="{actor} published “{title}” in an emergency; it needs an approval",
    ),
    Action.RATIFY: Message(people=writers, sentence="{actor} approved “{title}” afterwards"),
    Action.WITHDRAW: Message(people=writers, sentence="{actor} withdrew “{title}”"),
}
