"""What readers type, by kind, and how their requests are put: to a function or to the site."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler

from tests.bench import words
from tests.bench.documents import RARE, SEED, rare_word
from tests.bench.misspelling import edited
from tests.bench.processor import Costs, cost

# The first so many words of the corpus stand in a quarter to all of its texts.
COMMON = 200
# So many queries warm up, so many are measured; none is asked twice.
WARMING, MEASURED = 10, 40
Ask = Callable[[str], object]


@dataclass(frozen=True)
class Kind:
    """Queries of a kind; `wanted` is milliseconds beyond a hello-world, on SQLite."""

    name: str
    queries: Sequence[str]
    wanted: float
    is_suggestion: bool = False


def kinds(titles: Sequence[str]) -> list[Kind]:
    """Return enough different queries of each kind to ask in two ways."""
    rnd = random.Random(SEED)
    common = words.vocabulary(random.Random(SEED))[:COMMON]
    rnd.shuffle(common)
    asked = [title.lower() for title in rnd.sample(list(titles), len(titles)) if len(title) >= 8]
    return [
        Kind("rare word", [rare_word(number) for number in range(RARE)], 0.8),
        Kind("common word, with count", common, 5),
        Kind("two common words", [" ".join(rnd.sample(common, 2)) for _ in range(COMMON)], 15),
        Kind("suggest, exact prefix", beginnings(asked), 0.5, is_suggestion=True),
        Kind(
            "suggest, typo",
            [edited(beginning, rnd) for beginning in beginnings(asked[COMMON:], least=6)],
            1.5,
            is_suggestion=True,
        ),
    ]


def beginnings(titles: Sequence[str], *, least: int = 3) -> list[str]:
    """Return different beginnings of titles, of `least` to `least` + 3 letters."""
    lengths = count()
    found = dict.fromkeys(title[: least + next(lengths) % 4].strip() for title in titles)
    return list(found)[:COMMON]


def measured(ask: Ask, queries: Sequence[str]) -> Costs:
    """Ask each query once, the first ones to warm up."""
    for query in queries[:WARMING]:
        ask(query)
    return Costs([cost(lambda query=query: ask(query)) for query in queries[WARMING:]])


class Site:
    """The site as a web server calls it, all middleware included."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()

    def get(self, address: str, **parameters: str) -> bytes:
        environment = {
            "PATH_INFO": address,
            "QUERY_STRING": urlencode(parameters),
            "HTTP_HOST": "localhost",
        }
        setup_testing_defaults(environment)
        response = self.handler(environment, lambda *_started: None)
        body = b"".join(response)
        response.close()
        if response.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return body
