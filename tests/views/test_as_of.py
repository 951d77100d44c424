"""What was in force on a day, for whoever was audited then."""

import pytest
from django.test import Client
from django.utils import timezone

from glossary.workflow.actions import withdraw
from tests import factories as make
from tests.views.reading import assert_is_public, text_of

pytestmark = pytest.mark.django_db


def history(reason: str = "obsolete") -> None:
    """Publish on 10 January, again on 20 March, withdraw on 5 May."""
    with make.on("2026-01-10"):
        first = make.published("Gauge", definition="Measures.")
    with make.on("2026-03-20"):
        second = make.republished(first)
    with make.on("2026-05-05"):
        withdraw(
            second,
            by=make.petra(),
            reason=reason,
            explanation="The word fell out of use.",
            proof=make.proof(),
        )


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2026-01-10", "1.0"),
        ("2026-03-19", "1.0"),
        ("2026-03-20", "1.1"),
        ("2026-05-04", "1.1"),
    ],
)
def test_the_version_of_a_day_is_shown_and_plainly_marked(client: Client, day, label) -> None:
    """What was in force at the end of the day."""
    history()
    response = client.get(f"/glossary/gauge/?on={day}")
    page = text_of(response)
    assert_is_public(response)
    assert f'In force on <time datetime="{day}">' in page
    assert f"<dt>Version</dt><dd>{label}, " in page
    assert "noindex" in page


@pytest.mark.parametrize("day", ["2026-01-09", "2026-05-05", "1066-10-14"])
def test_a_day_without_a_version_says_so(client: Client, day: str) -> None:
    history()
    response = client.get(f"/glossary/gauge/?on={day}")
    assert response.status_code == 404
    assert "No version was in force on" in text_of(response)
    assert "first published on" in text_of(response)


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "20260301", "", "<b>", "2026-03-01T00"])
def test_what_is_no_day_is_explained(client: Client, day: str) -> None:
    history()
    for address in ("/glossary/gauge/", "/glossary/"):
        response = client.get(address, {"on": day})
        if day or address != "/glossary/":
            assert response.status_code == 404
            assert "is no day" in text_of(response)
        assert "<b>" not in text_of(response).partition("<main")[2]


def test_a_day_to_come_shows_what_is_in_force_now(client: Client) -> None:
    make.published("Gauge")
    today = timezone.localdate().isoformat()
    for day in ("9999-12-31", today):
        assert f'In force on <time datetime="{today}">' in text_of(
            client.get(f"/glossary/gauge/?on={day}")
        )
    assert client.get("/glossary/?on=9999-12-31").status_code == 200


def test_the_a_to_z_of_a_day_has_the_titles_of_that_day(client: Client) -> None:
    history()
    with make.on("2026-02-01"):
        make.published("Hammer")
    spring = text_of(client.get("/glossary/?on=2026-01-20"))
    assert 'href="/glossary/gauge/?on=2026-01-20"' in spring
    assert "Hammer" not in spring
    assert "As of" in spring and "noindex" in spring
    autumn = text_of(client.get("/glossary/?on=2026-09-01"))
    assert "Hammer" in autumn and "Gauge" not in autumn


def test_a_text_withdrawn_as_wrong_is_not_shown_for_any_day(client: Client) -> None:
    """W-27."""
    history(reason="wrong")
    assert client.get("/glossary/gauge/?on=2026-02-01").status_code == 410
    assert "Gauge" not in text_of(client.get("/glossary/?on=2026-02-01"))


def test_days_end_at_midnight_where_the_site_is(client: Client, settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    with make.on("2026-01-10"):
        make.published("Gauge")
    # Noon in UTC is one in the morning of the next day there.
    assert client.get("/glossary/gauge/?on=2026-01-10").status_code == 404
    assert client.get("/glossary/gauge/?on=2026-01-11").status_code == 200


def test_a_day_before_everything_says_so(client: Client) -> None:
    history()
    page = text_of(client.get("/glossary/", {"on": "2026-01-09"}))
    assert "No term was in force on that day." in page
