"""What every transition begins and ends with: lock, ask the table, change, record."""

from django.contrib.auth.models import User

from glossary.errors import ActionRefused, ContributorCannotApprove
from glossary.models import Version, roles_of
from glossary.workflow.record import record
from glossary.workflow.transitions import Action, Transition, require_role, transition_for


def locked(version: Version) -> Version:
    """Return the version afresh with its entry, locked until the transaction ends."""
    rows = Version.objects.select_for_update(of=("self",)).select_related("entry")
    return rows.get(pk=version.pk)


def locked_with_content(version: Version) -> Version:
    """Return the version locked as `locked` does, with all that `content()` reads."""
    locked(version)
    return Version.objects.with_content().get(pk=version.pk)


def start(version: Version, action: Action, *, by: User) -> Transition:
    """Return the table's row, or raise WrongState, MissingRole or ContributorCannotApprove."""
    row = transition_for(action, version.state)
    require_role(row, roles_of(by))
    if row.four_eyes and version.contributors.filter(pk=by.pk).exists():
        raise ContributorCannotApprove(
            f"You wrote part of this version; somebody else must {action} it.",
            action=action,
            state=version.state,
        )
    return row


def finish(version: Version, row: Transition, *, by: User, reason: str = "") -> Version:
    """Move the version on and write the Decision."""
    before, version.state = version.state, row.target
    version.save()
    record(
        version,
        action=row.action,
        by=by,
        state_before=before,
        reason=reason.strip(),
        meaning=row.meaning,
    )
    return version


def require_text(row: Transition, text: str) -> None:
    """Raise ActionRefused when the person has not given what the row needs."""
    if not text.strip():
        raise ActionRefused(
            f"To {row.action} a version needs a {row.needs}.",
            action=row.action,
            state=str(row.source or ""),
        )
