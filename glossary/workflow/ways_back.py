"""Chains of definitions and of broader terms that lead from a draft back to it.

They are followed step by step through the published vocabulary, one look-up for all entries that
are as far away. What is further than the limits is left to `check_vocabulary`, which reads all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from glossary.models import Entry, RelatedLink, RelationKind
from glossary.quality.circles import circles_in, findings
from glossary.quality.records import EntryText
from glossary.quality.rules import Finding
from glossary.quality.vocabulary import Vocabulary
from glossary.wording.term_index import TermIndex
from glossary.workflow.entry_texts import brief_texts
from glossary.workflow.nearby import DRAFT, Draft

MOST_REACHED = 300
STEPS = 8

Texts = Mapping[int, EntryText]
Edges = dict[int, set[int]]


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Entries by key and where each leads; DRAFT stands for the draft."""

    texts: Texts
    edges: Edges

    def graph(self) -> tuple[Vocabulary, list[frozenset[int]]]:
        """Return the same by places, as the rules want it."""
        places = {key: place for place, key in enumerate(self.texts)}
        graph = [
            frozenset(places[target] for target in self.edges.get(key, ()) if target in places)
            for key in self.texts
        ]
        return Vocabulary(list(self.texts.values())), graph


def circles_through(draft: Draft) -> Iterator[Finding]:
    """Yield the shortest circles of definitions that the draft is part of."""
    # Whom nobody names is part of no circle.
    if draft.text.is_term and draft.named_by:
        yield from circles_in(*reached(draft, lambda texts: defined_by(texts, draft)).graph())


def broader_circles_through(draft: Draft, targets: Vocabulary) -> Iterator[Finding]:
    """Yield the shortest circles of broader terms; `targets` are those of the draft's relations."""
    above, below = stated_by(targets)
    if above or below or draft.own:
        way = reached(draft, lambda texts: broader_of(texts, draft, above=above, below=below))
        yield from findings(
            *way.graph(),
            rule="broader-circle",
            place="relations",
            says="is broader than itself: {path}",
        )


def reached(draft: Draft, leads_to: Callable[[Texts], Edges]) -> Reached:
    """Follow the edges from the draft, the nearest entries first, as far as the limits."""
    texts: dict[int, EntryText] = {DRAFT: draft.text}
    edges: Edges = {}
    latest: Texts = texts
    for _step in range(STEPS):
        found = leads_to(latest)
        edges |= found
        new = sorted(set().union(*found.values()) - texts.keys() - {DRAFT})
        latest = brief_texts(new[: MOST_REACHED - len(texts)]) if new else {}
        texts |= latest
        if not latest or len(texts) >= MOST_REACHED:
            break
    # Of those reached last, what leads back to the draft is still wanted.
    return Reached(texts=texts, edges=edges | leads_to(latest) if latest else edges)


def defined_by(texts: Texts, draft: Draft) -> Edges:
    """Return which entries each definition names without doubt."""
    terms = {key: text.defining_text() for key, text in texts.items() if text.is_term}
    index = draft.names_in("\n".join(terms.values()))
    return {key: named_in(text, index, by=key) for key, text in terms.items()}


def named_in(text: str, index: TermIndex, *, by: int) -> set[int]:
    found = set()
    for match in index.matches(text):
        bearers = [name.target for name in match.candidates]
        if len(bearers) == 1:
            found.add(bearers[0])
    return found - {by}


def stated_by(targets: Vocabulary) -> tuple[set[str], set[str]]:
    """Return the numbers of what the draft states as broader, and as narrower, than itself."""
    above, below = (
        {
            targets.entries[target].key
            for _title, target in targets.targets_of(DRAFT, kind)
            if target not in (None, DRAFT)
        }
        for kind in (RelationKind.BROADER, RelationKind.NARROWER)
    )
    return above, below


def broader_of(texts: Texts, draft: Draft, *, above: set[str], below: set[str]) -> Edges:
    """Return what is broader than each entry: as it says, or as the other one says."""
    edges: Edges = {key: set() for key in texts}
    asked = {draft.own if key == DRAFT else key for key in texts} - {None}
    stated = RelatedLink.objects.filter(
        Q(kind=RelationKind.BROADER, entry__in=asked)
        | Q(kind=RelationKind.NARROWER, target__in=asked),
        is_curated=True,
        entry__current__isnull=False,
        target__current__isnull=False,
    )
    # What the draft states takes the place of what its entry states now.
    for kind, entry, target in stated.exclude(entry=draft.own).values_list(
        "kind", "entry", "target"
    ):
        entry, target = (DRAFT if key == draft.own else key for key in (entry, target))
        lower, upper = (entry, target) if kind == RelationKind.BROADER else (target, entry)
        edges[lower].add(upper)
    keys = dict(Entry.objects.filter(number__in=above | below).values_list("number", "pk"))
    if DRAFT in texts:
        edges[DRAFT] |= {keys[number] for number in above}
    for number in below & keys.keys():
        edges.get(keys[number], set()).add(DRAFT)
    return edges
