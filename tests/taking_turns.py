"""Requests of a browser take turns: all threads of the live server share one connection.

Django does so for a SQLite database in memory. Two requests at the same moment, from a page that
reports by itself while somebody saves, would begin their transactions inside each other.
"""

from collections.abc import Callable
from threading import RLock

from django.http import HttpRequest, HttpResponse

TURN = RLock()


class TakingTurns:
    """Middleware of the tests alone; a database of its own for each request needs none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with TURN:
            return self.get_response(request)
