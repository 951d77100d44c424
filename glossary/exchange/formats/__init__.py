"""The file formats: which there are, which one a file has, and reading it.

Each module has NAME, `looks_like` and `read`; those that write have `write` or `write_line`.
"""

from collections.abc import Iterator
from types import ModuleType

from glossary.errors import SourceRefused
from glossary.exchange.formats import (
    json_bundle,
    lexicon_text,
    question_markdown,
    standard_markdown,
    term_markdown,
)
from glossary.exchange.records import Record

# In the order of detection: plain text comes last because it asks for the least.
FORMATS: dict[str, ModuleType] = {
    module.NAME: module
    for module in (json_bundle, question_markdown, standard_markdown, term_markdown, lexicon_text)
}
AUTO = "auto"


def detect(raw: bytes, *, name: str) -> ModuleType:
    """Return the module for a file by its content; the name only helps with plain text."""
    for module in FORMATS.values():
        if module.looks_like(raw, name=name):
            return module
    raise SourceRefused(f"is none of the known formats: {', '.join(FORMATS)}", name=name, line=1)


def read(raw: bytes, *, name: str, format: str = AUTO) -> Iterator[Record]:
    """Yield the records of a file. Raise SourceRefused while reading if it is not right."""
    if format == AUTO:
        return detect(raw, name=name).read(raw, name=name)
    if format not in FORMATS:
        raise SourceRefused(
            f"“{format}” is none of the known formats: {', '.join(FORMATS)}", name=name
        )
    return FORMATS[format].read(raw, name=name)
