"""The sentence around a place in a text."""

import re

SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])")
LONGEST_EXCERPT = 200
ELLIPSIS = "…"


def excerpt_around(text: str, start: int, end: int, *, length: int = LONGEST_EXCERPT) -> str:
    """Return the sentence that holds text[start:end], cut at word ends to `length` characters."""
    before = " ".join(text[sentence_start(text, start) : start].split())
    after = " ".join(text[end : sentence_end(text, end)].split())
    named = " ".join(text[start:end].split())
    # A blank is kept only where there was one: not before a comma, not inside brackets.
    if before and text[start - 1].isspace():
        before += " "
    if after and text[end].isspace():
        after = f" {after}"
    if len(before) + len(named) + len(after) <= length:
        return before + named + after
    return shortened(before, named, after, length=length)


def sentence_start(text: str, position: int) -> int:
    ends = [found.end() for found in SENTENCE_END.finditer(text, 0, position + 1)]
    return max((place for place in ends if place <= position), default=0)


def sentence_end(text: str, position: int) -> int:
    found = SENTENCE_END.search(text, position)
    return found.end() if found else len(text)


def shortened(before: str, named: str, after: str, *, length: int) -> str:
    """Take about as much from both sides and mark each cut with an ellipsis."""
    room = max(0, length - len(named) - 2 * (len(ELLIPSIS) + 1))
    share_before = min(len(before), max(room // 2, room - len(after)))
    share_after = min(len(after), room - share_before)
    if share_before < len(before):
        kept = before[len(before) - share_before :]
        before = f"{ELLIPSIS} {kept.partition(' ')[2]}"
    if share_after < len(after):
        kept = after[:share_after]
        after = f"{kept.rpartition(' ')[0]} {ELLIPSIS}"
    return f"{before}{named}{after}"[:length]
