"""Who looks after an entry: its owner, those it is shared with, how often it is reviewed."""

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.errors import ActionRefused, NotYours
from glossary.models import Entry, Role, roles_of
from glossary.workflow.addresses import require_publisher
from glossary.workflow.numbering import months_after
from glossary.workflow.record import record_entry
from glossary.workflow.review_dates import interval_of, reviewed_from
from glossary.workflow.steps import action, locked_entry
from glossary.workflow.transitions import EDITORS

SHARE = "share"
HAND_OVER = "hand over"
SET_INTERVAL = "set review interval"


@action
def hand_over(entry: Entry, *, owner: User, by: User) -> Entry:
    """Give an entry another owner, who has a role that writes or reviews."""
    require_publisher(by, action=HAND_OVER)
    if not roles_of(owner) & EDITORS:
        raise ActionRefused("The owner must be able to write or review.", action=HAND_OVER)
    entry = locked_entry(entry)
    before, entry.owner = entry.owner, owner
    entry.save(update_fields=["owner"])
    names = (before.get_username(), owner.get_username())
    record_entry(entry, action=HAND_OVER, by=by, changes={"owner": names})
    return entry


@action
def share(entry: Entry, *, people: list[User], by: User) -> Entry:
    """Let exactly these authors write the entry beside its owner."""
    is_publisher = Role.PUBLISHER in roles_of(by)
    if not is_publisher and entry.owner_id != by.pk:
        raise NotYours("To share an entry is for its owner or a publisher.", action=SHARE)
    entry = locked_entry(entry)
    before = sorted(entry.shared_with.values_list("username", flat=True))
    entry.shared_with.set(people)
    after = sorted(person.get_username() for person in people)
    if before != after:
        record_entry(entry, action=SHARE, by=by, changes={"shared with": (before, after)})
    return entry


@action
def set_review_interval(entry: Entry, *, months: int | None, by: User) -> Entry:
    """Let an entry be reviewed at an interval of its own; None: as its subject says.

    The next review is counted anew from the last one, but never lies in the past (W-40).
    """
    require_publisher(by, action=SET_INTERVAL)
    if months is not None and not 1 <= months <= 120:
        raise ActionRefused("An interval has 1 to 120 months.", action=SET_INTERVAL)
    entry = locked_entry(entry)
    changes = {"review_interval_months": (entry.review_interval_months, months)}
    entry.review_interval_months = months
    if entry.next_review:
        counted = months_after(reviewed_from(entry), interval_of(entry))
        due = max(counted, timezone.localdate())
        changes["next_review"] = (entry.next_review.isoformat(), due.isoformat())
        entry.next_review = due
    entry.save(update_fields=["review_interval_months", "next_review"])
    record_entry(entry, action=SET_INTERVAL, by=by, changes=changes)
    return entry
