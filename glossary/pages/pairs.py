"""The list of all confusable pairs, each with the line that tells the two apart."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least

from glossary.models import Entry, RelatedLink, RelationKind
from glossary.pages.addresses import comparison_url
from glossary.pages.links import note_of
from glossary.pages.namesakes import namesakes, subject_behind

PAGE_LENGTH = 100


@dataclass(frozen=True, kw_only=True)
class Named:
    """One of a pair; `subject` where another entry has the same title."""

    title: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two entries that are easily confused, in the order of their titles.

    `line` is what one of them says to tell the two apart; the page of the pair has both.
    """

    names: tuple[Named, Named]
    url: str
    line: str


def pairs_page(number: int) -> Page:
    """Return one page of all pairs; a number too large means the last page."""
    page = Paginator(pairs_in_order(), PAGE_LENGTH).get_page(number)
    links = list(page.object_list)
    answers = answers_to(links)
    page.object_list = [
        pair_of(link, answer=answers.get((link.target_id, link.entry_id), "")) for link in links
    ]
    return page


def each_pair_once() -> QuerySet[RelatedLink]:
    """Return the links between confusable entries; where both sides have one, the first's."""
    stated = RelatedLink.objects.filter(
        kind=RelationKind.CONFUSABLE,
        entry__current__isnull=False,
        target__current__isnull=False,
    )
    back = stated.filter(entry=OuterRef("target"), target=OuterRef("entry"))
    return stated.filter(Q(entry__lt=F("target")) | ~Exists(back))


def pairs_in_order() -> QuerySet[RelatedLink]:
    return (
        each_pair_once()
        .select_related("entry__subject", "target__subject")
        .annotate(
            first=Least("entry__folded_title", "target__folded_title"),
            is_namesake=namesakes("entry__"),
            is_target_namesake=namesakes("target__"),
        )
        .order_by("first", "pk")
    )


def answers_to(links: list[RelatedLink]) -> dict[tuple[int, int], str]:
    """Return what the other sides of these links say, in one query."""
    sides = RelatedLink.objects.filter(
        kind=RelationKind.CONFUSABLE,
        entry__in={link.target_id for link in links},
        target__in={link.entry_id for link in links},
    )
    return {(link.entry_id, link.target_id): note_of(link) for link in sides if link.target_id}


def pair_of(link: RelatedLink, *, answer: str) -> Pair:
    sides = [
        (link.entry, named(link.entry, is_namesake=link.is_namesake)),
        (link.target, named(link.target, is_namesake=link.is_target_namesake)),
    ]
    sides.sort(key=lambda side: (side[0].folded_title, side[0].pk))
    return Pair(
        names=(sides[0][1], sides[1][1]),
        url=comparison_url(link.entry.slug, link.target.slug),
        line=note_of(link) or answer,
    )


def named(entry: Entry, *, is_namesake: bool) -> Named:
    return Named(title=entry.title, subject=subject_behind(entry, is_namesake=is_namesake))
