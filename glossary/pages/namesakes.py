"""Entries of one title: wherever one of them is named, its subject stands behind it (R-05)."""

from django.db.models import Exists, OuterRef, QuerySet

from glossary.models import Entry


def namesakes(prefix: str = "") -> Exists:
    """Return whether another published entry has the title of the entry found at `prefix`."""
    others = Entry.objects.published().filter(
        folded_title=OuterRef(f"{prefix}folded_title"), language=OuterRef(f"{prefix}language")
    )
    return Exists(others.exclude(pk=OuterRef(f"{prefix}pk")))


def with_namesakes(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Annotate entries with `is_namesake`. Take it last: each row that is fetched is looked up."""
    return entries.annotate(is_namesake=namesakes())


def subject_behind(entry: Entry, *, is_namesake: bool) -> str:
    return entry.subject_name if is_namesake else ""
