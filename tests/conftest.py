"""What every test may use, and what a database needs around a test."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection

from glossary.guards import remove_guards
from glossary.search.lexicon import lexicon
from glossary.workflow.readings import tally
from tests.emptying import fill_migrated

pytest_plugins = ["tests.chromium"]

# A build answers the same for the same code; at home every run looks in new places. How long a
# machine that does other things takes for an example says nothing about the code.
hypothesis.settings.register_profile("home", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "home")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that opens a browser, so that `-m "not browser"` leaves it out.

    Its server runs in a thread of its own and sees committed rows only.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(autouse=True)
def forgotten_memories() -> None:
    """Forget words and readings that are remembered: what a test has undone, nobody has written."""
    lexicon.forget()
    tally.forget()


@pytest.fixture(autouse=True)
def migrated_rows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fill in before, and take the guards away after, a test whose rows are deleted at its end.

    Django's serialized rollback does the first half only: it loses its copy once Playwright's
    event loop runs, because Django then hands out another connection object.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    fill_migrated()
    yield
    remove_guards(connection)
