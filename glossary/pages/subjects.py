"""Subjects as a tree, as far as something is published in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from glossary.models import Entry, Subject, Version


@dataclass(frozen=True, kw_only=True)
class SubjectNode:
    """A subject with how many published entries stand in it, and in it and all its parts."""

    subject: Subject
    own: int
    parts: "tuple[SubjectNode, ...]"

    @property
    def total(self) -> int:
        return self.own + sum(part.total for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class SubjectPlace:
    """A subject in the tree, with the wider ones above it."""

    node: SubjectNode
    above: tuple[Subject, ...]


def subject_tree() -> tuple[SubjectNode, ...]:
    """Return the widest subjects with their parts; what only has drafts is not among them."""
    entries = Entry.objects.published().order_by().values_list("subject")
    own = dict(entries.annotate(count=Count("pk")))
    by_parent: defaultdict[int | None, list[Subject]] = defaultdict(list)
    for subject in Subject.objects.order_by("name"):
        by_parent[subject.parent_id].append(subject)
    return nodes_below(None, by_parent, own)


def nodes_below(
    parent: int | None, by_parent: Mapping[int | None, list[Subject]], own: Mapping[int | None, int]
) -> tuple[SubjectNode, ...]:
    nodes = (
        SubjectNode(
            subject=subject,
            own=own.get(subject.pk, 0),
            parts=nodes_below(subject.pk, by_parent, own),
        )
        for subject in by_parent.get(parent, ())
    )
    return tuple(node for node in nodes if node.total)


def subject_place(slug: str) -> SubjectPlace | None:
    """Return where a subject stands; None where nothing is published in it or its parts."""
    places = places_in(subject_tree())
    return next((place for place in places if place.node.subject.slug == slug), None)


def known_subject(slug: str) -> Subject | None:
    """Return a subject in which, or in whose parts, something is or was published."""
    subject = Subject.objects.filter(slug=slug).first()
    if subject is None:
        return None
    was_used = Version.objects.released().filter(entry__subject=subject).exists()
    return subject if was_used or subject_place(slug) else None


def places_in(
    nodes: Sequence[SubjectNode], above: tuple[Subject, ...] = ()
) -> Iterator[SubjectPlace]:
    for node in nodes:
        yield SubjectPlace(node=node, above=above)
        yield from places_in(node.parts, (*above, node.subject))
