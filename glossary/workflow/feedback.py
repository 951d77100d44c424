"""Feedback of readers: taken from everybody, within limits, and handled by editors (R-10)."""

from datetime import datetime, time, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from glossary.conf import options
from glossary.errors import ActionRefused, ContentRefused, EnoughFeedback, MissingRole, WrongState
from glossary.models import LONGEST_FEEDBACK, Entry, Feedback, roles_of, shown_name
from glossary.text import in_one_line, in_plain_lines
from glossary.workflow.discussion import FEEDBACK
from glossary.workflow.notices import active, in_roles, send
from glossary.workflow.transitions import EDITORS

# More is not taken on one day, so that no robot fills the table or the editors' list.
A_DAY_FOR_AN_ENTRY = 50
A_DAY = 500
HANDLE = "handle feedback"


@transaction.atomic
def give_feedback(entry: Entry, *, is_clear: bool, text: str = "") -> Feedback:
    """Keep what a reader, whom nobody knows, says about the version in force."""
    text = in_plain_lines(text)
    if len(text) > LONGEST_FEEDBACK:
        raise ContentRefused(f"Feedback may have {LONGEST_FEEDBACK} characters.", place="text")
    if entry.current is None:
        raise ActionRefused("There is nothing in force to say this about.", action=FEEDBACK)
    require_room(entry)
    given = Feedback.objects.create(
        entry=entry, version=entry.current, is_clear=is_clear, text=text, at=timezone.now()
    )
    if text or not is_clear:
        tell_owner(given)
    return given


def require_room(entry: Entry) -> None:
    today = Feedback.objects.filter(at__gte=start_of_day())
    if today.filter(entry=entry).count() >= A_DAY_FOR_AN_ENTRY or today.count() >= A_DAY:
        raise EnoughFeedback("No more feedback is taken today.", action=FEEDBACK)


def start_of_day(*, days_ago: int = 0) -> datetime:
    day = timezone.localdate() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time.min))


def tell_owner(given: Feedback) -> None:
    """Tell the owner once a day. The words are left out: notices are kept longer than feedback."""
    entry, day = given.entry, timezone.localdate().isoformat()
    line = f"Readers gave feedback on “{given.version.title}”"
    send(
        active(in_roles(*EDITORS)).filter(pk=entry.owner_id),
        key=f"{FEEDBACK}:{entry.number}:{day}",
        kind=FEEDBACK,
        entry=entry,
        line=line,
        text=f"{line} ({entry.number}).",
        path=reverse("admin:glossary_feedback_changelist"),
    )


@transaction.atomic
def handle_feedback(feedback: Feedback, *, by: User, note: str = "") -> Feedback:
    """Take feedback off the list of what is open, with a word on what came of it."""
    if not roles_of(by) & EDITORS:
        raise MissingRole("Feedback is for authors, reviewers and publishers.", action=HANDLE)
    rows = Feedback.objects.select_for_update(of=("self",))
    feedback = rows.select_related("handled_by__pseudonym").get(pk=feedback.pk)
    if feedback.handled_at:
        who = shown_name(feedback.handled_by)
        raise WrongState(f"{who} has handled it already.", action=HANDLE)
    feedback.handled_by, feedback.handled_at = by, timezone.now()
    feedback.note = in_one_line(note)
    feedback.save(update_fields=["handled_by", "handled_at", "note"])
    return feedback


def forget_feedback() -> int:
    """Delete feedback that is older than it is kept, handled or not; return how much went."""
    first_kept = start_of_day(days_ago=options().feedback_days - 1)
    deleted, _by_model = Feedback.objects.filter(at__lt=first_kept).delete()
    return deleted
