"""Links and mentions in one section."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.publishing.autolink import Linked, link_terms
from glossary.publishing.sanitise import clean
from glossary.wording.term_index import Name, TermIndex

OWN = 99
AUDIT, ROOT_CAUSE, COST = 1, 2, 3
INDEX = TermIndex.build(
    [
        Name(text="audit", target=AUDIT, url="/glossary/audit/"),
        Name(text="root cause", target=ROOT_CAUSE, url="/glossary/root-cause/"),
        Name(text="R&D", target=COST, url="/glossary/r&d/?a=1&b=\"'<>"),
        Name(text="<x>", target=4, url="/glossary/x/"),
        Name(text="entry", target=OWN, url="/glossary/entry/"),
    ]
)
LINK = re.compile(r'<a class="term" href="[^"]*">(.*?)</a>')


def linked(html: str, *, density: int = 100, index: TermIndex = INDEX, own: int = OWN) -> Linked:
    return link_terms(html, index, own=own, max_links_per_100_words=density)


def test_a_name_becomes_a_link_and_a_mention():
    result = linked("<p>Every <em>audit</em> ends. It is over.</p>")
    assert result.html == (
        '<p>Every <em><a class="term" href="/glossary/audit/">audit</a></em> ends. It is over.</p>'
    )
    (mention,) = result.mentions
    assert (mention.target, mention.surface) == (AUDIT, "audit")
    assert mention.excerpt == "Every audit ends."
    assert mention.is_linked


def test_only_the_first_place_of_a_section_is_linked():
    """R-04."""
    result = linked("<p>Audits.</p><p>An audit.</p>")
    assert LINK.findall(result.html) == ["Audits"]
    assert len(result.mentions) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<h3 id="a--b">audit</h3>',
        "<p><code>audit</code></p>",
        '<pre><code class="language-x">an audit</code></pre>',
        '<a href="/x/">the audit</a>',
        '<a href="/x/"><em>audit</em></a>',
        '<abbr title="b">audit</abbr>',
        "<dfn>audit</dfn>",
        '<span class="math">$audit$</span>',
        '<p title="audit">b</p>',
    ],
)
def test_nothing_is_linked_where_a_link_does_not_belong(html):
    """R-04."""
    html = clean(html)
    assert linked(html) == Linked(html=html, mentions=())


def test_a_plain_span_is_prose():
    assert LINK.findall(linked("<span>audit</span>").html) == ["audit"]


def test_an_entry_is_never_linked_to_itself():
    """R-04."""
    assert linked("<p>this entry</p>").mentions == ()


def test_a_name_with_escaped_signs_is_found_and_stays_escaped():
    result = linked("<p>&lt;&amp;&nbsp;R&amp;D and &lt;x&gt; here</p>")
    assert LINK.findall(result.html) == ["R&amp;D", "&lt;x&gt;"]
    assert [mention.surface for mention in result.mentions] == ["R&D", "<x>"]
    assert 'href="/glossary/r&amp;d/?a=1&amp;b=&quot;\'&lt;&gt;"' in result.html
    assert clean(result.html) == result.html


def test_words_joined_by_markup_are_one_word():
    assert linked("<p><em>audit</em>or, non<em>audit</em>, pre-<em>audit</em></p>").mentions == ()


def test_a_name_divided_by_markup_is_mentioned_but_not_linked():
    result = linked("<p>the <em>root</em> cause</p>")
    assert result.html == "<p>the <em>root</em> cause</p>"
    assert [(m.surface, m.is_linked) for m in result.mentions] == [("root cause", False)]


def test_names_do_not_reach_from_one_block_into_the_next():
    assert linked("<ul><li>root</li><li>cause</li></ul><p>root<br>cause</p>").mentions == ()


def test_the_density_of_links_is_limited_and_a_short_text_counts_as_a_hundred_words():
    """R-04: the rest is still reported as mentioned."""
    result = linked("<p>audit, R&amp;D and root cause</p>", density=2)
    assert LINK.findall(result.html) == ["audit", "R&amp;D"]
    assert [mention.is_linked for mention in result.mentions] == [True, True, False]
    more = linked(f"<p>audit, R&amp;D and root cause{' word' * 150}</p>", density=2)
    assert LINK.findall(more.html) == ["audit", "R&amp;D", "root cause"]


def test_the_editors_own_link_is_a_mention_and_stays_the_only_link():
    html = '<p><a href="/glossary/audit/">our audits</a> and the audit</p>'
    result = linked(html)
    assert result.html == html
    assert [mention.surface for mention in result.mentions] == ["our audits"]


def test_a_link_around_blocks_is_named_by_the_first_that_says_something():
    result = linked('<a href="/glossary/audit/"><p></p><p>our audits</p><p>more</p></a>')
    assert [mention.surface for mention in result.mentions] == ["our audits"]
    assert linked('<a href="/glossary/audit/"><br></a>').mentions == ()


def two_batches(*, also: int) -> TermIndex:
    return TermIndex.build(
        [Name(text="batch", target=t, url=f"/glossary/batch-{t}/") for t in (7, also)]
    )


def test_an_ambiguous_name_is_linked_only_when_one_other_entry_bears_it():
    html = "<p>a batch</p>"
    assert linked(html, index=two_batches(also=8)).mentions == ()
    (mention,) = linked(html, index=two_batches(also=OWN)).mentions
    assert mention.target == 7


def test_of_two_bearers_the_one_of_the_same_subject_is_meant():
    subjects = {OWN: "chemistry", 7: "computing", 8: "chemistry"}
    result = link_terms("<p>a batch</p>", two_batches(also=8), own=OWN, subject_of=subjects)
    assert [mention.target for mention in result.mentions] == [8]


PARTS = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<a href='/x/'>", "</a>", "<code>", "</code>", "<li>"]
    + ["audit", " audits ", "root ", "cause", "root-cause", "R&D", "&lt;x&gt;", "<br>", "&nbsp;"]
    + [". ", "<h3>", "</h3>", "<pre>", "\n", '"', "ä", "<sup id=fnref-a-1>", "</sup>"]
)


@given(st.lists(PARTS, max_size=25).map("".join))
def test_everything_outside_the_links_stays_as_it_was(html):
    """S-06: the result is a fixed point of the cleaner, and without its links the input."""
    html = clean(html)
    result = linked(html)
    assert clean(result.html) == result.html
    assert LINK.sub(r"\1", result.html) == html
    assert len({mention.target for mention in result.mentions}) == len(result.mentions)
