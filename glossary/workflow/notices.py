"""Who is told what (W-60 to W-62). Notices are rows written with the change they tell of.

They are undone with it, and sent by a command of its own: no transition waits for a mail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from glossary.models import Decision, Entry, Notice, Role, Version, shown_name
from glossary.text import in_one_line
from glossary.workflow.transitions import Action

LINE_LIMIT = 300


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is told: to whom, in which words. `page` is the admin page it leads to."""

    people: Callable[[Version], QuerySet[User]]
    sentence: str
    page: str = "change"


def tell(version: Version, *, action: str, by: User | None, comment: str) -> None:
    """Tell those concerned that something was done; nobody is told of the own doing."""
    message = MESSAGES.get(Action(action))
    if message is None:
        return
    count = Decision.objects.filter(
        entry=version.entry_id, version_sequence=version.sequence, action=action
    ).count()
    actor = shown_name(by) or "The schedule"
    line = message.sentence.format(actor=actor, title=version.title)
    send(
        message.people(version).exclude(pk=by.pk if by else None),
        key=f"{action}:{version.entry.number}:{version.sequence}:{count}",
        kind=str(action),
        entry=version.entry,
        line=line,
        text=text_for(version, line=line, comment=comment),
        page=message.page,
    )


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
    page: str = "change",
) -> int:
    """Write one notice for each person who has none of this key yet; return how many."""
    now = timezone.now()
    path = reverse(f"admin:glossary_entry_{page}", args=[entry.pk]) if entry else ""
    known = set(Notice.objects.filter(key=key).values_list("recipient_id", flat=True))
    notices = [
        Notice(
            recipient=person,
            key=key,
            kind=kind,
            entry=entry,
            subject_line=in_one_line(line)[:LINE_LIMIT],
            text=text,
            path=path,
            created_at=now,
            mail_after=now if person.email else None,
        )
        for person in people
        if person.pk not in known
    ]
    return len(Notice.objects.bulk_create(notices, ignore_conflicts=True))


def active(people: Q) -> QuerySet[User]:
    return User.objects.filter(people, is_active=True).distinct()


def in_roles(*roles: Role) -> Q:
    return Q(pk__in=User.objects.filter(groups__name__in=roles).values("pk"))


def reviewers(version: Version) -> QuerySet[User]:
    """Return the reviewers of the version's subject; of all, where it names none."""
    named = version.subject.reviewers.all() if version.subject else User.objects.none()
    if named.exists():
        return active(Q(pk__in=named.values("pk")) & in_roles(Role.REVIEWER, Role.PUBLISHER))
    return active(in_roles(Role.REVIEWER))


def writers(version: Version) -> QuerySet[User]:
    """Return all contributors, who submitted it, and the owner."""
    wrote = Q(pk__in=version.contributors.values("pk"))
    return active(wrote | Q(pk__in=[version.submitted_by_id, version.entry.owner_id]))


def guardians(version: Version) -> QuerySet[User]:
    """Return those who must look at what was published without approval."""
    return active(in_roles(Role.REVIEWER, Role.PUBLISHER))


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
