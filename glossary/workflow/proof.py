"""The proof that somebody who signs is that person, and how long it holds (W-17)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.utils import timezone

from glossary.conf import options
from glossary.errors import ProofNeeded
from glossary.workflow.transitions import Transition

CLOCK_TOLERANCE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How and when a person was last proved. A command proves by the access to the machine."""

    method: str
    at: datetime

    @classmethod
    def by_password(cls) -> Self:
        """Return the proof of a password that was checked just now."""
        return cls(method="password", at=timezone.now())

    @classmethod
    def by_command(cls) -> Self:
        return cls(method="command line", at=timezone.now())

    @property
    def is_fresh(self) -> bool:
        age = timezone.now() - self.at
        return -CLOCK_TOLERANCE <= age <= timedelta(minutes=options().proof_minutes)


def require_proof(row: Transition, proof: Proof | None) -> None:
    """Raise ProofNeeded when a signature comes without a fresh proof."""
    if row.meaning and not (proof and proof.is_fresh):
        raise ProofNeeded(
            f"To {row.action} a version is a signature: give your password again.",
            action=row.action,
            state=str(row.source or ""),
        )
