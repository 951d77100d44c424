"""The neighbourhood of a term: what is stored about its relations, as a drawing and as a list.

Its relations and those that others state of it, seen from here; then terms that name it and
that it names; then what was found to be close. Questions are no concepts and stand on no map.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from glossary.models import Entry, EntryKind, Mention, RelatedLink
from glossary.pages.links import RelatedArticle
from glossary.pages.map_layout import Drawing, Group, neighbourhood
from glossary.pages.map_parts import LABELS, SEEN_THERE, Concept, Link
from glossary.pages.namesakes import namesakes

# A drawing of more is no longer taken in at a glance.
MOST = 14
MOST_OF: dict[Link, int] = {
    Link.BROADER: 4,
    Link.NARROWER: 8,
    Link.CONFUSABLE: 4,
    Link.REPLACED_BY: 2,
    Link.REPLACES: 2,
    Link.RELATED: 6,
    Link.MENTIONS: 4,
    Link.CLOSE: 6,
}
# Of these a reader wants to know that there are more.
COUNTED = (Link.BROADER, Link.NARROWER, Link.CONFUSABLE)
# With fewer neighbours a drawing says nothing that the text does not.
FEWEST = 2
# Of what very many state or name, so many are looked at.
LOOKED_AT = 200
HERE = "#page-main"

Found = Iterable[tuple[Link, Concept]]


@dataclass(frozen=True, kw_only=True)
class ConceptMap:
    """A drawing, and the same facts as groups of links."""

    drawing: Drawing
    groups: tuple[Group, ...]


def concept_map(entry: Entry, related: Sequence[RelatedArticle]) -> ConceptMap | None:
    """Draw the neighbourhood of a term whose related articles are these: two queries."""
    if entry.kind != EntryKind.TERM:
        return None
    found = chain(articles(related), stated_there(entry), mentioning_each_other(entry))
    groups = chosen(found)
    if sum(len(group.concepts) for group in groups) < FEWEST:
        return None
    own = Concept(key=entry.pk, title=entry.title, url=HERE)
    return ConceptMap(drawing=neighbourhood(own, groups), groups=groups)


def articles(related: Iterable[RelatedArticle]) -> Iterator[tuple[Link, Concept]]:
    for article in related:
        target = article.target
        if target and target.kind == EntryKind.TERM:
            title = full_title(article.title, article.subject)
            link = Link(article.kind or Link.CLOSE)
            yield link, Concept(key=target.pk, title=title, url=article.url)


def stated_there(entry: Entry) -> Iterator[tuple[Link, Concept]]:
    """Yield the terms that state a relation to this one, as that is seen from here."""
    links = RelatedLink.objects.filter(
        target=entry,
        is_curated=True,
        entry__current__isnull=False,
        entry__kind=EntryKind.TERM,
    )
    fields = [f"entry__{field}" for field in ("pk", "title", "slug", "subject__name")]
    named = links.exclude(entry=entry).annotate(is_namesake=namesakes("entry__"))
    rows = named.order_by("pk")[:LOOKED_AT]
    for kind, *row in rows.values_list("kind", *fields, "is_namesake"):
        link = Link(kind)
        yield SEEN_THERE.get(link, link), concept(*row)


def mentioning_each_other(entry: Entry) -> Iterator[tuple[Link, Concept]]:
    """Yield the terms that the text names and whose texts name this one."""
    back = Mention.objects.filter(source=OuterRef("target"), target=entry)
    mentions = Mention.objects.filter(
        Exists(back),
        source=entry,
        target__current__isnull=False,
        target__kind=EntryKind.TERM,
    ).exclude(target=entry)
    fields = [f"target__{field}" for field in ("pk", "title", "slug", "subject__name")]
    rows = mentions.annotate(is_namesake=namesakes("target__"))
    for row in rows.order_by("target__folded_title", "target").values_list(*fields, "is_namesake"):
        yield Link.MENTIONS, concept(*row)


def concept(key: int, title: str, slug: str, subject: str | None, is_namesake: bool) -> Concept:
    title = full_title(title, (subject or "") if is_namesake else "")
    return Concept(key=key, title=title, url=reverse("term", args=[slug]))


def full_title(title: str, subject: str) -> str:
    return f"{title} ({subject})" if subject else title


def chosen(found: Found) -> tuple[Group, ...]:
    """Return the neighbours in groups, each once under its strongest link, as many as fit.

    Those of a link come in the order given.
    """
    by_link: dict[Link, dict[int, Concept]] = {link: {} for link in Link}
    for link, near in found:
        by_link[link].setdefault(near.key, near)
    seen: set[int] = set()
    groups, places = [], MOST
    for link, concepts in by_link.items():
        fresh = [near for key, near in concepts.items() if key not in seen]
        seen |= concepts.keys()
        shown = fresh[: min(places, MOST_OF[link])]
        if shown:
            label = label_of(link, shown=len(shown), total=len(fresh))
            groups.append(Group(link=link, label=label, concepts=shown))
            places -= len(shown)
    return tuple(groups)


def label_of(link: Link, *, shown: int, total: int) -> str:
    """Return the words for a link, and how many there are if not all are shown."""
    label = str(LABELS[link])
    if shown == total or link not in COUNTED:
        return label
    facts = {"label": label, "shown": shown, "total": total}
    return _("%(label)s, %(shown)s of %(total)s") % facts
