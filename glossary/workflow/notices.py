"""Who is told what, and when. Written beside the change, sent by a command of its own."""

from django.contrib.auth.models import User

from glossary.models import Version


def tell(version: Version, *, action: str, by: User | None, comment: str) -> None:
    """Tell those concerned that something was done to a version."""


def tell_of_failure(version: Version, *, reason: str) -> bool:
    """Tell who planned a publication that it failed; return whether this is news."""
    return True
