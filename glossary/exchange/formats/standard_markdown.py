"""An edition of a standard in a readable file: front matter only, a line for each clause."""

from collections.abc import Iterator

import yaml
from django.utils.translation import gettext_noop

from glossary.errors import SourceRefused
from glossary.exchange.formats.decoding import beginning_of, text_of
from glossary.exchange.formats.front_matter import (
    FrontMatter,
    Value,
    front_matter_of,
    opens_front_matter,
    top_level_keys,
)
from glossary.exchange.records import ClauseRecord, Record, StandardRecord

NAME = "standard-markdown"
TITLE = gettext_noop("Standards with their clauses (front matter)")
ENDINGS = (".md", ".markdown")
TEXT_KEYS = ("designation", "edition", "title", "status")


def looks_like(raw: bytes, *, name: str) -> bool:
    """Return whether the file has front matter that names a standard."""
    text = beginning_of(raw)
    return opens_front_matter(text) and {"designation", "edition"} <= top_level_keys(text)


def read(raw: bytes, *, name: str) -> Iterator[Record]:
    """Yield the one standard of the file. Raise SourceRefused with key and line."""
    found = front_matter_of(text_of(raw, name=name), name=name)
    if found.body.strip():
        raise SourceRefused("has text behind the front matter", name=name, line=found.body_line)
    for twice in found.duplicates:
        raise SourceRefused(f"“{twice.key}” stands twice", name=name, line=twice.line)
    for key in found.values:
        if key not in (*TEXT_KEYS, "clauses"):
            raise refusal(found, key, "is no key here", name=name)
    texts = {key: text(found, key, found.values.get(key), name=name) for key in TEXT_KEYS}
    if not texts["designation"]:
        raise refusal(found, "designation", "is missing", name=name)
    texts["status"] = texts["status"] or "current"
    yield StandardRecord(**texts, clauses=clauses_in(found, name=name))


def clauses_in(found: FrontMatter, *, name: str) -> tuple[ClauseRecord, ...]:
    """Return the clauses in the order of the file."""
    clauses = found.values.get("clauses") or {}
    if not isinstance(clauses, dict):
        raise refusal(found, "clauses", "must be a map of clause numbers to texts", name=name)
    records = []
    for number, value in clauses.items():
        title = text(found, f"clauses.{number}", value, name=name)
        if not title:
            raise refusal(found, f"clauses.{number}", "needs a text", name=name)
        records.append(ClauseRecord(number=number, title=title))
    return tuple(records)


def text(found: FrontMatter, path: str, value: Value, *, name: str) -> str:
    """Return a text without blanks around it, empty for an empty value."""
    if isinstance(value, list | dict):
        raise refusal(found, path, "must be a text", name=name)
    return (value or "").strip()


def refusal(found: FrontMatter, path: str, reason: str, *, name: str) -> SourceRefused:
    return SourceRefused(f"“{path}” {reason}", name=name, line=found.lines.get(path, 1))


def write(record: StandardRecord) -> str:
    """Return the file of a standard."""
    values: dict = {key: getattr(record, key) for key in TEXT_KEYS}
    if record.clauses:
        values["clauses"] = {clause.number: clause.title for clause in record.clauses}
    front_matter = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front_matter}---\n"
