"""Which entry an incoming record means, by identity and never by guessing."""

from collections.abc import Sequence

from glossary.errors import GlossaryError
from glossary.exchange.records import EntryRecord
from glossary.models import Entry, ExternalId
from glossary.text import fold


def entry_for(record: EntryRecord) -> Entry | None:
    """Return the entry of the same concept, external id or number; None for a new one.

    Raise GlossaryError when the number belongs to another concept here.
    """
    if record.concept:
        same = Entry.objects.filter(concept=record.concept, language=record.language).first()
        if same:
            return same
    for external in record.external_ids:
        known = ExternalId.objects.filter(
            system=external.system, identifier=external.identifier
        ).select_related("entry")
        if known:
            return known[0].entry
    taken = Entry.objects.filter(number=record.number).first() if record.number else None
    if taken and record.concept:
        raise GlossaryError(f"The number {record.number} belongs to another entry here: {taken}.")
    return taken


def namesakes_of(record: EntryRecord) -> Sequence[Entry]:
    """Return entries of the same kind and language whose title folds to the same name."""
    return Entry.objects.filter(
        kind=record.kind, language=record.language, folded_title=fold(record.content.title)
    ).only("number", "title")
