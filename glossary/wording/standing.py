"""Whether a stretch of a text is a whole word or only part of something longer."""

from glossary.wording.words import HYPHENS, Wording, is_word

# Directly behind or before a word these make it part of something else: "C++", "example.com".
ATTACHED = frozenset("+#")
CONNECTING = frozenset(".@_&\\")


def stands_alone(wording: Wording, start: int, end: int) -> bool:
    """Say whether the tokens are a whole word: not "conformance" in "non-conformance"."""
    before, after = wording.gaps[start], wording.gaps[end]
    if before in HYPHENS or after in HYPHENS:
        return False
    if not after and end < len(wording.keys) and is_continued(wording, end):
        return False
    return bool(before) or start == 0 or not is_continuation(wording, start)


def is_continued(wording: Wording, end: int) -> bool:
    """Say whether what follows belongs to the matched word: "C++", "example.com"."""
    last, after = wording.keys[end - 1], wording.keys[end]
    if is_word(after) or not is_word(last):
        return is_word(after) or after == last
    return after in ATTACHED or (after in CONNECTING and is_adjacent_word(wording, end + 1))


def is_continuation(wording: Wording, start: int) -> bool:
    """Say whether the match belongs to what stands before it."""
    first, before = wording.keys[start], wording.keys[start - 1]
    if is_word(before) or not is_word(first):
        return is_word(before) or before == first
    is_joined = start > 1 and not wording.gaps[start - 1]
    return before in CONNECTING and is_joined and is_word(wording.keys[start - 2])


def is_adjacent_word(wording: Wording, position: int) -> bool:
    if position >= len(wording.keys) or wording.gaps[position]:
        return False
    return is_word(wording.keys[position])
