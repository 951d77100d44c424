"""What a version says, as plain immutable records without a database.

A form, an import and a stored version all speak `Content`; the signature, the word
difference and the renderer read it. It is the one shape in which text travels.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class SectionText:
    """The Markdown of one section; `kind` is the key of a SectionKind.

    `heading` names a section that the template does not know (kind `additional`).
    """

    kind: str
    body: str
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class DesignationText:
    """A word or sign for the concept beside the title (ISO 1087, 3.4).

    `language` is a BCP 47 tag, empty for the language of the entry; a designation in
    another language is an equivalent. `reviewed` is False as long as nobody has
    confirmed that an imported word really is a synonym; `autolink` is False for a word that
    is too common to be linked wherever it stands.
    """

    term: str
    language: str = ""
    acceptability: str = "admitted"
    type: str = "term"
    reviewed: bool = True
    autolink: bool = True


@dataclass(frozen=True, kw_only=True)
class RelationText:
    """A relation to another entry, named by number or only described.

    Without `number` the target is found by external id, address or title as soon as it
    is published. `rating` is the source's own mark, kept as it stood there ("10/10").
    """

    kind: str = "related"
    number: str = ""
    title: str = ""
    subject: str = ""
    address: str = ""
    external_id: str = ""
    teaser: str = ""
    rating: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CitationText:
    """Where something is said: a standard with edition and clause, or a free source.

    `accessed` is the day it was read there, `licence` under which it may be used.
    """

    standard: str = ""
    edition: str = ""
    clause: str = ""
    source: str = ""
    relation: str = "unspecified"
    note: str = ""
    accessed: date | None = None
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class WaiverText:
    """Why a finding of the quality rules may stand; a reviewer approves it with the text.

    `rule` is the name of the rule, `about` what its finding is about: the words or the other
    entry. Without `about` it holds for every finding of the rule in this entry.
    """

    rule: str
    reason: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that a reviewer approves. `subject` is a name, `dated` the source's date.

    `title` is the preferred designation of a term, or the question; `heading` replaces it
    on the page where a source asked for that. `title_autolink` is for the title what
    `autolink` is for other designations; `unlinked` are names that this entry does not link.
    """

    title: str
    heading: str = ""
    short_definition: str = ""
    subject: str = ""
    byline: str = ""
    dated: date | None = None
    seo_title: str = ""
    seo_description: str = ""
    seo_keywords: str = ""
    tags: tuple[str, ...] = ()
    sections: tuple[SectionText, ...] = ()
    designations: tuple[DesignationText, ...] = ()
    relations: tuple[RelationText, ...] = ()
    citations: tuple[CitationText, ...] = ()
    waivers: tuple[WaiverText, ...] = ()
    title_autolink: bool = True
    unlinked: tuple[str, ...] = ()

    def section(self, kind: str) -> str:
        """Return the body of the first section of this kind, or an empty string."""
        return next((section.body for section in self.sections if section.kind == kind), "")

    def as_dict(self) -> dict:
        """Return plain JSON values; tuples become lists, dates ISO 8601 strings.

        Fields that came later are left out while they say nothing, so that the hash of a text
        signed before stays what it was.
        """
        values = said(self, later=LATER_FIELDS[""])
        for part in PARTS:
            later = LATER_FIELDS.get(part, {})
            if rows := values.get(part):
                values[part] = [said(row, later=later) for row in rows]
        return values


def said(record: object, *, later: Mapping[str, object]) -> dict:
    """Return the fields of a record as JSON values, without `later` ones that say nothing."""
    return {
        name: value if type(value) in PLAIN else plain(value)
        for name, value in vars(record).items()
        if name not in later or value != later[name]
    }


def plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case tuple() | list():
            return list(value)
        case str():
            # A member of an enumeration is a string as well.
            return str(value)
        case _:
            return value


# What JSON says by itself.
PLAIN = frozenset({str, bool, type(None)})


# By the part they stand in ("": the content itself), with the value that says nothing.
LATER_FIELDS: dict[str, dict[str, object]] = {
    "citations": {"accessed": None, "licence": ""},
    "designations": {"autolink": True},
    "": {"waivers": (), "title_autolink": True, "unlinked": ()},
}
PARTS: dict[str, type] = {
    "sections": SectionText,
    "designations": DesignationText,
    "relations": RelationText,
    "citations": CitationText,
    "waivers": WaiverText,
}


def content_hash(content: Content) -> str:
    """Return the SHA-256 (hex) of the canonical form: UTF-8 JSON, sorted keys, no spaces."""
    canonical = json.dumps(
        content.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
