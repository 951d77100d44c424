"""What every test may use, and what a database needs around a test."""

from collections.abc import Iterator

import pytest
from django.db import connection

from glossary.guards import install_guards, remove_guards

pytest_plugins = ["tests.chromium"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that opens a browser, so that `-m "not browser"` leaves it out.

    Its server runs in a thread and sees committed rows only; emptying the database afterwards
    would take away what migrations filled in, hence the serialized rollback.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(autouse=True)
def guards_around_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the guards away before a test's database is emptied row by row."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    install_guards(connection)
    yield
    remove_guards(connection)
