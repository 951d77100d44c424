"""The command that looks up links to other sites."""

from functools import partial

import pytest
from django.core.management import CommandError

from glossary.exchange.other_sites import OtherSites
from glossary.management.commands import check_links
from tests import factories as make
from tests.commands.running import run
from tests.exchange.answering import head, only_this_machine, site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test ask anybody else."""
    here = partial(OtherSites, is_allowed=only_this_machine)
    monkeypatch.setattr(check_links, "OtherSites", here)


def linking(*urls: str) -> None:
    links = " ".join(f"[here]({url})" for url in urls)
    make.published("Gauge", definition=f"A thing, see {links}.")


def test_it_says_what_it_found_and_who_it_is(settings) -> None:
    """E-22."""
    settings.SITE_ADDRESS = "https://glossary.example.org"
    with site(HEAD_a=head(200), HEAD_b=head(410), HEAD_c=head(500)) as other:
        linking(*(f"{other.url}/{path}" for path in "abc"), "http://10.0.0.1/")
        told = run("check_links", pause=0)
    assert told == "4 addresses: 1 could not be checked, 1 works, 1 fails, 1 broken\n"
    assert (
        "\r\nUser-Agent: qmglossary link check (+https://glossary.example.org)\r\n"
        in (other.requests[0])
    )


def test_a_limit_holds_for_one_run() -> None:
    with site(HEAD_a=head(200), HEAD_b=head(200)) as other:
        linking(f"{other.url}/a", f"{other.url}/b")
        for _run in range(3):
            run("check_links", "--limit", 1, "--pause", 0)
    assert other.asked == ["HEAD /a", "HEAD /b", "HEAD /a"]


def test_it_fails_where_no_site_can_be_reached() -> None:
    with site() as other:
        linking(other.url)
    with pytest.raises(CommandError, match="None of 1 addresses answered"):
        run("check_links", pause=0)
