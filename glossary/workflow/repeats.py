"""The same form sent twice: one effect, and a second answer that leads to it (F-17)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.models import Decision, Entry, Outcome, SentForm, Version
from glossary.workflow.creating import create_entry
from glossary.workflow.steps import action
from glossary.workflow.transitions import Action

# So long a second answer counts as that of the same decision, after a time-out for example.
REPEATED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Made:
    """The first draft that a form has made, now or when it was sent before."""

    version: Version
    is_new: bool


@action
def create_once(*, by: User, key: UUID, **facts: object) -> Made:
    """Open a new entry (T1), once for each form. `facts` are those of NewEntry.

    Of two at the same moment, the second waits in the database for the first, and finds its entry.
    """
    sent, is_new = SentForm.objects.get_or_create(
        person=by, key=key, defaults={"at": timezone.now()}
    )
    if not is_new:
        version = Version.objects.with_content().filter(entry=sent.entry).latest("sequence")
        return Made(version=version, is_new=False)
    version = create_entry(by=by, **facts)
    sent.entry = version.entry
    sent.save(update_fields=["entry"])
    return Made(version=version, is_new=True)


def was_just_done(entry: Entry, action: Action, *, by: User) -> bool:
    """Whether this was the last thing that happened to the entry, done by this person just now."""
    done = Decision.objects.filter(entry=entry, outcome=Outcome.DONE)
    last = done.order_by("-seq").first()
    if last is None or last.at < timezone.now() - REPEATED_WITHIN:
        return False
    # One event may be several decisions: approved and published, published and superseded.
    return done.filter(event_id=last.event_id, action=action, actor=by).exists()
