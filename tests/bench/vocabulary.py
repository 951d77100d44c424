"""How well search finds the entries of the vocabulary that is published in the database."""

from collections import defaultdict
from dataclasses import dataclass

from glossary.models import Entry
from glossary.search import search
from tests.bench.figures import Figure
from tests.bench.judging import (
    Find,
    Outcome,
    by_kind,
    judge,
    judged,
    mean_reciprocal_rank,
    misspellings,
    success,
)

# Nobody reads further, and a rank behind it counts as not found.
LIMIT = 10
# Edits of a designation, the letters it has at least, and the share that is wanted.
MISSPELT = ((1, 5, 0.97), (2, 8, 0.90))


@dataclass(frozen=True)
class Part:
    """Figures about some outcomes; a success is an entry among the `first` so many."""

    figures: list[Figure]
    outcomes: list[Outcome]
    first: int


def queries(find: Find) -> Part:
    """Judged queries: success at the first place and mean reciprocal rank, in total and by kind."""
    outcomes = judge(judged("queries"), find)
    figures = [
        Figure("queries, first", success(outcomes, first=1), 0.95, f"of {len(outcomes)}"),
        Figure("queries, mean reciprocal rank", mean_reciprocal_rank(outcomes), 0.97),
    ]
    for kind, some in sorted(by_kind(outcomes).items()):
        note = f"of {len(some)}, mean reciprocal rank {mean_reciprocal_rank(some):.3f}"
        figures.append(Figure(f"  {kind}, first", success(some, first=1), note=note))
    return Part(figures, outcomes, 1)


def descriptions(find: Find) -> Part:
    """Judged descriptions: success among the first three."""
    outcomes = judge(judged("descriptions"), find)
    note = f"of {len(outcomes)}"
    return Part(
        [Figure("descriptions, among three", success(outcomes, first=3), 0.75, note)], outcomes, 3
    )


def misspelt_designations(find: Find, *, every: int = 1) -> list[Part]:
    """Misspelt designations, or every so manieth of them: success among the first three."""
    names = designations()
    parts = []
    for edits, letters, wanted in MISSPELT:
        cases, ambiguous = misspellings(names, letters=letters, edits=edits)
        outcomes = judge(cases[::every], find)
        note = f"of {len(outcomes)}; {ambiguous} left out: they are another designation"
        value = success(outcomes, first=3)
        parts.append(
            Part([Figure(f"designations, {edits} wrong", value, wanted, note)], outcomes, 3)
        )
    return parts


def finder() -> Find:
    """Return the function that searches and names what it found by slugs."""
    slugs = dict(Entry.objects.published().values_list("pk", "slug"))

    def find(text: str) -> list[str]:
        return [slugs[hit.entry_id] for hit in search(text, limit=LIMIT).hits]

    return find


def designations() -> dict[str, frozenset[str]]:
    """Return each designation of a published term with the slugs of all that bear it.

    The titles of questions are no designations.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    terms = Entry.objects.published().terms().order_by("pk")
    for entry in terms.with_current().prefetch_related("current__designations"):
        for name in (entry.title, *(row.term for row in entry.current.designations.all())):
            bearers[name].add(entry.slug)
    return {name: frozenset(slugs) for name, slugs in bearers.items()}
