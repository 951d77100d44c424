"""The dry run of an uploaded import: the import itself, undone, with a row for each record.

Nothing is kept but the rows: everything an import writes happens in a transaction that is rolled
back at its end (E-41). All that is wrong is found in one go (E-42).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from glossary.content import Content
from glossary.errors import SourceRefused
from glossary.exchange.arriving import Incoming, has_numbers
from glossary.exchange.loader import DryRunEnds
from glossary.exchange.records import EntryRecord, Record
from glossary.exchange.taking import Taken, relate, take, waiting_among
from glossary.exchange.uploads import pieces_of
from glossary.models import Batch, Entry, Import, ImportRow, RowResult, Version
from glossary.workflow.diff import Change, Mark, Piece, content_diff
from glossary.workflow.origin import acting
from glossary.workflow.registers import entries_numbered
from glossary.workflow.rows import chunks

NAME_LENGTH, TITLE_LENGTH = 300, 200
# What a row shows of a difference: enough to judge, and never a whole book.
PIECES_SHOWN = 60
SAME_SHOWN = 80
CHANGED_SHOWN = 600
CUT = " … "


@dataclass
class Finding:
    """The rows of a dry run, by the position of their records."""

    imported: Import
    rows: dict[int, ImportRow] = field(default_factory=dict)

    def add(self, position: int, **facts: object) -> None:
        self.rows[position] = ImportRow(import_of=self.imported, position=position, **facts)

    def refuse(self, item: Incoming, refusal: SourceRefused) -> None:
        """Keep why a record cannot be taken; the first reason counts."""
        known = self.rows.get(item.position)
        if known is None or known.result != RowResult.ERROR:
            self.add(item.position, **facts_of(item), **error_of(refusal))

    def note(self, taken: Taken, changes: Sequence[Change]) -> None:
        if taken.result == RowResult.ERROR:
            return
        self.add(
            taken.item.position,
            **facts_of(taken.item),
            result=taken.result,
            reason=taken.reason,
            marks=list(taken.marks),
            changes=[kept_of(change) for change in changes],
            # The key of an entry that is created and rolled back would mean another one later.
            entry_id=taken.entry.pk if taken.entry and taken.result != RowResult.CREATE else None,
        )


def check(imported: Import) -> list[ImportRow]:
    """Return the rows of a dry run; nothing of what they say has been kept."""
    finding = Finding(imported=imported)
    try:
        with acting(), transaction.atomic():
            import_for_show(finding)
            raise DryRunEnds
    except DryRunEnds:
        return [finding.rows[position] for position in sorted(finding.rows)]


def import_for_show(finding: Finding) -> None:
    imported = finding.imported
    batch = Batch.objects.create(at=timezone.now(), by=imported.owner)
    entries: dict[int, Entry] = {}
    holding: dict[int, int] = {}
    # The last of several records of one entry holds.
    for few in chunks(take(readable(finding), batch=batch, refused=finding.refuse)):
        changes = changes_among(few)
        for taken in few:
            finding.note(taken, changes.get(taken.item.position, ()))
            if taken.entry and taken.result in (RowResult.CREATE, RowResult.CHANGE):
                holding[taken.entry.pk] = taken.item.position
                entries[taken.item.position] = taken.entry
    entries = {position: entries[position] for position in holding.values()}
    items = (piece for piece in pieces_of(imported) if isinstance(piece, Incoming))
    for waiting in waiting_among(items, entries=entries):
        relate(waiting, by=batch.by, refused=finding.refuse)


def readable(finding: Finding) -> Iterator[Incoming]:
    """Yield the records that can be read; what cannot becomes a row at once."""
    for position, piece in enumerate(pieces_of(finding.imported)):
        if isinstance(piece, SourceRefused):
            finding.add(position, name=piece.name[:NAME_LENGTH], line=piece.line, **error_of(piece))
        else:
            yield piece


def facts_of(item: Incoming) -> dict[str, object]:
    title = title_of(item.record)[:TITLE_LENGTH]
    return {"name": item.name[:NAME_LENGTH], "line": item.line, "title": title}


def error_of(refusal: SourceRefused) -> dict[str, object]:
    return {"result": RowResult.ERROR, "reason": refusal.reason}


def title_of(record: Record) -> str:
    """Return what people know a record by."""
    if isinstance(record, EntryRecord):
        return record.content.title
    names = ("designation", "edition") if hasattr(record, "designation") else ("name", "title")
    return " ".join(filter(None, (getattr(record, name, "") for name in names)))


def changes_among(few: Iterable[Taken]) -> dict[int, list[Change]]:
    """Return what differs in the drafts that were written, by the position of the record."""
    changed = {taken.entry.pk: taken for taken in few if taken.before and taken.entry}
    drafts = Version.objects.open().with_content().filter(entry__in=changed)
    after = {version.entry_id: version.content() for version in drafts}
    numbered = entries_numbered(
        [taken.item.record.content for taken in changed.values()] if changed else []
    )
    return {
        taken.item.position: content_diff(
            taken.before, complete(after[pk], taken.item.record, numbered=numbered)
        )
        for pk, taken in changed.items()
    }


def complete(content: Content, record: EntryRecord, *, numbered: Mapping[str, Entry]) -> Content:
    """Return the content with the relations that are written at the end only."""
    if not has_numbers(record):
        return content
    relations = tuple(
        replace(relation, title=relation.title or numbered[relation.number].title)
        if relation.number in numbered
        else relation
        for relation in record.content.relations
    )
    return replace(content, relations=relations)


def kept_of(change: Change) -> dict[str, object]:
    """Return a change as a row keeps it, long texts shortened."""
    pieces = [[piece.mark, shortened(piece)] for piece in change.pieces[:PIECES_SHOWN]]
    if len(change.pieces) > PIECES_SHOWN:
        pieces.append([Mark.SAME, CUT])
    return vars(change) | {"pieces": pieces}


def shortened(piece: Piece) -> str:
    limit = SAME_SHOWN if piece.mark == Mark.SAME else CHANGED_SHOWN
    text = piece.text
    return text if len(text) <= 2 * limit else f"{text[:limit]}{CUT}{text[-limit:]}"


def change_of(kept: dict) -> Change:
    """Return the change that a row keeps."""
    pieces = tuple(Piece(mark=Mark(mark), text=text) for mark, text in kept["pieces"])
    return Change(**kept | {"pieces": pieces, "mark": Mark(kept["mark"])})
