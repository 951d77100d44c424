"""The terms of a subject and the relations among them, as a drawing and as a list."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from glossary.models import Entry, Mention, RelatedLink, Subject
from glossary.pages.map_arcs import Bond, arcs
from glossary.pages.map_layout import Drawing, Group
from glossary.pages.map_parts import LABELS, SEEN_THERE, Concept, Link

MOST = 40
# Of a very large subject, so many terms are looked at: those that were entered first.
LOOKED_AT = 500


@dataclass(frozen=True, kw_only=True)
class Connected:
    """A term with the terms it relates to, in groups."""

    concept: Concept
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class SubjectMap:
    """A drawing and the same facts as a list; `total` counts the terms of the subject.

    `alone` are the terms drawn without any relation.
    """

    drawing: Drawing
    connected: tuple[Connected, ...]
    alone: tuple[Concept, ...]
    total: int

    @property
    def shown(self) -> int:
        return len(self.drawing.nodes)

    @property
    def is_partial(self) -> bool:
        return self.shown < self.total

    @property
    def looked_at(self) -> int:
        """How many terms were compared to find the best connected; 0 if it was all of them."""
        return LOOKED_AT if self.total > LOOKED_AT else 0


def subject_map(subject: Subject) -> SubjectMap | None:
    """Draw a subject; None where no two of its terms are related."""
    terms = Entry.objects.published().terms().filter(subject=subject).order_by("pk")
    rows = list(terms.values_list("pk", "title", "slug", "folded_title")[:LOOKED_AT])
    bonds = bonds_among({pk for pk, *_names in rows})
    if not bonds:
        return None
    total = len(rows) if len(rows) < LOOKED_AT else terms.count()
    degrees = Counter(key for bond in bonds for key in (bond.one, bond.other))
    rows.sort(key=lambda row: (-degrees[row[0]], row[3], row[0]))
    concepts = [
        Concept(key=pk, title=title, url=reverse("term", args=[slug]))
        for pk, title, slug, _folded in rows[:MOST]
    ]
    drawn = {concept.key for concept in concepts}
    among = [bond for bond in bonds if drawn >= {bond.one, bond.other}]
    groups = groups_of(concepts, among)
    return SubjectMap(
        drawing=arcs(concepts, among),
        connected=tuple(
            Connected(concept=concept, groups=groups[concept.key])
            for concept in concepts
            if concept.key in groups
        ),
        alone=tuple(concept for concept in concepts if concept.key not in groups),
        total=total,
    )


def bonds_among(pks: Collection[int]) -> list[Bond]:
    """Return one bond for each pair of these terms that are related: two queries.

    Terms that name each other are joined only where one of them has no other bond: more lines
    would hide those that the editors stated.
    """
    strongest: dict[frozenset[int], Bond] = {}
    for bond in sorted(stated(pks), key=lambda bond: (list(Link).index(bond.link), bond)):
        strongest.setdefault(frozenset((bond.one, bond.other)), bond)
    bound = frozenset().union(*strongest)
    for bond in mutual(pks):
        if not bound >= {bond.one, bond.other}:
            strongest[frozenset((bond.one, bond.other))] = bond
    return sorted(strongest.values())


def stated(pks: Collection[int]) -> Iterator[Bond]:
    """Yield what the editors stated; what is narrower there is broader here."""
    links = RelatedLink.objects.filter(entry__in=pks, target__in=pks, is_curated=True)
    for entry, target, kind in links.values_list("entry", "target", "kind"):
        if entry != target and kind == Link.NARROWER:
            yield Bond(target, entry, Link.BROADER)
        elif entry != target:
            yield Bond(entry, target, Link(kind))


def mutual(pks: Collection[int]) -> Iterator[Bond]:
    mentions = Mention.objects.filter(source__in=pks, target__in=pks)
    pairs = set(mentions.values_list("source", "target"))
    for source, target in sorted(pairs):
        if source < target and (target, source) in pairs:
            yield Bond(source, target, Link.MENTIONS)


def groups_of(
    concepts: Sequence[Concept], bonds: Iterable[Bond]
) -> Mapping[int, tuple[Group, ...]]:
    """Return what each concept relates to, from its side."""
    by_key = {concept.key: concept for concept in concepts}
    found: dict[int, dict[Link, list[Concept]]] = defaultdict(lambda: defaultdict(list))
    for bond in bonds:
        found[bond.one][bond.link].append(by_key[bond.other])
        there = SEEN_THERE.get(bond.link, bond.link)
        found[bond.other][there].append(by_key[bond.one])
    return {
        key: tuple(
            Group(link=link, label=str(LABELS[link]), concepts=by_link[link])
            for link in Link
            if link in by_link
        )
        for key, by_link in found.items()
    }
