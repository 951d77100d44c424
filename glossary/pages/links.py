"""What an entry leads to: related articles, neighbours in the A-Z."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from glossary.models import Entry, EntryKind, IndexLine, RelatedLink, RelationKind
from glossary.pages.addresses import comparison_url
from glossary.pages.namesakes import namesakes, subject_behind
from glossary.publishing.related import relevance_words
from glossary.wording.collation import sort_key

TRIPLES_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class RelatedArticle:
    """One related article, once. Without `target` it is not in the glossary yet.

    `kind` is that of the relation the editors stated, `note` what they wrote beside it.
    `subject` is filled where another entry has the same title; `compare` leads to the page that
    sets the two side by side.
    """

    kind: str
    title: str
    subject: str
    target: Entry | None
    compare: str
    teaser: str
    relevance: int
    words: str
    reason: str
    note: str

    @property
    def url(self) -> str:
        return self.target.get_absolute_url() if self.target else ""


@dataclass(frozen=True, kw_only=True)
class Triple:
    """Three entries of which each may be confused with each: the other two, and where."""

    titles: tuple[str, str]
    url: str


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """The entry before or after in the A-Z."""

    title: str
    url: str
    subject: str


def related_to(entry: Entry) -> tuple[RelatedArticle, ...]:
    """Return the related articles in their stored order; a source may name one twice."""
    return tuple(related_article(link) for link in each_once(list(shown_links(entry))))


def shown_links(entry: Entry) -> QuerySet[RelatedLink]:
    """Return what is in force, and what is still to come. What was withdrawn is neither."""
    withdrawn = Entry.objects.withdrawn().filter(
        current__isnull=True,
        language=entry.language,
        folded_title=OuterRef("folded_title"),
    )
    to_come = Q(target__isnull=True) & ~Q(title="") & ~Exists(withdrawn)
    return (
        entry.related_links.filter(Q(target__current__isnull=False) | to_come)
        .exclude(target=entry)
        .select_related("target__subject")
        .annotate(target_teaser=F("target__publication__teaser"))
        .annotate(is_namesake=namesakes("target__"))
        .order_by("position")
    )


def each_once(links: Iterable[RelatedLink]) -> Iterator[RelatedLink]:
    """Leave out repetitions, and what is only described although it is there."""
    links = list(links)
    seen: set[object] = {link.target.folded_title for link in links if link.target}
    for link in links:
        sign = link.target_id or link.folded_title
        if sign not in seen:
            seen.add(sign)
            yield link


def related_article(link: RelatedLink) -> RelatedArticle:
    """Return one from `shown_links`. The row's own words are those of what is still to come."""
    target = link.target
    is_compared = target is not None and link.kind == RelationKind.CONFUSABLE
    return RelatedArticle(
        kind=link.kind,
        title=target.title if target else link.title,
        subject=subject_behind(target, is_namesake=link.is_namesake) if target else "",
        target=target,
        compare=comparison_url(link.entry.slug, target.slug) if is_compared else "",
        teaser=(link.target_teaser or "") if target else link.teaser,
        relevance=link.relevance,
        words=relevance_words(link.relevance),
        reason=link.reason,
        note=note_of(link),
    )


def note_of(link: RelatedLink) -> str:
    """Return the reason without the kind of relation in front, for places that name the kind."""
    if link.kind not in RelationKind.values:
        return link.reason
    label = str(RelationKind(link.kind).label)
    return link.reason.removeprefix(label).removeprefix(": ")


def triples_of(entry: Entry, confusable: Iterable[RelatedArticle]) -> tuple[Triple, ...]:
    """Return the threesomes in which each is confusable with each; the entry is in all of them."""
    others = {article.target.pk: article.target for article in confusable if article.target}
    if len(others) < 2:
        return ()
    stated = RelatedLink.objects.filter(
        kind=RelationKind.CONFUSABLE, entry__in=others, target__in=others
    )
    pairs = {frozenset(pair) for pair in stated.values_list("entry", "target")}
    found = [
        Triple(titles=(one.title, two.title), url=comparison_url(entry.slug, one.slug, two.slug))
        for one, two in combinations(others.values(), 2)
        if {one.pk, two.pk} in pairs
    ]
    return tuple(found[:TRIPLES_SHOWN])


def neighbours_of(entry: Entry) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the terms before and after in the A-Z."""
    if entry.kind != EntryKind.TERM:
        return None, None
    titles = IndexLine.objects.filter(
        kind=EntryKind.TERM, language=entry.language, position=0, entry__current__isnull=False
    )
    here = sort_key(entry.title, language=entry.language)
    # Titles may be equal in two subjects: then the older entry comes first.
    before = titles.filter(key__lte=here).exclude(key=here, entry__gte=entry.pk)
    after = titles.filter(key__gte=here).exclude(key=here, entry__lte=entry.pk)
    return (
        first_of(before.order_by("-key", "-entry_id")),
        first_of(after.order_by("key", "entry_id")),
    )


def first_of(titles: QuerySet[IndexLine]) -> Neighbour | None:
    fields = ("entry__title", "entry__slug", "entry__subject__name", "is_namesake")
    row = titles.annotate(is_namesake=namesakes("entry__")).values_list(*fields).first()
    if row is None:
        return None
    title, slug, subject, is_namesake = row
    return Neighbour(
        title=title,
        url=reverse("term", args=[slug]),
        subject=(subject or "") if is_namesake else "",
    )
