"""The lossless bundle: one JSON object a line (JSONL), one record each."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from math import isfinite

from django.utils.translation import gettext_noop

from glossary.errors import SourceRefused
from glossary.exchange.formats.decoding import beginning_of, text_of
from glossary.exchange.formats.json_shapes import WrongShape, record_from
from glossary.exchange.records import (
    EntryRecord,
    Record,
    SectionKindRecord,
    StandardRecord,
    SubjectRecord,
)

NAME = "json"
TITLE = gettext_noop("JSON bundle, one object a line")
ENDINGS = (".jsonl", ".json")
# A bundle holds a whole glossary with its sources, so it may be as large as an unpacked upload.
SIZE_LIMIT = 100 * 1024 * 1024
DEPTH_LIMIT = 20

RECORDS: dict[str, type] = {
    "entry": EntryRecord,
    "subject": SubjectRecord,
    "standard": StandardRecord,
    "section-kind": SectionKindRecord,
}
NAMES_OF_RECORDS = {record: name for name, record in RECORDS.items()}


def looks_like(raw: bytes, *, name: str) -> bool:
    """Return whether the first line that is not blank begins a JSON object."""
    return beginning_of(raw).lstrip().startswith("{")


def read(raw: bytes, *, name: str) -> Iterator[Record]:
    """Yield the records line by line; a line that is wrong is refused with its number."""
    for _number, found in read_lines(raw, name=name):
        if isinstance(found, SourceRefused):
            raise found
        yield found


def read_lines(raw: bytes, *, name: str) -> Iterator[tuple[int, Record | SourceRefused]]:
    """Yield each line's number with its record, or with the reason why there is none."""
    text = text_of(raw, name=name, limit=SIZE_LIMIT)
    # Not splitlines(): U+2028 may stand unescaped inside a JSON text.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _record(line)
        except (WrongShape, RecursionError) as error:
            reason = str(error) if isinstance(error, WrongShape) else _too_deep()
            yield number, SourceRefused(reason, name=name, line=number)


def write_line(record: Record) -> str:
    """Return the line of a record, with its line end."""
    values = {"record": NAMES_OF_RECORDS[type(record)], **asdict(record)}
    line = json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_text
    )
    return f"{line}\n"


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a bundle")


def _record(line: str) -> Record:
    try:
        values = json.loads(
            line,
            object_pairs_hook=_without_duplicates,
            parse_constant=_finite,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        raise WrongShape(f"is no JSON: {error.msg} (column {error.colno})") from error
    except ValueError as error:
        raise WrongShape("holds a number that is too long") from error
    if not isinstance(values, dict):
        raise WrongShape("is no JSON object")
    if _deeper_than(values, DEPTH_LIMIT):
        raise WrongShape(_too_deep())
    name = values.pop("record", None)
    if not isinstance(name, str) or name not in RECORDS:
        raise WrongShape(f"“record” must be one of {', '.join(RECORDS)}")
    return record_from(RECORDS[name], values)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in pairs:
        if key in values:
            raise WrongShape(f"the key “{key}” stands twice")
        values[key] = value
    return values


def _finite(number: str) -> float:
    """Return a number that JSON can hold: 1e999 would come back as Infinity."""
    if not isfinite(float(number)):
        raise WrongShape(f"{number} is no JSON number")
    return float(number)


def _deeper_than(value: object, limit: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    if limit == 0:
        return True
    members = value.values() if isinstance(value, dict) else value
    return any(_deeper_than(member, limit - 1) for member in members)


def _too_deep() -> str:
    return f"is nested deeper than {DEPTH_LIMIT} levels"
