"""Names that are spelt nearly like a text, for addresses and searches that lead nowhere."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from glossary.models import SearchName
from glossary.search.query import parse

# All names are compared, the oldest first up to this many: 50,000 take about 0.1 s.
NAMES_COMPARED = 50_000
MAX_CHARACTERS = 100
# Of 100; below this two names have little in common.
LEAST_ALIKE = 65
LEAST_COMMON_WORDS = 80
# A name whose words all occur in the text is near, yet not as near as one spelt like it.
COMMON_WORDS_WEIGHT = 0.85
# Two or three letters are like any others.
SHORTEST_NAME = 4
# An entry may be found by several of its names.
NAMES_PER_ENTRY = 4


@dataclass(frozen=True, kw_only=True)
class Near:
    """An entry with a name that is close to a text; `matched` is that name."""

    entry_id: int
    title: str
    matched: str


def nearest(text: str, *, limit: int = 5) -> list[Near]:
    """Return the entries with the closest names, each once, the closest first."""
    text = utils.default_process(parse(text).text[:MAX_CHARACTERS])
    if not text:
        return []
    rows = SearchName.objects.order_by("pk").values_list("pk", "text")[:NAMES_COMPARED]
    scores = alike(text, dict(rows), limit=limit * NAMES_PER_ENTRY)
    names = SearchName.objects.filter(pk__in=scores).select_related("document")
    ordered = sorted(names, key=lambda name: (-scores[name.pk], name.position, name.text, name.pk))
    near: dict[int, Near] = {}
    for name in ordered:
        document = name.document
        found = Near(entry_id=document.entry_id, title=document.title, matched=name.text)
        near.setdefault(document.entry_id, found)
    return list(near.values())[:limit]


def alike(text: str, names: dict[int, str], *, limit: int) -> dict[int, float]:
    """Return the keys of the names most like a text: spelt like it, or with the same words."""
    options = {"processor": utils.default_process, "limit": limit}
    scores: dict[int, float] = {}
    for scorer, least, weight in (
        (fuzz.ratio, LEAST_ALIKE, 1.0),
        (fuzz.token_set_ratio, LEAST_COMMON_WORDS, COMMON_WORDS_WEIGHT),
    ):
        found = process.extract(text, names, scorer=scorer, score_cutoff=least, **options)
        for name, score, key in found:
            if len(name) >= SHORTEST_NAME:
                scores[key] = max(scores.get(key, 0.0), score * weight)
    return scores
