"""The promises of search, whatever the database. Each makes what it needs and asserts.

Documents are indexed directly, without versions and pages: search knows only documents.
"""

from collections.abc import Callable

BEHAVIOURS: list[Callable[[], None]] = []


def behaviour(function: Callable[[], None]) -> Callable[[], None]:
    BEHAVIOURS.append(function)
    return function
