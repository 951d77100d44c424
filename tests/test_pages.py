"""What pages show, below the views."""

import pytest

from glossary.models import Designation, Entry, Mention, RelatedLink
from glossary.pages.asking import LAST_PAGE, SearchRequest
from glossary.pages.entries import entry_page, page_state, published_entry
from glossary.pages.index import index_page
from glossary.pages.letters import Asked
from glossary.pages.mentions import mentioned_in
from glossary.pages.names import names_of
from glossary.pages.results import ResultsPage, results_page
from glossary.templatetags.site import as_day, language_name
from tests.factories import published


def name(term: str, **fields: object) -> Designation:
    return Designation(term=term, **fields)


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({}, "synonyms"),
        ({"acceptability": "preferred"}, "synonyms"),
        ({"language": "en"}, "synonyms"),
        ({"reviewed": False}, "synonyms"),
        ({"type": "abbreviation"}, "abbreviations"),
        ({"type": "symbol"}, "symbols"),
        ({"type": "abbreviation", "acceptability": "deprecated"}, "deprecated"),
        ({"language": "de", "acceptability": "deprecated"}, "equivalents"),
    ],
)
def test_each_designation_stands_in_one_group(fields: dict, group: str) -> None:
    designation = name("Gauge", **fields)
    names = names_of([designation], language="en")
    assert getattr(names, group) == (designation,)
    assert names.all == (designation,)


def test_a_search_only_designation_stands_in_none() -> None:
    assert not names_of([name("Gauge", acceptability="search-only")], language="en")


def test_words_of_one_language_stand_together() -> None:
    words = [name("Prüfmittel", language="de"), name("calibre", language="fr")]
    names = names_of([*words, name("Lehre", language="de")], language="en")
    assert [word.language for word in names.equivalents] == ["de", "de", "fr"]


@pytest.mark.django_db
def test_the_index_sorts_as_people_read() -> None:
    for title in ("élan", "Eddy", "eject", "5S", "+ sign", "Zero"):
        published(title)
    sections = index_page(Asked()).sections
    lines = [(section.name, line.name) for section in sections for line in section.headings]
    assert lines == [
        ("#", "5S"),
        ("#", "+ sign"),
        ("E", "Eddy"),
        ("E", "eject"),
        ("E", "élan"),
        ("Z", "Zero"),
    ]


@pytest.mark.django_db
def test_equal_titles_follow_each_other_by_age() -> None:
    first, second = (published("Release", subject=subject).entry for subject in ("A", "B"))
    before = entry_page(published_entry(second.slug)).previous
    after = entry_page(published_entry(first.slug)).following
    assert (before.url, after.url) == (first.get_absolute_url(), second.get_absolute_url())


@pytest.mark.django_db
def test_a_withdrawn_target_is_not_related_any_more() -> None:
    """R-06: also before the page has been related anew."""
    entry, target = published("Calibration").entry, published("Gauge").entry
    RelatedLink.objects.filter(entry=entry).delete()
    RelatedLink.objects.create(
        entry=entry, position=0, target=target, title="Gauge", folded_title="gauge", relevance=5
    )
    (article,) = entry_page(published_entry("calibration")).related
    assert (article.title, article.url) == ("Gauge", "/glossary/gauge/")
    Entry.objects.filter(pk=target.pk).update(current=None)
    assert entry_page(published_entry("calibration")).related == ()


@pytest.mark.django_db
def test_an_article_named_twice_or_the_entry_itself_is_not_repeated() -> None:
    """R-06."""
    entry, target = published("Calibration").entry, published("Gauge").entry
    RelatedLink.objects.filter(entry=entry).delete()
    for position, (title, leads_to) in enumerate(
        [("Gauge", target), ("Gauge", None), ("Calibration", entry)]
    ):
        RelatedLink.objects.create(
            entry=entry,
            position=position,
            target=leads_to,
            title=title,
            folded_title=title.lower(),
            relevance=5,
        )
    page = entry_page(published_entry("calibration"))
    assert [article.title for article in page.related] == ["Gauge"]


@pytest.mark.django_db
def test_a_mention_without_its_name_in_the_excerpt_is_printed_whole() -> None:
    entry = published("Gauge").entry
    found = mentioned_in(Mention(source=entry, surface="gauges", excerpt="It measures …"))
    assert (found.before, found.surface, found.after) == ("It measures …", "", "")


@pytest.mark.django_db
def test_the_state_of_a_page_follows_the_subject_name() -> None:
    subject = published("Gauge").entry.subject
    before = page_state(published_entry("gauge"))
    subject.name = "Metrology"
    subject.save()
    assert page_state(published_entry("gauge")) != before


@pytest.mark.django_db
def test_a_slug_of_nothing_published_has_no_entry() -> None:
    assert published_entry("gauge") is None


def test_paging_ends_where_results_or_patience_end() -> None:
    def page(total: int) -> ResultsPage:
        return ResultsPage(asked=SearchRequest.by({"q": "a"}), total=total, shown=total)

    assert [page(total).last_page for total in (0, 20, 21, 9999)] == [1, 1, 2, LAST_PAGE]
    assert [page(20).next_url, page(21).next_url] == ["", "?q=a&page=2"]


def test_a_search_for_nothing_asks_nothing() -> None:
    assert results_page(SearchRequest.by({"q": "  "})).results == ()


def test_an_unknown_language_is_named_by_its_tag() -> None:
    assert [language_name("de"), language_name("x-shop")] == ["German", "x-shop"]


def test_a_missing_day_prints_nothing() -> None:
    assert as_day(None) == ""
