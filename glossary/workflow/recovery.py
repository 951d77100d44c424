"""Recovery copies: what somebody typed and has not saved (E-04, E-05).

Writing one is no decision and makes no version: nobody else sees the copy, and it changes nothing.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from glossary.errors import ContentRefused, StaleContent
from glossary.models import RecoveryCopy, SentForm, Version, roles_of
from glossary.workflow.reservations import keep_reserved
from glossary.workflow.rights import require_right, rights_for
from glossary.workflow.steps import locked
from glossary.workflow.transitions import Action, require_role, transition_for

Fields = Sequence[tuple[str, str]]
KEPT_DAYS = 30
# The largest page has 200,000 characters; the copy holds it as typed and as it was loaded.
LONGEST = 1_000_000
# Of forms of new entries that were begun and never sent, the oldest goes.
NEW_ENTRIES_KEPT = 10


@transaction.atomic
def keep_copy(
    version: Version, fields: Fields, *, by: User, based_on: str, is_late: bool = False
) -> RecoveryCopy:
    """Keep what was typed into the form of a draft, in place of what was kept before.

    Raise WrongState or MissingRole for somebody who could not save it, StaleContent when somebody
    else has saved since the form was loaded. A copy that comes late, because the network was
    away, is kept all the same: what was typed must not be lost, and saving will compare.
    """
    # A save that is under way is waited for: afterwards there is nothing left to keep.
    version = locked(version)
    row = transition_for(Action.SAVE, version.state)
    rights = rights_for([version], by=by, action=Action.SAVE)
    # Also of a draft that somebody else has reserved: it cannot be saved now, but later.
    require_right(row, version, rights=rights)
    keep_reserved(rights.reservations.values(), by=by)
    require_short(fields)
    if not is_late and based_on != version.current_hash():
        raise StaleContent(
            "Somebody else has saved this draft since you opened it. No copy is kept any more; "
            "save your text to see both beside each other.",
            action=Action.SAVE,
            state=version.state,
        )
    copy, _is_new = RecoveryCopy.objects.update_or_create(
        person=by,
        entry_id=version.entry_id,
        defaults={
            "kind": version.entry.kind,
            "fields": list(fields),
            "based_on": based_on[:64],
            "saved_at": timezone.now(),
        },
    )
    return copy


def keep_new_copy(kind: str, fields: Fields, *, by: User, key: UUID) -> RecoveryCopy:
    """Keep what was typed into one form of a new entry.

    Raise StaleContent when the form has made its entry already.
    """
    require_role(transition_for(Action.CREATE, None), roles_of(by))
    require_short(fields)
    if SentForm.objects.filter(person=by, key=key).exists():
        raise StaleContent("This form was sent already; go on in the list of entries.")
    copy, _is_new = RecoveryCopy.objects.update_or_create(
        person=by,
        key=key,
        defaults={"kind": kind, "fields": list(fields), "saved_at": timezone.now()},
    )
    kept = RecoveryCopy.objects.filter(person=by, entry=None).values_list("pk", flat=True)
    RecoveryCopy.objects.filter(pk__in=list(kept[NEW_ENTRIES_KEPT:])).delete()
    return copy


def require_short(fields: Fields) -> None:
    if sum(len(name) + len(value) for name, value in fields) > LONGEST:
        raise ContentRefused(f"The form has over {LONGEST:,} characters; no copy is kept.")


def throw_away(*, by: User, entry: int | None = None, key: UUID | None = None) -> None:
    """Drop a person's own copy: it was saved, or is not wanted."""
    RecoveryCopy.objects.filter(person=by, entry=entry, key=key).delete()


def forget_copies() -> int:
    """Delete old copies and the marks of old forms; return how many copies went."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    SentForm.objects.filter(at__lt=before).delete()
    copies, _by_model = RecoveryCopy.objects.filter(saved_at__lt=before).delete()
    return copies
