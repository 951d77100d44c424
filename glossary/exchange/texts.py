"""Entries as the quality rules see them, from the database and from files."""

from collections.abc import Iterator, Sequence

from glossary.exchange.loader import Incoming
from glossary.exchange.matching import entry_for
from glossary.exchange.records import EntryRecord
from glossary.models import Entry, EntryKind, Version
from glossary.quality.check import check
from glossary.quality.records import EntryText
from glossary.quality.rules import Finding
from glossary.text import slug_for
from glossary.workflow.entry_texts import entry_text, required_sections

CHUNK = 500


def findings_in_current() -> list[Finding]:
    """Check everything that readers can read now."""
    return check(list(current_texts()), required=required_sections())


def findings_in_files(incoming: Sequence[Incoming]) -> list[Finding]:
    """Check records before they are imported, together with the current entries.

    An entry that one of the records would change is left out; findings that concern none of
    the records are, too.
    """
    records = [item for item in incoming if isinstance(item.record, EntryRecord)]
    texts = [text_of(item.record, key=key_of(item)) for item in records]
    known = (entry_for(item.record) for item in records)
    replaced = {entry.number for entry in known if entry}
    current = (text for text in current_texts() if text.key not in replaced)
    found = check([*current, *texts], required=required_sections())
    keys = {text.key for text in texts}
    return [finding for finding in found if keys & {finding.key, *finding.others}]


def key_of(item: Incoming) -> str:
    """Return the file of a record; in a bundle the line is needed, too."""
    return f"{item.name}:{item.line}" if item.line > 1 else item.name


def text_of(record: EntryRecord, *, key: str) -> EntryText:
    slug = record.slug or slug_for(record.content.title, fallback="")
    subject = slug_for(record.content.subject, fallback="")
    is_question = record.kind == EntryKind.QUESTION
    return EntryText(
        key=key,
        kind=record.kind,
        language=record.language,
        content=record.content,
        address=f"/learn/{subject}/questions/{slug}/" if is_question else f"/glossary/{slug}/",
    )


def current_texts() -> Iterator[EntryText]:
    """Yield the current version of every entry, in the order of the numbers."""
    versions = (
        Version.objects.with_content()
        .select_related("entry__subject")
        .filter(pk__in=Entry.objects.published().values("current"))
        .order_by("entry__number")
    )
    for version in versions.iterator(chunk_size=CHUNK):
        yield entry_text(version)
