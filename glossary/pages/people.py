"""Signatures as readers see them: name, role, time and meaning (W-17)."""

from dataclasses import dataclass
from datetime import datetime

from glossary.models import Decision, Version, shown_name
from glossary.workflow.signatures import signatures_of


@dataclass(frozen=True, kw_only=True)
class SignatureLine:
    """Who signed, in which role, when, and what the signature means."""

    name: str
    roles: str
    at: datetime
    meaning: str


def signature_lines(version: Version) -> tuple[SignatureLine, ...]:
    """Return the signatures that hold, oldest first."""
    return tuple(map(line_for, signatures_of(version)))


def line_for(decision: Decision) -> SignatureLine:
    """Return the name as it was signed, unless the person is to be shown under another (W-53)."""
    pseudonym = getattr(decision.actor, "pseudonym", None)
    return SignatureLine(
        name=shown_name(decision.actor) if pseudonym else decision.actor_name,
        roles=decision.actor_roles,
        at=decision.at,
        meaning=decision.meaning,
    )
