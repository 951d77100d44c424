"""Entries for the rules, made from a few words."""

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
)
from glossary.quality.records import EntryText
from glossary.quality.vocabulary import Vocabulary

SOURCE = (CitationText(standard="ISO 9001", edition="2015", clause="8.4"),)


def entry(title, short="", *, kind="term", names=(), relations=(), key="", address="", **fields):
    """Return an entry; `names` are admitted designations, `relations` pairs of kind and title."""
    language = fields.pop("language", "en")
    sections = tuple(
        SectionText(kind=name.replace("_", "-"), body=fields.pop(name))
        for name in ("definition", "general_description", "examples", "risks", "answer")
        if name in fields
    )
    values = {"subject": "Fundamentals", "citations": SOURCE} | fields
    content = Content(
        title=title,
        short_definition=short,
        sections=sections,
        designations=tuple(
            name if isinstance(name, DesignationText) else DesignationText(term=name)
            for name in names
        ),
        relations=tuple(RelationText(kind=kind, title=target) for kind, target in relations),
        **values,
    )
    return EntryText(
        key=key or title, kind=kind, language=language, content=content, address=address
    )


def vocabulary(*entries):
    return Vocabulary(entries)


def said(findings):
    """Return what was found in short: rule, entry and what it is about."""
    return [(finding.rule.name, finding.key, finding.about) for finding in findings]
