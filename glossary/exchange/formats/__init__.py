"""The file formats: which there are, which one a file has, and reading it.

A format is a module as `Format` describes it; whoever writes has `write` or `write_line`
besides. One more format is one more module in `FORMATS`: command, upload page and dry run take
it from there (docs/exchange-formats.md says how one joins that has to be asked something first).
"""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from glossary.errors import SourceRefused
from glossary.exchange.formats import (
    json_bundle,
    lexicon_text,
    question_markdown,
    standard_markdown,
    term_markdown,
)
from glossary.exchange.records import Record


class Format(Protocol):
    """What a module of a format has. `TITLE` is what people choose it by, not translated yet."""

    NAME: str
    TITLE: str
    ENDINGS: tuple[str, ...]

    def looks_like(self, raw: bytes, *, name: str) -> bool: ...

    def read(self, raw: bytes, *, name: str) -> Iterator[Record]: ...


@runtime_checkable
class LineFormat(Protocol):
    """A format with a record a line: behind a wrong line it can go on with the next one."""

    def read_lines(
        self, raw: bytes, *, name: str
    ) -> Iterator[tuple[int, Record | SourceRefused]]: ...


# In the order of detection: plain text comes last because it asks for the least.
FORMATS: dict[str, Format] = {
    module.NAME: module
    for module in (json_bundle, question_markdown, standard_markdown, term_markdown, lexicon_text)
}
AUTO = "auto"


def detect(raw: bytes, *, name: str) -> Format:
    """Return the module for a file by its content; the name only helps with plain text."""
    for module in FORMATS.values():
        if module.looks_like(raw, name=name):
            return module
    raise SourceRefused(f"is none of the known formats: {', '.join(FORMATS)}", name=name, line=1)


def format_named(format: str, *, raw: bytes, name: str) -> Format:
    """Return the module of this name, or the one that is detected."""
    if format == AUTO:
        return detect(raw, name=name)
    if format not in FORMATS:
        raise SourceRefused(
            f"“{format}” is none of the known formats: {', '.join(FORMATS)}", name=name
        )
    return FORMATS[format]


def read(raw: bytes, *, name: str, format: str = AUTO) -> Iterator[Record]:
    """Yield the records of a file. Raise SourceRefused while reading if it is not right."""
    return format_named(format, raw=raw, name=name).read(raw, name=name)


def read_each(
    raw: bytes, *, name: str, format: str = AUTO
) -> Iterator[tuple[int, Record | SourceRefused]]:
    """Yield the records of a file with their lines; whatever is wrong takes its place among them.

    A record that does not stand on a line of its own begins at the first.
    """
    try:
        module = format_named(format, raw=raw, name=name)
        if isinstance(module, LineFormat):
            yield from module.read_lines(raw, name=name)
        else:
            for record in module.read(raw, name=name):
                yield 1, record
    except SourceRefused as refusal:
        yield refusal.line, refusal
