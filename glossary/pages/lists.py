"""Lists of entries: the home page, a subject, a tag."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from taggit.models import Tag

from glossary.models import Entry, EntryKind, Subject
from glossary.pages.index import Letter, index_page
from glossary.pages.namesakes import with_namesakes
from glossary.text import fold

CHANGES_SHOWN = 8
QUESTIONS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The way in: letters, subjects, what changed last, questions."""

    letters: list[Letter]
    subjects: list[Subject]
    changes: list[Entry]
    questions: list[Entry]
    term_count: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The published entries of one subject or tag, terms and questions apart."""

    terms: list[Entry]
    questions: list[Entry]

    def __bool__(self) -> bool:
        return bool(self.terms or self.questions)


def listed(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Fetch what a line of a list prints and leave the long texts where they are."""
    return entries.select_related("current", "subject", "publication").only(
        "number",
        "kind",
        "slug",
        "title",
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


def home_page() -> HomePage:
    entries = listed(Entry.objects.published())
    letters = index_page()
    latest_first = entries.order_by("-current__published_at", "-pk")
    return HomePage(
        letters=letters,
        subjects=subjects_in_use(),
        changes=list(latest_first[:CHANGES_SHOWN]),
        questions=list(latest_first.filter(kind=EntryKind.QUESTION)[:QUESTIONS_SHOWN]),
        term_count=sum(not line.see for letter in letters for line in letter.headings),
    )


def subjects_in_use() -> list[Subject]:
    """Return the subjects readers can open, each with `entry_count`: drafts do not count."""
    published = Count("entries", filter=Q(entries__current__isnull=False))
    return list(Subject.objects.annotate(entry_count=published).filter(entry_count__gt=0))


def subject_listing(slug: str) -> tuple[Subject | None, Listing]:
    """Return a subject and its entries; the listing is empty as long as it only has drafts."""
    subject = Subject.objects.filter(slug=slug).first()
    return subject, listing(Entry.objects.published().filter(subject__slug=slug))


def tag_listing(slug: str) -> tuple[Tag | None, Listing]:
    tag = Tag.objects.filter(slug=slug).first()
    return tag, listing(Entry.objects.published().filter(tags__slug=slug))


def listing(entries: QuerySet[Entry]) -> Listing:
    found = sorted(with_namesakes(listed(entries)), key=lambda entry: fold(entry.title))
    return Listing(
        terms=[entry for entry in found if entry.kind == EntryKind.TERM],
        questions=[entry for entry in found if entry.kind == EntryKind.QUESTION],
    )
