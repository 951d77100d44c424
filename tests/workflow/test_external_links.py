"""The job that tries links to other sites: what it collects, asks for, and concludes (E-22)."""

from collections.abc import Callable, Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText, SectionText
from glossary.errors import NoSiteAnswers
from glossary.models import ExternalAddress, ExternalLink, Fault, LinkState
from glossary.workflow.external_links import Answer, check_links, note_links
from tests import factories as make

pytestmark = pytest.mark.django_db
FINE = Answer(status=200)
PAGE = "https://a.example/page"
OTHER = "https://b.example/"
MONDAY, TUESDAY, SUNDAY = "2026-03-02", "2026-03-03", "2026-03-08"


def linking(title: str, *urls: str, **fields: object):
    links = " ".join(f"[here]({url})" for url in urls)
    return make.published(title, definition=f"A thing, see {links}.", **fields)


def answering(answers: Mapping[str, Answer]) -> Callable[[str], Answer]:
    """Answer as said; all other sites are fine."""
    return lambda url: answers.get(url, FINE)


def checked(day: str, answer: Answer) -> ExternalAddress:
    """Return what is known of PAGE after its site has answered so on a day, while OTHER is fine."""
    with make.on(day):
        check_links(answering({PAGE: answer}), limit=10)
    return ExternalAddress.objects.get(url=PAGE)


def places() -> set[tuple[str, str, str]]:
    links = ExternalLink.objects.values_list("version__title", "section", "address__url")
    return {*links}


def test_addresses_stand_with_entry_and_section() -> None:
    sections = (
        SectionText(kind="definition", body="See [a](http://a.example/?x=1&y=2#top)."),
        SectionText(
            kind="application-areas", body="<https://b.example> and [mail](mailto:a@b.example)."
        ),
    )
    make.published("Gauge", sections=sections)
    linking("Scale", "http://a.example/?x=1&y=2#end", "/glossary/gauge/")
    note_links()
    assert places() == {
        ("Gauge", "Definition", "http://a.example/?x=1&y=2"),
        ("Gauge", "Application areas", "https://b.example"),
        ("Scale", "Definition", "http://a.example/?x=1&y=2"),
    }
    assert ExternalAddress.objects.count() == 2


def test_addresses_of_sources_are_found_in_plain_text() -> None:
    citations = (
        CitationText(source="NIST (https://nist.example/a_(b)), p. 3.", note="HTTP://n.example/."),
        CitationText(source="A book", licence="https://cc.example/by/4.0/"),
    )
    make.published("Gauge", citations=citations)
    note_links()
    assert places() == {
        ("Gauge", "", "https://nist.example/a_(b)"),
        ("Gauge", "", "HTTP://n.example/"),
        ("Gauge", "", "https://cc.example/by/4.0/"),
    }


def test_only_texts_in_force_are_looked_at() -> None:
    """An address that no text has any more is forgotten by the next run."""
    first = linking("Gauge", PAGE)
    linking("Scale", f"https://a.example/{'x' * 2000}")
    make.draft("Ruler", definition=f"See [it]({OTHER}).")
    note_links()
    assert places() == {("Gauge", "Definition", PAGE)}
    make.republished(first, content=make.term_content("Gauge", definition=f"See <{OTHER}>."))
    note_links()
    assert places() == {("Gauge", "Definition", OTHER)}
    assert ExternalAddress.objects.get().url == OTHER


def test_each_address_is_asked_for_once() -> None:
    linking("Gauge", PAGE, f"{PAGE}#part", OTHER)
    linking("Scale", PAGE)
    asked = []
    check_links(lambda url: asked.append(url) or FINE, limit=10)
    assert sorted(asked) == [PAGE, OTHER]


def test_what_was_not_looked_up_for_longest_comes_first() -> None:
    urls = [f"https://{letter}.example/" for letter in "abc"]
    linking("Gauge", *urls)
    asked = []
    for day in (MONDAY, TUESDAY, SUNDAY):
        with make.on(day):
            check_links(lambda url: asked.append(url) or FINE, limit=2)
    assert asked == [urls[0], urls[1], urls[2], urls[0], urls[1], urls[0]]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_broken_at_once(status: int) -> None:
    linking("Gauge", PAGE, OTHER)
    found = checked(MONDAY, Answer(status=status))
    assert found.state == LinkState.BROKEN
    assert found.reason == f"the page is not there ({status})"
    assert f"{found.failing_since:%Y-%m-%d}" == MONDAY


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=500), "the site reports an error (500)"),
        (Answer(status=400), "the site reports an error (400)"),
        (Answer(fault=Fault.NO_NAME), "there is no site of this name"),
        (Answer(fault=Fault.NO_CONNECTION), "the site takes no connections"),
    ],
)
def test_what_fails_is_broken_when_it_fails_on_a_later_day(answer: Answer, reason: str) -> None:
    linking("Gauge", PAGE, OTHER)
    assert checked(MONDAY, answer).state == LinkState.FAILS
    assert checked(MONDAY, answer).state == LinkState.FAILS
    found = checked(TUESDAY, answer)
    assert (found.state, found.reason) == (LinkState.BROKEN, reason)
    assert f"{found.failing_since:%Y-%m-%d}" == MONDAY
    assert f"{found.checked_at:%Y-%m-%d}" == TUESDAY


@pytest.mark.parametrize(
    "answer",
    [
        *(Answer(status=status) for status in (401, 403, 407, 408, 429, 451)),
        *(Answer(fault=fault) for fault in (Fault.TOO_SLOW, Fault.NOT_SECURE, Fault.NO_ANSWER)),
        *(Answer(fault=fault) for fault in (Fault.REDIRECTS, Fault.NOT_PUBLIC)),
    ],
)
def test_what_a_program_cannot_find_out_is_never_broken(answer: Answer) -> None:
    linking("Gauge", PAGE, OTHER)
    for day in (MONDAY, TUESDAY, SUNDAY):
        found = checked(day, answer)
        assert (found.state, found.failing_since) == (LinkState.UNKNOWN, None)


@pytest.mark.parametrize("between", [FINE, Answer(fault=Fault.TOO_SLOW)])
def test_a_failure_counts_from_the_last_time_that_was_none(between: Answer) -> None:
    linking("Gauge", PAGE, OTHER)
    broken = Answer(status=502)
    checked(MONDAY, broken)
    assert checked(TUESDAY, between).state != LinkState.FAILS
    assert checked(SUNDAY, broken).state == LinkState.FAILS


def test_what_is_mended_over_there_works_again() -> None:
    linking("Gauge", PAGE, OTHER)
    checked(MONDAY, Answer(status=404))
    found = checked(TUESDAY, FINE)
    assert (found.state, found.failing_since) == (LinkState.WORKS, None)


def test_a_network_of_ours_that_is_down_breaks_no_link() -> None:
    linking("Gauge", PAGE, OTHER)
    for day in (MONDAY, TUESDAY, SUNDAY):
        with make.on(day), pytest.raises(NoSiteAnswers) as refused:
            check_links(lambda _url: Answer(fault=Fault.NO_NAME), limit=10)
        assert refused.value.number == 2
    assert not ExternalAddress.objects.filter(checked_at__isnull=False).exists()


def test_links_into_the_own_network_are_no_silence() -> None:
    linking("Gauge", PAGE)
    states = check_links(lambda _url: Answer(fault=Fault.NOT_PUBLIC), limit=10)
    assert states == {LinkState.UNKNOWN: 1}
    assert check_links(lambda _url: FINE, limit=0) == {}


def test_a_run_takes_the_same_queries_however_many_links_there_are() -> None:
    counts = []
    for title in ("Gauge", "Scale", "Ruler"):
        linking(title, f"https://{title.lower()}.example/")
        with CaptureQueriesContext(connection) as captured:
            check_links(answering({}), limit=10)
        counts.append(len(captured))
    assert len(set(counts[1:])) == 1


def test_publishing_neither_asks_nor_waits() -> None:
    """E-22: never blocking; a link is known when the job has run."""
    linking("Gauge", PAGE)
    assert not ExternalLink.objects.exists()
