"""Our own readable format for entries: YAML front matter, then one `##` section each.

Reading what was written gives the same content. Types are checked: a list where a text
belongs is refused with its key and line.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import yaml
from django.utils.translation import gettext_noop

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
    WaiverText,
)
from glossary.errors import SourceRefused
from glossary.exchange.formats.decoding import beginning_of, text_of
from glossary.exchange.formats.front_matter import (
    FrontMatter,
    Value,
    front_matter_of,
    opens_front_matter,
    top_level_keys,
)
from glossary.exchange.formats.question_markdown import TYPICAL_KEYS
from glossary.exchange.formats.term_sections import body_of, sections_of
from glossary.exchange.records import EntryRecord, ExternalId, Record, Source

NAME = "term-markdown"
TITLE = gettext_noop("Terms (Markdown with front matter)")
ENDINGS = (".md", ".markdown")
KINDS = ("term", "question")
TEXT_KEYS = ("title", "heading", "short_definition", "subject", "byline")
SEO_KEYS = ("title", "description", "keywords")
IDENTITY_KEYS = ("number", "concept", "slug")


def looks_like(raw: bytes, *, name: str) -> bool:
    """Return whether the file has front matter and is no question article."""
    text = beginning_of(raw)
    return opens_front_matter(text) and not top_level_keys(text) & TYPICAL_KEYS


def read(raw: bytes, *, name: str) -> Iterator[Record]:
    """Yield the one entry of the file."""
    front_matter = front_matter_of(text_of(raw, name=name), name=name)
    yield _File(name=name, front_matter=front_matter).record(raw)


@dataclass(kw_only=True)
class _File:
    """One file's front matter, asked for values of a given type."""

    name: str
    front_matter: FrontMatter
    left: dict[str, Value] = field(init=False)

    def __post_init__(self) -> None:
        for found in self.front_matter.duplicates:
            raise self.refusal(found.key, "stands twice", line=found.line)
        self.left = dict(self.front_matter.values)

    def record(self, raw: bytes) -> EntryRecord:
        """Return the entry; keys that are not ours are kept in `extra`."""
        kind = self.text("kind") or "term"
        if kind not in KINDS:
            raise self.refusal("kind", f"must be one of {', '.join(KINDS)}")
        identity: dict[str, Any] = {key: self.text(key) for key in IDENTITY_KEYS}
        language = self.text("language") or "en"
        external_ids = self.records("external_ids", ExternalId)
        content = self.content()
        own = ExternalId(
            system=NAME,
            identifier=identity["slug"] or PurePosixPath(self.name.replace("\\", "/")).stem,
        )
        return EntryRecord(
            kind=kind,
            content=content,
            language=language,
            external_ids=external_ids if own in external_ids else (own, *external_ids),
            source=Source(name=self.name, raw=raw, format=NAME, extra=self.left),
            **identity,
        )

    def content(self) -> Content:
        """Return what a reviewer will approve."""
        texts: dict[str, Any] = {key: self.text(key) for key in TEXT_KEYS}
        if not texts["title"].strip():
            raise self.refusal("title", "is missing", line=self.front_matter.lines.get("title", 1))
        seo = self.mapping(self.left.pop("seo", None), path="seo", known=SEO_KEYS)
        return Content(
            dated=self.day(self.text("dated"), path="dated"),
            seo_title=seo.get("title", ""),
            seo_description=seo.get("description", ""),
            seo_keywords=seo.get("keywords", ""),
            tags=self.texts("tags"),
            unlinked=self.texts("unlinked"),
            title_autolink=self.truth(self.text("title_autolink") or "true", path="title_autolink"),
            sections=self.sections(),
            **texts,
            designations=self.records("designations", DesignationText),
            relations=self.records("relations", RelationText),
            citations=self.records("citations", CitationText),
            waivers=self.records("waivers", WaiverText),
        )

    def refusal(self, path: str, reason: str, *, line: int = 0) -> SourceRefused:
        """Return the error for a key, with its line."""
        line = line or self.front_matter.lines.get(path, 1)
        return SourceRefused(f"“{path}” {reason}", name=self.name, line=line)

    def text(self, key: str) -> str:
        """Take a text of the top level."""
        return self.as_text(self.left.pop(key, None), path=key)

    def as_text(self, value: Value, *, path: str) -> str:
        """Return a text, empty for an empty value."""
        if isinstance(value, list | dict):
            raise self.refusal(path, f"must be a text, not a {_shape(value)}")
        return value or ""

    def day(self, given: str, *, path: str) -> date | None:
        """Return a date, None for an empty text."""
        try:
            return date.fromisoformat(given) if given else None
        except ValueError as error:
            reason = f"is no date of the form 2025-12-31: “{given}”"
            raise self.refusal(path, reason) from error

    def listed(self, key: str) -> list[Value]:
        """Take a list, empty for an empty value."""
        value = self.left.pop(key, None)
        if value is not None and not isinstance(value, list):
            raise self.refusal(key, f"must be a list, not a {_shape(value)}")
        return value or []

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        found = enumerate(self.listed(key))
        return tuple(self.as_text(value, path=f"{key}.{n}") for n, value in found)

    def mapping(self, value: Value, *, path: str, known: tuple[str, ...]) -> dict[str, str]:
        """Return a map of texts; an unknown key is most likely misspelled, so it is refused."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.refusal(path, f"must be a map of keys, not a {_shape(value)}")
        for key in value:
            if key not in known:
                raise self.refusal(f"{path}.{key}", f"is no key here: {', '.join(known)}")
        return {
            key: self.as_text(text, path=f"{path}.{key}")
            for key, text in value.items()
            if text is not None
        }

    def records(self, key: str, record: type) -> tuple:
        """Take a list of maps as records; a plain text counts as a designation's term."""
        found = []
        for number, item in enumerate(self.listed(key)):
            path = f"{key}.{number}"
            if record is DesignationText and isinstance(item, str):
                item = {"term": item}
            names = tuple(part.name for part in fields(record))
            values: dict = self.mapping(item, path=path, known=names)
            for name in ("reviewed", "autolink"):
                if name in values:
                    values[name] = self.truth(values[name], path=f"{path}.{name}")
            if "accessed" in values:
                values["accessed"] = self.day(values["accessed"], path=f"{path}.accessed")
            for part in fields(record):
                if part.default is MISSING and part.name not in values:
                    raise self.refusal(path, f"needs the key “{part.name}”")
            found.append(record(**values))
        return tuple(found)

    def truth(self, text: str, *, path: str) -> bool:
        """Return the meaning of `true` or `false`."""
        if text.lower() not in ("true", "false"):
            raise self.refusal(path, "must be true or false")
        return text.lower() == "true"

    def sections(self) -> tuple[SectionText, ...]:
        """Return the sections, in need from the key `sections`."""
        listed = self.records("sections", SectionText)
        in_body = sections_of(
            self.front_matter.body, name=self.name, first_line=self.front_matter.body_line
        )
        if listed and in_body:
            raise self.refusal("sections", "and `##` headings cannot stand in one file")
        return listed or in_body


def _shape(value: Value) -> str:
    if isinstance(value, list):
        return "list"
    return "map of keys" if isinstance(value, dict) else "text"


def write(record: EntryRecord) -> str:
    """Return the file of an entry."""
    content = record.content
    body = body_of(content.sections)
    values = {
        "kind": record.kind,
        "number": record.number,
        "concept": record.concept,
        "slug": record.slug,
        "language": record.language if record.language != "en" else "",
        **{key: getattr(content, key) for key in TEXT_KEYS},
        "dated": content.dated.isoformat() if content.dated else "",
        "tags": list(content.tags),
        "seo": {key: text for key in SEO_KEYS if (text := getattr(content, f"seo_{key}"))},
        "designations": [_short(word) for word in content.designations],
        "relations": [{"kind": one.kind, **_changed(one)} for one in content.relations],
        "citations": [{"relation": one.relation, **_changed(one)} for one in content.citations],
        "unlinked": list(content.unlinked),
        "title_autolink": "" if content.title_autolink else "false",
        "waivers": [_changed(one) for one in content.waivers],
        "external_ids": [_changed(one) for one in record.external_ids if not _is_own(one, record)],
        "sections": [_changed(section) for section in content.sections] if body is None else [],
    }
    front_matter = yaml.dump(
        {key: value for key, value in values.items() if value},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    return f"---\n{front_matter}---\n" + (f"\n{body}\n" if body else "")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks and never writes an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.Node:
    # YAML also ends lines at these; only double quotes bring them back unchanged.
    other_line_ends = any(sign in text for sign in "\x85\u2028\u2029")
    # A block that keeps blank lines at its end makes PyYAML close the document with "...".
    is_open_ended = text.endswith("\n\n") or (text and not text.strip())
    style = '"' if other_line_ends or is_open_ended else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _changed(record: Any) -> dict:
    """Return the members that differ from their default; those without one always."""
    values = {part.name: getattr(record, part.name) for part in fields(record)}
    return {
        part.name: values[part.name] for part in fields(record) if values[part.name] != part.default
    }


def _short(word: DesignationText) -> str | dict:
    values = _changed(word)
    return word.term if list(values) == ["term"] else values


def _is_own(external_id: ExternalId, record: EntryRecord) -> bool:
    return external_id == ExternalId(system=NAME, identifier=record.slug)
