"""What editors decide about links: exclusions, placeholders, namesakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.publishing.autolink import Linked, link_terms
from glossary.wording.term_index import Name, TermIndex

OWN = 99
AUDIT = Name(text="audit", target=1, url="/glossary/audit/")
PLAN = Name(text="audit plan", target=2, url="/glossary/audit-plan/", links=False)
BATCHES = [Name(text="batch", target=t, url=f"/glossary/batch-{t}/") for t in (7, 8)]
SELF = Name(text="entry", target=OWN, url="/glossary/entry/")
INDEX = TermIndex.build([AUDIT, PLAN, SELF, *BATCHES])
LINK = '<a class="term" href="/glossary/audit/">'


def linked(html: str, **options) -> Linked:
    return link_terms(html, INDEX, own=OWN, **options)


def targets(result: Linked) -> list[tuple[int, bool]]:
    return [(mention.target, mention.is_linked) for mention in result.mentions]


def test_a_name_that_is_not_linked_is_mentioned_and_hides_the_shorter_one():
    result = linked("<p>an audit plan</p>")
    assert result.html == "<p>an audit plan</p>"
    assert targets(result) == [(2, False)]


@pytest.mark.parametrize("text", ["audit plan", "Audit-Plans"])
def test_an_excluded_name_is_neither_linked_nor_a_mention_and_hides_the_shorter_one(text):
    assert targets(linked(f"<p>an {text}</p>", unlinked=frozenset({"auditplan"}))) == []


def test_an_exclusion_holds_for_that_name_only():
    result = linked("<p>an audit</p>", unlinked=frozenset({"auditplan"}))
    assert targets(result) == [(1, True)]


def test_a_placeholder_becomes_a_link_whatever_the_density():
    html = '<p>an <a class="entry" title="Audit">a <em>review</em></a></p>'
    result = linked(html, explicit={"Audit": AUDIT}, max_links_per_100_words=0)
    assert result.html == f"<p>an {LINK}a <em>review</em></a></p>"
    assert targets(result) == [(1, True)]
    assert result.mentions[0].surface == "a review"
    assert result.missing == ()


def test_a_placeholder_may_lead_to_a_name_that_is_not_linked_by_itself():
    html = '<p><a class="entry" title="plan">it</a></p>'
    result = linked(html, explicit={"plan": PLAN})
    assert result.html == '<p><a class="term" href="/glossary/audit-plan/">it</a></p>'


def test_a_placeholder_before_the_name_takes_its_only_link():
    html = '<p><a class="entry" title="Audit">it</a> is an audit</p>'
    result = linked(html, explicit={"Audit": AUDIT})
    assert result.html == f"<p>{LINK}it</a> is an audit</p>"


def test_a_placeholder_without_an_entry_becomes_its_text_and_is_reported_once():
    wanted = '<a class="entry" title="A &amp; B">an <em>audit</em></a>'
    result = linked(f"<p>{wanted} and {wanted}</p>")
    assert result.html == "<p>an <em>audit</em> and an <em>audit</em></p>"
    assert result.missing == ("A & B",)
    assert result.mentions == ()


def test_a_placeholder_for_the_entry_itself_becomes_its_text():
    result = linked('<p><a class="entry" title="Entry">it</a></p>', explicit={"Entry": SELF})
    assert result == Linked(html="<p>it</p>", mentions=())


def meanings_url(name: str) -> str:
    return f"/meanings/{name}/"


def test_an_ambiguous_name_leads_once_to_the_page_of_its_meanings_and_mentions_nobody():
    result = linked("<p>Batches, a batch</p>", meanings_url=meanings_url)
    assert result.html == '<p><a class="term" href="/meanings/batch/">Batches</a>, a batch</p>'
    assert result.mentions == ()


def test_an_ambiguous_name_stays_text_without_such_a_page_and_where_no_link_is_left():
    html = "<p>a batch</p>"
    assert linked(html).html == html
    assert linked(html, meanings_url=meanings_url, max_links_per_100_words=0).html == html


@pytest.mark.parametrize(
    ("subjects", "found"),
    [
        ({OWN: "a", 7: "a", 8: "b"}, [(7, True)]),
        ({OWN: "a", 7: "a", 8: "a"}, []),
        ({OWN: "a", 7: "b", 8: "b"}, []),
    ],
)
def test_the_only_bearer_of_the_same_subject_is_meant_before_the_page_of_meanings(subjects, found):
    result = linked("<p>a batch</p>", subject_of=subjects, meanings_url=meanings_url)
    assert targets(result) == found
    assert ("/meanings/" in result.html) is not bool(found)


def test_the_sentence_is_that_of_its_own_block():
    result = linked("<ul><li>First.</li><li>One. An audit, here. Two.</li></ul><p>Last.</p>")
    assert result.mentions[0].excerpt == "An audit, here."


PARTS = (
    "<p>",
    "audit ",
    "audit plan",
    "batch",
    "&amp;",
    '<a class="entry" title="x">y</a>',
    "</p>",
)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_no_placeholder_is_left(html):
    result = linked(html, explicit={}, meanings_url=meanings_url)
    assert 'class="entry"' not in result.html
    assert ("x" in result.missing) == ('title="x"' in html)
