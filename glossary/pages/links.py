"""What an entry leads to: related articles, mentions elsewhere, neighbours in the A-Z."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from glossary.models import Entry, EntryKind, Mention, RelatedLink, RelationKind
from glossary.publishing.related import relevance_words

MENTIONS_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class RelatedArticle:
    """One related article, once. Without `url` it is not in the glossary yet.

    `kind` is that of the relation the editors stated, `note` what they wrote beside it.
    """

    kind: str
    title: str
    url: str
    teaser: str
    relevance: int
    words: str
    reason: str

    @property
    def note(self) -> str:
        """The reason without the kind of relation in front, for places that name the kind."""
        if self.kind not in RelationKind.values:
            return self.reason
        label = str(RelationKind(self.kind).label)
        return self.reason.removeprefix(label).removeprefix(": ")


@dataclass(frozen=True, kw_only=True)
class MentionedIn:
    """A sentence that names the entry, cut around the name."""

    title: str
    url: str
    before: str
    surface: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """The first mentions; `more` is true when there are others."""

    shown: tuple[MentionedIn, ...]
    more: bool


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """The entry before or after in the A-Z."""

    title: str
    url: str


def related_to(entry: Entry) -> tuple[RelatedArticle, ...]:
    """Return the related articles in their stored order; a source may name one twice."""
    links = entry.related_links.select_related("target__subject").order_by("position")
    found: dict[str, RelatedArticle] = {}
    for link in links:
        if link.target_id != entry.pk:
            found.setdefault(link.folded_title, related_article(link))
    return tuple(found.values())


def related_article(link: RelatedLink) -> RelatedArticle:
    # A withdrawn target keeps its row: readers then see its name without a link.
    target = link.target if link.target and link.target.current_id else None
    return RelatedArticle(
        kind=link.kind,
        title=target.title if target else link.title,
        url=target.get_absolute_url() if target else "",
        teaser=link.teaser,
        relevance=link.relevance,
        words=relevance_words(link.relevance),
        reason=link.reason,
    )


def mentions_of(entry: Entry) -> Mentions:
    mentions = list(
        Mention.objects.filter(target=entry, source__current__isnull=False)
        .exclude(source=entry)
        .select_related("source__subject")
        .order_by("source__title", "source")[: MENTIONS_SHOWN + 1]
    )
    return Mentions(
        shown=tuple(mentioned_in(mention) for mention in mentions[:MENTIONS_SHOWN]),
        more=len(mentions) > MENTIONS_SHOWN,
    )


def mentioned_in(mention: Mention) -> MentionedIn:
    before, surface, after = mention.excerpt.partition(mention.surface)
    return MentionedIn(
        title=mention.source.title,
        url=mention.source.get_absolute_url(),
        before=before,
        surface=surface,
        after=after,
    )


def neighbours_of(entry: Entry) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the terms before and after in the A-Z."""
    if entry.kind != EntryKind.TERM:
        return None, None
    terms = Entry.objects.published().terms().filter(language=entry.language)
    here = entry.folded_title
    # Titles may be equal in two subjects: then the older entry comes first.
    before = terms.filter(folded_title__lte=here).exclude(folded_title=here, pk__gte=entry.pk)
    after = terms.filter(folded_title__gte=here).exclude(folded_title=here, pk__lte=entry.pk)
    return (
        first_of(before.order_by("-folded_title", "-pk")),
        first_of(after.order_by("folded_title", "pk")),
    )


def first_of(terms: QuerySet[Entry]) -> Neighbour | None:
    row = terms.values("title", "slug").first()
    return Neighbour(title=row["title"], url=reverse("term", args=[row["slug"]])) if row else None
