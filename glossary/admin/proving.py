"""Proving who signs: the password again, unless it was given a short while ago (W-17)."""

from datetime import datetime, timedelta

from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from glossary.conf import options
from glossary.errors import WrongPassword
from glossary.workflow.proof import Proof

KEY = "proof"


class ProvingLoginForm(AuthenticationForm):
    """The login form; the password given at login is the first proof."""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        # Logging in keeps what an anonymous session holds, and drops another person's.
        keep_proof(self.request, Proof.by_password())
        return cleaned


def keep_proof(request: HttpRequest, proof: Proof) -> None:
    request.session[KEY] = {"method": proof.method, "at": proof.at.isoformat()}


def kept_proof(request: HttpRequest) -> Proof | None:
    """Return the last proof of this session, fresh or not."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    return Proof(method=kept["method"], at=datetime.fromisoformat(kept["at"]))


def needs_password(request: HttpRequest) -> bool:
    """Whether a signature given now asks for the password."""
    proof = kept_proof(request)
    return proof is None or not proof.is_fresh


def holds_until(request: HttpRequest) -> datetime | None:
    proof = kept_proof(request)
    return proof.at + timedelta(minutes=options().proof_minutes) if proof else None


def proof_for(request: HttpRequest) -> Proof | None:
    """Return the proof of a posted password, else the last one of the session.

    Raise WrongPassword for a password that is not the person's.
    """
    password = request.POST.get("password", "")
    if not password:
        return kept_proof(request)
    if not request.user.check_password(password):
        raise WrongPassword("This is not your password; nothing was signed.")
    proof = Proof.by_password()
    keep_proof(request, proof)
    return proof
