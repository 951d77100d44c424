"""Which other entries are close to one, how close, and why in words.

Strong evidence makes an entry related: what editors stated, what texts name, what both cite.
Weak evidence says how close it is, and fills the places that are left.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What two entries have to do with each other."""

    CONFUSABLE = "confusable"
    BROADER = "broader"
    NARROWER = "narrower"
    CHOSEN_THERE = "chosen-there"
    MENTIONS = "mentions"
    MENTIONED_BY = "mentioned-by"
    MUTUAL_MENTION = "mutual-mention"
    SHARED_STANDARDS = "shared-standards"
    SHARED_TAGS = "shared-tags"
    SAME_SUBJECT = "same-subject"
    SIMILAR_TEXT = "similar-text"


@dataclass(frozen=True)
class Weight:
    """How much a fact counts, how much each further shared name adds, and how to say it."""

    first: int
    further: int
    reason: Promise | str


# A relation somebody set counts more than a name in a text, that more than a common subject.
# Two facts of the middle sort make two entries close, a common subject alone never does.
WEIGHTS: dict[Kind, Weight] = {
    Kind.CONFUSABLE: Weight(6, 0, _("easily confused with this")),
    Kind.BROADER: Weight(6, 0, _("broader term")),
    Kind.NARROWER: Weight(6, 0, _("narrower term")),
    Kind.CHOSEN_THERE: Weight(5, 0, _("names this entry as related")),
    Kind.MUTUAL_MENTION: Weight(5, 0, _("each mentions the other")),
    Kind.MENTIONS: Weight(3, 0, _("mentioned here")),
    Kind.MENTIONED_BY: Weight(3, 0, _("mentions this entry")),
    Kind.SHARED_STANDARDS: Weight(3, 1, _("both cite %(names)s")),
    Kind.SHARED_TAGS: Weight(2, 1, _("shared tags: %(names)s")),
    Kind.SAME_SUBJECT: Weight(1, 0, _("same subject")),
    Kind.SIMILAR_TEXT: Weight(1, 0, _("similar text")),
}
WEAK = frozenset((Kind.SHARED_TAGS, Kind.SAME_SUBJECT, Kind.SIMILAR_TEXT))
MOST_FURTHER = 2
MOST_NAMES = 3
MOST_REASONS = 3
HIGHEST = 10
CURATED_AT_LEAST = 8
# Entries that only fill a place stay below the weakest strong fact. Their relevance also tells
# what filled it: a text alone, or what the editors gave both of them.
FILLED_AT_MOST = 2
FILLED_BY_TEXT = 1

# The lowest relevance that deserves the words.
WORDS: tuple[tuple[int, Promise | str], ...] = (
    (8, _("very close")),
    (5, _("close")),
    (3, _("somewhat related")),
    (1, _("loosely related")),
)


@dataclass(frozen=True, kw_only=True)
class Curated:
    """An entry the editors chose, in their order; `note` says why, in their words."""

    target: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One fact about another entry; `names` are the shared standards or tags."""

    target: int
    kind: Kind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RelatedFound:
    """A related entry as it is shown: relevance 1 to 10 and the reason in words."""

    target: int
    relevance: int
    reason: str
    is_curated: bool = False


def rank_related(
    curated: Sequence[Curated],
    strong: Iterable[Evidence],
    *,
    own: int,
    limit: int = 8,
    filling: Iterable[Evidence] = (),
) -> list[RelatedFound]:
    """Return the editors' choice in their order, then the closest others; `own` never.

    `strong` may hold weak facts about the same entries. `filling` is used where fewer than
    `limit` were found, and ranks behind them.
    """
    facts = facts_by_target(strong, own=own)
    chosen: dict[int, RelatedFound] = {}
    for choice in curated:
        if choice.target != own:
            chosen.setdefault(choice.target, curated_link(choice, facts.get(choice.target, [])))
    relevance = {target: relevance_of(found) for target, found in facts.items()}
    # Equal relevance must not change places between two builds of the same page.
    others = sorted(facts.keys() - chosen.keys(), key=lambda target: (-relevance[target], target))
    found = list(chosen.values())[:limit]
    for target in others[: limit - len(found)]:
        reason = reason_of(facts[target])
        found.append(RelatedFound(target=target, relevance=relevance[target], reason=reason))
    return found + filled(filling, known={own, *chosen, *facts}, places=limit - len(found))


def facts_by_target(evidence: Iterable[Evidence], *, own: int) -> dict[int, list[Evidence]]:
    facts: dict[int, list[Evidence]] = {}
    for fact in evidence:
        if fact.target != own:
            facts.setdefault(fact.target, []).append(fact)
    return {target: combined(found) for target, found in facts.items()}


def filled(
    filling: Iterable[Evidence], *, known: Collection[int], places: int
) -> list[RelatedFound]:
    """Return entries for the places left, by their weak facts, equal ones in the order given."""
    facts = {target: found for target, found in weak_facts(filling).items() if target not in known}
    order = sorted(facts, key=lambda target: -sum(map(weight_of, facts[target])))
    return [
        RelatedFound(
            target=target,
            relevance=min(FILLED_AT_MOST, relevance_of(facts[target])),
            reason=reason_of(facts[target]),
        )
        for target in order[: max(0, places)]
    ]


def weak_facts(filling: Iterable[Evidence]) -> dict[int, list[Evidence]]:
    return facts_by_target((fact for fact in filling if fact.kind in WEAK), own=0)


def combined(found: list[Evidence]) -> list[Evidence]:
    """Leave one fact of each kind, strongest first; two mentions become a mutual one."""
    if len(found) == 1:
        return found
    by_kind: dict[Kind, Evidence] = {}
    for evidence in found:
        known = by_kind.get(evidence.kind)
        names = tuple(dict.fromkeys((known.names if known else ()) + evidence.names))
        by_kind[evidence.kind] = Evidence(target=evidence.target, kind=evidence.kind, names=names)
    target = found[0].target
    if Kind.MENTIONS in by_kind and Kind.MENTIONED_BY in by_kind:
        by_kind[Kind.MUTUAL_MENTION] = Evidence(target=target, kind=Kind.MUTUAL_MENTION)
    if Kind.MUTUAL_MENTION in by_kind:
        by_kind.pop(Kind.MENTIONS, None)
        by_kind.pop(Kind.MENTIONED_BY, None)
    return [by_kind[kind] for kind in WEIGHTS if kind in by_kind]


def curated_link(choice: Curated, found: list[Evidence]) -> RelatedFound:
    return RelatedFound(
        target=choice.target,
        relevance=max(CURATED_AT_LEAST, relevance_of(found)),
        reason=choice.note or gettext("chosen by the editors"),
        is_curated=True,
    )


def relevance_of(found: Sequence[Evidence]) -> int:
    """Add up the weights of what was found, 10 at most."""
    return min(HIGHEST, sum(map(weight_of, found)))


def weight_of(evidence: Evidence) -> int:
    weight = WEIGHTS[evidence.kind]
    further = min(max(0, len(evidence.names) - 1), MOST_FURTHER)
    return weight.first + weight.further * further


def reason_of(found: Sequence[Evidence]) -> str:
    """Say the strongest facts in words, divided by semicolons."""
    return "; ".join(
        str(WEIGHTS[evidence.kind].reason) % {"names": ", ".join(evidence.names[:MOST_NAMES])}
        for evidence in found[:MOST_REASONS]
    )


def relevance_words(relevance: int) -> str:
    """Return the words for a relevance: a number alone says little, a bar nothing."""
    return str(next(words for lowest, words in WORDS if relevance >= lowest or lowest == 1))
