"""Bytes to text, once for all formats: size, encoding and characters no database keeps."""

import re

from glossary.errors import SourceRefused
from glossary.text import unprintable_in

SIZE_LIMIT = 10 * 1024 * 1024
# As far as a file is looked at before it is known what it is.
LOOKED_AT = 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
OTHER_LINE_ENDS = re.compile(r"\r\n?")


def text_of(raw: bytes, *, name: str, limit: int = SIZE_LIMIT) -> str:
    """Return the text of a file with LF line ends and without a byte order mark."""
    if len(raw) > limit:
        raise SourceRefused(f"is larger than {limit // 1024:,} kB", name=name)
    start = len(BYTE_ORDER_MARK) if raw.startswith(BYTE_ORDER_MARK) else 0
    try:
        text = raw[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        position = start + error.start
        raise SourceRefused(
            f"byte {position} (0x{raw[position]:02X}) is not UTF-8",
            name=name,
            line=line_at(OTHER_LINE_ENDS.sub("\n", raw[:position].decode("latin-1"))),
        ) from error
    text = with_plain_line_ends(text)
    refuse_unprintable(text, name=name)
    return text


def beginning_of(raw: bytes) -> str:
    """Return the start of a file as text, whatever its encoding, to tell its format by."""
    start = raw[:LOOKED_AT].decode("utf-8", errors="replace")
    return with_plain_line_ends(start.removeprefix("\ufeff"))


def with_plain_line_ends(text: str) -> str:
    """Return the text with LF for CRLF and for a lone CR."""
    return OTHER_LINE_ENDS.sub("\n", text)


def line_at(text: str, position: int | None = None) -> int:
    """Return the number of the line, from 1, in which a character position lies."""
    return text.count("\n", 0, len(text) if position is None else position) + 1


def refuse_unprintable(text: str, *, name: str, line: int = 0) -> None:
    """Raise SourceRefused for NUL and lone surrogates; without `line` it is counted in the text.

    Escapes in YAML and JSON can bring in what plain UTF-8 cannot, so values are checked too.
    """
    found = unprintable_in(text)
    if found:
        raise SourceRefused(
            f"holds the character U+{ord(found):04X}, which cannot be stored",
            name=name,
            line=line or line_at(text, text.index(found)),
        )
