"""What a source says of a related article: its own mark, and an address."""

import pytest

from glossary.publishing.related_rows import rated
from glossary.publishing.relations import slug_in


@pytest.mark.parametrize(
    ("rating", "relevance"),
    [("10/10", 10), ("7/10", 7), ("1/5", 2), ("0/10", 1), ("", 0), ("good", 0), ("3/0", 0)],
)
def test_a_sources_own_mark_becomes_a_relevance(rating, relevance):
    assert rated(rating) == relevance


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("/learn/business/questions/what-is-x", "what-is-x"),
        ("https://example.org/glossary/audit/?a=b#c", "audit"),
        ("", ""),
    ],
)
def test_the_end_of_an_address_is_what_an_entry_is_known_by(address, slug):
    assert slug_in(address) == slug
