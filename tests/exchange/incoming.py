"""Records for the tests of the loader."""

from dataclasses import replace

from glossary.content import RelationText
from glossary.exchange.loader import Incoming, load
from glossary.exchange.records import EntryRecord, ExternalId, Source
from tests import factories as make


def record(title="Negotiation", *, raw=b"first", **fields):
    content = make.term_content(title, **fields)
    return EntryRecord(
        kind="term",
        content=content,
        external_ids=(ExternalId(system="test", identifier=title),),
        source=Source(name="file.txt", raw=raw, format="lexicon-text", extra={"kept": 1}),
    )


def bring(*records, **options):
    incoming = [Incoming(record=item, name="file.txt") for item in records]
    return load(incoming, by=make.edda(), **options)


def related(item, number):
    relations = (RelationText(number=number, title="Known"),)
    return replace(item, content=replace(item.content, relations=relations))
