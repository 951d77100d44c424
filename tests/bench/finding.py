"""Measure whether search finds what people mean: `python -m tests.bench.finding [--failures]`.

The starter vocabulary with judged queries and descriptions and misspelt designations, then two
public collections of questions that are not part of the project (tests/bench/sentences.py says
where they are looked for). Works in a database of its own on the server of DATABASE_URL, by
default in a SQLite file that vanishes. `--failures` says in a line each what was not found.
"""

import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from glossary.search import Document, DocumentSection, rebuild, search  # noqa: E402
from tests.bench.bare import bare_entries  # noqa: E402
from tests.bench.figures import Figure  # noqa: E402
from tests.bench.gain import CUT, ndcg  # noqa: E402
from tests.bench.judging import failures  # noqa: E402
from tests.bench.scratch import scratch_database  # noqa: E402
from tests.bench.sentences import Collection, Text, collections  # noqa: E402
from tests.bench.vocabulary import (  # noqa: E402
    Part,
    descriptions,
    finder,
    misspelt_designations,
    queries,
)
from tests.bench.yardsticks import DEPTH, Rank, bm25s, bm25s_is_there, fts5  # noqa: E402

# What search may lie below plain FTS5 at most.
TOLERANCE = 0.005


def main(*, with_failures: bool) -> None:
    with scratch_database():
        print(f"{connection.vendor}, Python {sys.version.split()[0]}")
        call_command("load_starter", stdout=io.StringIO(), stderr=io.StringIO())
        find = finder()
        tell(queries(find), with_failures=with_failures)
        tell(descriptions(find), with_failures=with_failures)
        for part in misspelt_designations(find):
            tell(part, with_failures=with_failures)
        for given in collections():
            print(given if isinstance(given, str) else "\n".join(map(str, sentences(given))))


def tell(part: Part, *, with_failures: bool) -> None:
    print(*part.figures, sep="\n", flush=True)
    if with_failures:
        print(*(f"  {line}" for line in failures(part.outcomes, first=part.first)), sep="\n")


def sentences(given: Collection) -> list[Figure]:
    """Compare search with the yardsticks on one collection, which replaces what was indexed.

    Where gains are graded or a document is to be set aside, the floor stands on the reading that
    does neither distinguish nor count: only there plain FTS5 comes to what the goal was made of.
    """
    found = {name: rankings(make(given.texts), given) for name, make in RANKERS.items()}
    note = f"of {len(given.questions)} questions, {len(given.texts)} documents"
    figures: list[Figure] = []
    for reading in readings(given):
        values = {name: gain(rows, given, reading) for name, rows in found.items()}
        wanted = given.wanted if reading == readings(given)[-1] else None
        figures += [
            Figure(f"{given.name}, nDCG@{CUT}{reading.name}", values["search"], wanted, note),
            Figure("  beyond plain FTS5", values["search"] - values["plain FTS5"], -TOLERANCE),
            *(Figure(f"  {name}", value) for name, value in values.items() if name != "search"),
        ]
    return figures


@dataclass(frozen=True)
class Reading:
    """How judgements are read: whether all gain alike, and what is set aside."""

    name: str = ""
    is_alike: bool = False
    sets_aside: bool = False


def readings(given: Collection) -> list[Reading]:
    if not any(question.aside for question in given.questions):
        return [Reading()]
    return [
        Reading(),
        Reading(", one set aside", sets_aside=True),
        Reading(", alike, one set aside", is_alike=True, sets_aside=True),
    ]


def rankings(rank: Rank, given: Collection) -> list[Sequence[int]]:
    return [rank(question.text) for question in given.questions]


def gain(rows: list[Sequence[int]], given: Collection, reading: Reading) -> float:
    """Return the mean nDCG of the rankings; a question for which nothing is found counts 0."""
    return mean(
        ndcg(
            row,
            {pk: min(value, 1) for pk, value in question.gains.items()}
            if reading.is_alike
            else question.gains,
            aside=question.aside if reading.sets_aside else (),
        )
        for row, question in zip(rows, given.questions, strict=True)
    )


def ours(texts: list[Text]) -> Rank:
    """Index the documents and rank as search does."""
    entries = bare_entries([text.title for text in texts])
    numbers = {entry.pk: text.number for entry, text in zip(entries, texts, strict=True)}
    rebuild(
        Document(
            entry_id=pk,
            title=text.title,
            kind="term",
            language="en",
            sections=(DocumentSection("", text.body),),
        )
        for pk, text in zip(numbers, texts, strict=True)
    )
    return lambda sentence: [numbers[hit.entry_id] for hit in search(sentence, limit=DEPTH).hits]


RANKERS: dict[str, Callable[[list[Text]], Rank]] = {"search": ours, "plain FTS5": fts5}
if bm25s_is_there():
    RANKERS["bm25s"] = bm25s


if __name__ == "__main__":
    main(with_failures="--failures" in sys.argv[1:])
