"""Lists of entries: of a subject, of a tag."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from taggit.models import Tag

from glossary.models import Entry, EntryKind
from glossary.pages.namesakes import with_namesakes

PAGE_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the published entries of a subject or tag, terms before questions.

    The counts are those of all pages.
    """

    page: Page
    terms: tuple[Entry, ...]
    questions: tuple[Entry, ...]
    term_count: int
    question_count: int

    def __bool__(self) -> bool:
        return bool(self.term_count or self.question_count)


def listed(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Fetch what a line of a list prints and leave the long texts where they are."""
    return entries.select_related("current", "subject", "publication").only(
        "number",
        "kind",
        "slug",
        "title",
        "last_reviewed",
        "language",
        "subject__name",
        "subject__slug",
        "current__short_definition",
        "current__major",
        "current__minor",
        "current__state",
        "current__change_note",
        "current__published_at",
        "publication__teaser",
    )


def listed_as(pks: Iterable[int]) -> list[Entry]:
    """Fetch the lines of these entries, in this order: a database sorts keys, not whole rows."""
    pks = list(pks)
    found = with_namesakes(listed(Entry.objects.published())).in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def tag_listing(slug: str, *, number: int) -> tuple[Tag | None, Listing]:
    tag = Tag.objects.filter(slug=slug).first()
    return tag, listing(Entry.objects.published().filter(tags__slug=slug), number=number)


def listing(entries: QuerySet[Entry], *, number: int) -> Listing:
    """Return one page of entries in the order of the A-Z; a number too large means the last."""
    kinds = entries.order_by().values_list("kind").annotate(count=Count("pk"))
    counts = dict(kinds)
    in_order = entries.filter(index_lines__position=0).order_by(
        "-kind", "index_lines__language", "index_lines__key", "pk"
    )
    paginator = Paginator(in_order.values_list("pk", flat=True), PAGE_LENGTH)
    paginator.count = sum(counts.values())
    page = paginator.get_page(number)
    found = listed_as(page.object_list)
    return Listing(
        page=page,
        terms=tuple(entry for entry in found if entry.kind == EntryKind.TERM),
        questions=tuple(entry for entry in found if entry.kind == EntryKind.QUESTION),
        term_count=counts.get(EntryKind.TERM, 0),
        question_count=counts.get(EntryKind.QUESTION, 0),
    )
