"""How well entries are found: cases with what is expected, and what became of them.

Pure: `find` is any function from a text to the slugs of what it finds, the best first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from glossary.text import fold
from tests.bench.misspelling import letters_of, misspelt

JUDGED = Path(__file__).parents[1] / "search" / "judged"
Find = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Case:
    """What somebody types, and the entries that are equally right."""

    text: str
    expected: frozenset[str]
    kind: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was found for a case."""

    case: Case
    found: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """Where the first of the expected entries stands, counted from 1."""
        places = (at for at, slug in enumerate(self.found, 1) if slug in self.case.expected)
        return next(places, None)

    def is_among(self, first: int) -> bool:
        return self.rank is not None and self.rank <= first


def judged(name: str) -> list[Case]:
    """Read "queries" or "descriptions"; the files say how they were made."""
    rows = yaml.safe_load((JUDGED / f"{name}.yaml").read_text())
    return [Case(row["query"], as_set(row["expect"]), row.get("kind", "")) for row in rows]


def as_set(expected: str | list[str]) -> frozenset[str]:
    return frozenset([expected] if isinstance(expected, str) else expected)


def misspellings(
    designations: Mapping[str, frozenset[str]], *, letters: int, edits: int
) -> tuple[list[Case], int]:
    """Misspell each designation of so many letters; also say how many became another one.

    Those are left out: who types the exact form of another designation means that one.
    """
    forms = {fold(name) for name in designations}
    wrong = {
        name: misspelt(name, edits=edits) for name in designations if letters_of(name) >= letters
    }
    cases = [
        Case(text, designations[name]) for name, text in wrong.items() if fold(text) not in forms
    ]
    return cases, len(wrong) - len(cases)


def judge(cases: Iterable[Case], find: Find) -> list[Outcome]:
    return [Outcome(case, tuple(find(case.text))) for case in cases]


def success(outcomes: Sequence[Outcome], *, first: int) -> float:
    """Return the share of cases whose entry stands among the first so many."""
    return sum(outcome.is_among(first) for outcome in outcomes) / len(outcomes)


def mean_reciprocal_rank(outcomes: Sequence[Outcome]) -> float:
    """Return the mean of 1/rank; what is not among those found counts 0."""
    return sum(1 / outcome.rank for outcome in outcomes if outcome.rank) / len(outcomes)


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.case.kind].append(outcome)
    return dict(groups)


def failures(outcomes: Iterable[Outcome], *, first: int) -> list[str]:
    """Say in a line each what was expected among the first so many and what was found."""
    return [
        f"{outcome.case.text!r} expects {' or '.join(sorted(outcome.case.expected))}, "
        f"rank {outcome.rank or 'none'}, found {', '.join(outcome.found[:3]) or 'nothing'}"
        for outcome in outcomes
        if not outcome.is_among(first)
    ]
