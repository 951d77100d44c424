"""Looking for signs first finds what looking everywhere finds."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from glossary.publishing import render
from glossary.publishing.render import SectionRenderer
from glossary.publishing.signs import SIGNS, OnlyWithSign

WITH_SIGNS = SectionRenderer()
PIECES = (
    "word", " ", "  \n", "\n\n", "- ", "# ", "*", "**", "_", "`", "``", "\\", "$", "$$",
    "\\(", "\\)",
    "[", "]", "[[", "]]", "|", "(", ")", "[^1]", "[^1]: note\n", "<", ">", "<br>", "<https://a.b>",
    "<a@b.c>", "&", "&amp;", "!", "[a](b)", "[a][b]", "[b]: /c\n", '"', "*[QM]: Quality\n", "QM",
)  # fmt: skip


def without_signs() -> SectionRenderer:
    kept, render.look_for_signs = render.look_for_signs, lambda parser: None
    try:
        return SectionRenderer()
    finally:
        render.look_for_signs = kept


PLAIN = without_signs()


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example(
    "$x_1$ `a` \\* [^1] [[Audit|audits]] [a][b] [a](b) [b] <https://a.b> <a@b.c>  \n<b>&amp;*a*"
)
def test_the_html_is_that_of_all_patterns_tried_everywhere(text: str) -> None:
    expected = PLAIN.convert(text, anchor="risks")
    assert WITH_SIGNS.convert(text, anchor="risks") == expected


def test_every_inline_pattern_of_the_dialect_has_its_signs() -> None:
    patterns = WITH_SIGNS.parser.inlinePatterns
    assert len(patterns) == len(SIGNS)
    assert all(isinstance(pattern.compiled_re, OnlyWithSign) for pattern in patterns)


def test_a_text_without_the_sign_is_not_walked_through() -> None:
    anything = OnlyWithSign(re.compile("."), "*_")
    assert list(anything.finditer("plain")) == []
    assert [match.group() for match in anything.finditer("a_b", 1)] == ["_", "b"]
