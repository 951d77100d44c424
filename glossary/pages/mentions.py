"""Who names an entry, each with the sentence around the name."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from glossary.models import Entry, Mention
from glossary.pages.namesakes import namesakes, subject_behind

SHOWN = 12
PER_PAGE = 50
# Beyond so many the exact number tells a reader nothing, and counting them all takes time.
COUNTED = 1000


@dataclass(frozen=True, kw_only=True)
class MentionedIn:
    """A sentence that names the entry, cut around the name."""

    title: str
    subject: str
    url: str
    before: str
    surface: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """The first mentions. `total` ends at COUNTED: then there may be more."""

    shown: tuple[MentionedIn, ...]
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.shown)

    @property
    def is_uncounted(self) -> bool:
        return self.total >= COUNTED


@dataclass(frozen=True, kw_only=True)
class MentionsPage:
    """One page of all mentions of an entry."""

    entry: Entry
    mentions: tuple[MentionedIn, ...]
    number: int
    has_next: bool

    @property
    def previous_page(self) -> int:
        return self.number - 1

    @property
    def next_page(self) -> int:
        return self.number + 1 if self.has_next else 0


def mentions_of(entry: Entry) -> Mentions:
    """Return the first mentions by title; of very many, the first of those that came first."""
    counted = naming(entry).order_by("pk").values("pk")[:COUNTED]
    first = in_order(Mention.objects.filter(pk__in=counted))
    shown = tuple(mentioned_in(mention) for mention in first[:SHOWN])
    total = counted.count() if len(shown) == SHOWN else len(shown)
    return Mentions(shown=shown, total=total)


def mentions_page(entry: Entry, *, number: int) -> MentionsPage:
    """Return one page of all mentions by title; a page too far is empty."""
    start = (number - 1) * PER_PAGE
    found = list(in_order(naming(entry))[start : start + PER_PAGE + 1])
    return MentionsPage(
        entry=entry,
        mentions=tuple(map(mentioned_in, found[:PER_PAGE])),
        number=number,
        has_next=len(found) > PER_PAGE,
    )


def naming(entry: Entry) -> QuerySet[Mention]:
    return Mention.objects.filter(target=entry, source__current__isnull=False).exclude(source=entry)


def in_order(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    return (
        mentions.select_related("source__subject")
        .annotate(is_namesake=namesakes("source__"))
        .order_by("source__folded_title", "source")
    )


def around(name: str, sentence: str) -> tuple[str, str, str]:
    """Return what stands before a name, the name, and what follows: "audit", not in "auditors"."""
    place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    start = place.start() if place else sentence.find(name)
    if start < 0:
        return sentence, "", ""
    end = start + len(name)
    return sentence[:start], sentence[start:end], sentence[end:]


def mentioned_in(mention: Mention) -> MentionedIn:
    """Cut the sentence of a mention from `in_order` around the name."""
    source = mention.source
    before, surface, after = around(mention.surface, mention.excerpt)
    return MentionedIn(
        title=source.title,
        subject=subject_behind(source, is_namesake=getattr(mention, "is_namesake", False)),
        url=source.get_absolute_url(),
        before=before,
        surface=surface,
        after=after,
    )
