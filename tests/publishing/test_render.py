"""Markdown to HTML: the dialect, maths, ids, and what is refused before parsing."""

import pytest

from glossary.errors import ContentRefused, RenderingTooComplex
from glossary.publishing.render import MAX_SECTION_LENGTH, render_markdown
from glossary.publishing.sanitise import clean


def rendered(text: str, *, anchor: str = "risks") -> str:
    return render_markdown(text, anchor=anchor)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("one  \ntwo", "<p>one<br />\ntwo</p>"),
        ("*a* and __b__", "<p><em>a</em> and <strong>b</strong></p>"),
        ("word_with_signs", "<p>word_with_signs</p>"),
        ("Tool\n:   A thing.", "<dl>\n<dt>Tool</dt>\n<dd>A thing.</dd>\n</dl>"),
        ("QM works.\n\n*[QM]: Quality", '<p><abbr title="Quality">QM</abbr> works.</p>'),
        ("~~~\na < b\n~~~", "<pre><code>a &lt; b\n</code></pre>"),
        ("{{7*7}} {% load x %}", "<p>{{7*7}} {% load x %}</p>"),
        ("![a chart](chart.png)", "<p>![a chart](chart.png)</p>"),
        ("", ""),
    ],
)
def test_the_dialect_is_what_the_docstring_states(text, html):
    assert rendered(text) == html


def test_a_list_does_not_change_its_kind_half_way():
    assert rendered("1. one\n\n- two").count("<ul>") == 1


def test_the_alignment_of_a_column_is_a_class_and_never_a_style():
    html = rendered("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    for side in ("left", "center", "right"):
        assert f'<th class="align-{side}">' in html
        assert f'<td class="align-{side}">' in html
    assert "style" not in html
    assert 'align="' not in html


def test_headings_begin_at_level_three_and_carry_the_anchor():
    html = rendered("# Cost of *quality*\n\n## Cost of quality\n\n# !!!")
    assert '<h3 id="risks--cost-of-quality">' in html
    assert '<h4 id="risks--cost-of-quality_1">' in html
    assert '<h3 id="risks--part">' in html


def test_footnotes_of_two_sections_share_no_id():
    text = "Said[^my source] twice[^my source].\n\n[^my source]: Somewhere."
    first, second = rendered(text, anchor="risks"), rendered(text, anchor="summary")
    assert 'id="fn-risks-1"' in first
    assert 'href="#fn-risks-1"' in first
    assert 'id="fnref2-risks-1"' in first
    assert 'id="fn-summary-1"' in second
    assert "risks" not in second


def test_every_id_of_footnotes_and_headings_survives_the_cleaner():
    html = clean(rendered("# Part\n\nSaid[^1] and[^1].\n\n[^1]: So."))
    for place in ("risks--part", "fn-risks-1", "fnref-risks-1", "fnref2-risks-1"):
        assert f'id="{place}"' in html


def test_nothing_of_one_text_is_left_in_the_next():
    rendered("[^1] *[QM]: Quality\n\n[^1]: Note.\n\n*[QM]: Quality\n\n[x]: /there")
    assert rendered("QM [x] [^1]") == "<p>QM [x] [^1]</p>"


@pytest.mark.parametrize(
    "maths",
    [
        r"\(a_b * c_d * e\)",
        r"\[ \frac{a}{b} \]",
        "$x_1 * y_2 * z$",
        r"$$\begin{matrix} 1 \\ 2 \end{matrix}$$",
        r"\(\text{a\_b}\)",
    ],
)
def test_maths_stays_as_it_was_typed(maths):
    assert rendered(f"Let {maths} be.") == f'<p>Let <span class="math">{maths}</span> be.</p>'


def test_a_formula_over_several_lines_is_not_taken_for_a_list():
    text = "$$\na_1 \\\\\n- b * c \\\\\n# d < e\n$$"
    maths = text.replace("<", "&lt;")
    assert rendered(text) == f'<p><span class="math">{maths}</span></p>'


@pytest.mark.parametrize("text", ["costs $5 and $10 more", "US$5-US$10", "a $ b $ c", "5$ or 6$"])
def test_money_is_not_maths(text):
    assert rendered(text) == f"<p>{text}</p>"


def test_code_keeps_its_dollars():
    assert rendered("`$a$`") == "<p><code>$a$</code></p>"
    assert "math" not in rendered("```\n$$\na\n$$\n```")


def test_a_section_has_a_greatest_length():
    """S-07."""
    rendered("a" * MAX_SECTION_LENGTH)
    with pytest.raises(ContentRefused) as refusal:
        rendered("a" * (MAX_SECTION_LENGTH + 1))
    assert refusal.value.place == "risks"


@pytest.mark.parametrize(
    "text",
    ["[a" * 2000, "![[]()" * 1000, "[" * 500, "[ (](" * 500, "[a](b" * 500, "> " * 30 + "a"]
    + [" " * 90 + "- a", "<em x=1><p>" * 300],
)
def test_texts_known_to_hang_the_parser_are_refused_before_it_starts(text):
    with pytest.raises(RenderingTooComplex) as refusal:
        rendered(text)
    assert refusal.value.place == "risks"


def test_brackets_of_real_texts_are_not_refused():
    links = " ".join(f"[clause {n}](/clause/{n}/) (see {n})" for n in range(200))
    assert rendered(links).count("<a ") == 200
    assert "<code>" in rendered("```\n" + "[(" * 200 + "\n```")
