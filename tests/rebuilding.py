"""Make entries anew in a test, without a word about it."""

from collections.abc import Iterable

from glossary.models import Entry
from glossary.workflow.rebuild import rebuild


def republish(entries: Iterable[Entry]) -> int:
    """Make everything derived from these entries anew; return how many there were."""
    return rebuild([entry.pk for entry in entries], progress=lambda *told: None)
