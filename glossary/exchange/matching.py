"""Which entries incoming records mean, by identity and never by guessing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from glossary.errors import GlossaryError
from glossary.exchange.records import EntryRecord
from glossary.models import Entry, ExternalId
from glossary.text import fold

Name = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Known:
    """The entries that some records may mean, by concept and language, external id and number."""

    concepts: Mapping[tuple[UUID, str], Entry]
    identifiers: Mapping[tuple[str, str], Entry]
    numbers: Mapping[str, Entry]

    def entry_for(self, record: EntryRecord) -> Entry | None:
        """Return the entry of a record; None for a new one.

        Raise GlossaryError when the number belongs to another concept here.
        """
        if record.concept:
            same = self.concepts.get((UUID(record.concept), record.language))
            if same:
                return same
        for external in record.external_ids:
            known = self.identifiers.get((external.system, external.identifier))
            if known:
                return known
        taken = self.numbers.get(record.number)
        if taken and record.concept:
            raise GlossaryError(
                f"The number {record.number} belongs to another entry here: {taken}."
            )
        return taken


def entries_for(records: Sequence[EntryRecord]) -> list[Entry | None]:
    """Return the entries of the same concept, external id or number; None for new ones."""
    known = Known(
        concepts=concepts_of(records),
        identifiers=identifiers_of(records),
        numbers=numbers_of(records),
    )
    return [known.entry_for(record) for record in records]


def entry_for(record: EntryRecord) -> Entry | None:
    (entry,) = entries_for([record])
    return entry


def concepts_of(records: Sequence[EntryRecord]) -> dict[tuple[UUID, str], Entry]:
    concepts = {record.concept for record in records if record.concept}
    entries = Entry.objects.filter(concept__in=concepts)
    return {(entry.concept, entry.language): entry for entry in entries}


def identifiers_of(records: Sequence[EntryRecord]) -> dict[tuple[str, str], Entry]:
    names = {external.identifier for record in records for external in record.external_ids}
    rows = ExternalId.objects.filter(identifier__in=names).select_related("entry")
    return {(row.system, row.identifier): row.entry for row in rows}


def numbers_of(records: Sequence[EntryRecord]) -> dict[str, Entry]:
    numbers = {record.number for record in records if record.number}
    return {entry.number: entry for entry in Entry.objects.filter(number__in=numbers)}


def namesakes_of(records: Sequence[EntryRecord]) -> dict[Name, list[Entry]]:
    """Return the entries by kind, language and folded title, as far as a record has the same."""
    names = {name_of(record) for record in records}
    entries = Entry.objects.filter(folded_title__in={title for *_, title in names}).only(
        "number", "title", "kind", "language", "folded_title"
    )
    found = defaultdict(list)
    for entry in entries:
        found[entry.kind, entry.language, entry.folded_title].append(entry)
    return dict(found)


def name_of(record: EntryRecord) -> Name:
    return record.kind, record.language, fold(record.content.title)


def identities_of(record: EntryRecord) -> Iterator[tuple]:
    """Yield what an entry may be recognised by: records that share one are not independent."""
    yield ("name", *name_of(record))
    if record.concept:
        yield "concept", record.concept.lower(), record.language
    if record.number:
        yield "number", record.number
    for external in record.external_ids:
        yield "external", external.system, external.identifier
