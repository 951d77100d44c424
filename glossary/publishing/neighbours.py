"""Work out and store the related articles of published entries.

The list of an entry has strong rows, which follow from what is stored and are the same whether
entries are related one by one or all at once, and rows that only fill the places left. These
are as of the last time the entry was related (see `related.FILLED_AT_MOST`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import transaction

from glossary.conf import options
from glossary.publishing.evidence import (
    Facts,
    Profile,
    filed_alike,
    profiles_of,
    strong_evidence,
    weak_evidence,
)
from glossary.publishing.related import (
    FILLED_BY_TEXT,
    Curated,
    Evidence,
    Kind,
    RelatedFound,
    curated_link,
    rank_related,
)
from glossary.publishing.related_rows import Row, Rows, replace_rows, rows_for, stored_rows
from glossary.publishing.stated import (
    Neighbourhood,
    curated,
    leads_in,
    neighbourhoods_of,
    stated_evidence,
)

AT_ONCE = 200
Compare = Callable[[Sequence[int]], Mapping[int, Sequence[int]]]


def nothing(_pks: Sequence[int]) -> Mapping[int, Sequence[int]]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Some entries whose stated relations are stored: what they state, and their stored lists."""

    around: Mapping[int, Neighbourhood]
    stored: dict[int, Rows]


@transaction.atomic(savepoint=False)
def relate(pks: Iterable[int], *, compare: Compare = nothing) -> None:
    """Store the related articles of these entries anew; one that is not published has none.

    `compare` is asked for the entries whose texts are most like those of entries with places left
    in their lists, closest first. Of an entry it does not answer for, those stay that filled its
    list before. Entries to which relations lead now, or no longer, are related too.

    Stated relations are stored first, of all: they are evidence for those on the other side.
    """
    portions: list[Settled] = []
    known: set[int] = set()
    waiting = {*pks}
    while waiting:
        known |= waiting
        touched: set[int] = set()
        for part in chunks_of(sorted(waiting)):
            settled = Settled(around=neighbourhoods_of(part), stored=stored_rows(part))
            touched |= settle(settled)
            portions.append(settled)
        waiting = touched - known
    for settled in portions:
        complete(settled, compare=compare)


def chunks_of(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), AT_ONCE):
        yield pks[start : start + AT_ONCE]


def unlike(pks: Sequence[int], *, compare: Compare = nothing) -> list[int]:
    """Return those of these entries whose list would be another one if it were made now."""
    stored = stored_rows(pks)
    around = neighbourhoods_of(pks)
    found = found_for(around, stored=stored, compare=compare)
    return [pk for pk in pks if rows_for(around[pk], found.get(pk, [])) != stored[pk]]


def settle(settled: Settled) -> set[int]:
    """Store the stated relations where they lead elsewhere than before; return where to."""
    touched: set[int] = set()
    changed = {}
    for pk, here in settled.around.items():
        moved = leads_in(here) ^ leads_stored(settled.stored[pk])
        if moved:
            touched.update(target for target, _kind in moved)
            changed[pk] = rows_for(here, [curated_link(choice, []) for choice in curated(here)])
    replace_rows(changed, settled.stored)
    settled.stored.update(changed)
    return touched


def complete(settled: Settled, *, compare: Compare) -> None:
    """Store whole lists; all relations are stored."""
    around, stored = settled.around, settled.stored
    found = found_for(around, stored=stored, compare=compare)
    replace_rows({pk: rows_for(here, found.get(pk, [])) for pk, here in around.items()}, stored)


def leads_stored(rows: Iterable[Row]) -> set[tuple[int, str]]:
    return {(row.target_id, row.kind) for row in rows if row.is_curated and row.target_id}


def found_for(
    around: Mapping[int, Neighbourhood],
    *,
    stored: Mapping[int, Rows],
    compare: Compare,
) -> dict[int, list[RelatedFound]]:
    """Return the lists of those of the entries that are published."""
    choices = {pk: curated(here) for pk, here in around.items()}
    facts, profiles = strong_facts(around, choices)
    limit = options().related_limit
    few = [pk for pk, found in facts.items() if len(targets_in(choices[pk], found)) < limit]
    similar = compare(few) if few else {}
    alike = {pk: texts_like(pk, similar, stored[pk]) for pk in few}
    filling = filling_for({pk: profiles[pk] for pk in few}, alike, known=profiles)
    return {
        pk: rank_related(
            choices[pk],
            found,
            own=pk,
            limit=max(limit, len(around[pk].relations)),
            filling=filling.get(pk, ()),
        )
        for pk, found in facts.items()
    }


def strong_facts(
    around: Mapping[int, Neighbourhood], choices: Mapping[int, Sequence[Curated]]
) -> tuple[Facts, dict[int, Profile]]:
    """Return what makes others neighbours, what else both have in common, and who they are."""
    chosen = {(pk, choice.target) for pk, made in choices.items() for choice in made}
    facts = strong_evidence(around, chosen)
    for pk, here in around.items():
        facts[pk] += stated_evidence(here)
    near = {pk: targets_in(choices[pk], facts[pk]) for pk in around}
    profiles = profiles_of({*around, *chain.from_iterable(near.values())})
    found = {
        pk: [*fitting(facts[pk], own=profiles[pk], profiles=profiles), *weak]
        for pk, weak in weak_facts_about(near, profiles)
    }
    return found, profiles


def targets_in(choices: Iterable[Curated], facts: Iterable[Evidence]) -> set[int]:
    return {choice.target for choice in choices} | {fact.target for fact in facts}


def fitting(
    facts: Iterable[Evidence], *, own: Profile, profiles: Mapping[int, Profile]
) -> list[Evidence]:
    """Leave the facts about published entries; a clause joins those of one language."""
    return [
        fact
        for fact in facts
        if (other := profiles.get(fact.target))
        and (fact.kind != Kind.SHARED_STANDARDS or other.language == own.language)
    ]


def weak_facts_about(
    near: Mapping[int, set[int]], profiles: Mapping[int, Profile]
) -> Iterator[tuple[int, list[Evidence]]]:
    """Yield what the published entries have in common with those near to them."""
    for pk, targets in near.items():
        if own := profiles.get(pk):
            known = targets & profiles.keys()
            yield (
                pk,
                list(
                    chain.from_iterable(
                        weak_evidence(own, profiles[target], target=target) for target in known
                    )
                ),
            )


def texts_like(pk: int, similar: Mapping[int, Sequence[int]], rows: Rows) -> Sequence[int]:
    """Return the entries with the most similar text, or those that were found last time."""
    if pk in similar:
        return similar[pk]
    return [
        row.target_id
        for row in rows
        if row.target_id and row.relevance == FILLED_BY_TEXT and not row.is_curated
    ]


def filling_for(
    few: Mapping[int, Profile], alike: Mapping[int, Sequence[int]], *, known: Mapping[int, Profile]
) -> Facts:
    """Return what may fill the places left in the lists of these entries."""
    unknown = {other for others in alike.values() for other in others} - known.keys()
    profiles = {**known, **(profiles_of(unknown) if unknown else {})}
    filling = filed_alike(few)
    for pk, others in alike.items():
        for other in others:
            if other in profiles and profiles[other].language == few[pk].language:
                filling[pk].append(Evidence(target=other, kind=Kind.SIMILAR_TEXT))
    return filling
