"""JSON values to records, strictly: every key known, every value of the field's own type."""

from base64 import b64decode
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from glossary.text import unprintable_in

NAMES_OF_TYPES: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    dict: "an object",
}


class WrongShape(Exception):
    """A value is not what its field asks for; the message names the place."""


def record_from(record: type, values: object, *, place: str = "") -> Any:
    """Return a record of this type from a JSON object."""
    if type(values) is not dict:
        raise WrongShape(f"“{place}” must be an object")
    hints = _hints(record)
    dot = f"{place}." if place else ""
    for key in values:
        if key not in hints:
            raise WrongShape(f"“{dot}{key}” is no known key")
    missing = [part.name for part in fields(record) if _is_needed(part) and part.name not in values]
    if missing:
        raise WrongShape(f"“{dot}{missing[0]}” is missing")
    return record(
        **{key: _value(hints[key], value, place=f"{dot}{key}") for key, value in values.items()}
    )


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _is_needed(part: Any) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


def _value(hint: Any, value: object, *, place: str) -> Any:
    """Return the value in the type of the annotation."""
    if isinstance(hint, type) and is_dataclass(hint):
        return record_from(hint, value, place=place)
    if get_origin(hint) is tuple:
        return _values(get_args(hint)[0], value, place=place)
    if NoneType in get_args(hint):
        inner = next(one for one in get_args(hint) if one is not NoneType)
        return None if value is None else _value(inner, value, place=place)
    if hint is date:
        return _day(value, place=place)
    if hint is bytes:
        return _bytes(value, place=place)
    # Not isinstance: True is an int, and a number in a text field must not pass.
    if type(value) is not hint:
        raise WrongShape(f"“{place}” must be {NAMES_OF_TYPES[hint]}")
    _refuse_unprintable(value, place=place)
    return value


def _values(hint: Any, value: object, *, place: str) -> tuple:
    if type(value) is not list:
        raise WrongShape(f"“{place}” must be a list")
    return tuple(_value(hint, one, place=f"{place}.{n}") for n, one in enumerate(value))


def _day(value: object, *, place: str) -> date:
    try:
        return date.fromisoformat(_text(value, place=place))
    except ValueError as error:
        raise WrongShape(f"“{place}” must be a date like 2025-12-31") from error


def _bytes(value: object, *, place: str) -> bytes:
    try:
        return b64decode(_text(value, place=place), validate=True)
    except ValueError as error:
        raise WrongShape(f"“{place}” must be base64") from error


def _text(value: object, *, place: str) -> str:
    if not isinstance(value, str):
        raise WrongShape(f"“{place}” must be a text")
    return value


def _refuse_unprintable(value: object, *, place: str) -> None:
    """Look into objects too: what has no field of ours is stored as it came."""
    if isinstance(value, dict):
        for key, member in value.items():
            _refuse_unprintable(key, place=place)
            _refuse_unprintable(member, place=place)
    elif isinstance(value, list):
        for member in value:
            _refuse_unprintable(member, place=place)
    elif isinstance(value, str) and (found := unprintable_in(value)):
        raise WrongShape(f"“{place}” holds the character U+{ord(found):04X}")
