"""How entries are listed: by the title and in the subject of a version."""

from glossary.models import Entry, Version
from glossary.text import fold

CLASSIFYING = ("title", "folded_title", "subject_id")


def classify(entry: Entry, version: Version) -> set[str]:
    """Let the entry be listed as its version says; return the columns that changed."""
    before = [getattr(entry, name) for name in CLASSIFYING]
    if entry.title != version.title:
        entry.title, entry.folded_title = version.title, fold(version.title)
    entry.subject = version.subject
    return {
        name
        for name, value in zip(CLASSIFYING, before, strict=True)
        if getattr(entry, name) != value
    }
