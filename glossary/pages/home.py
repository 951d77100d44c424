"""The home page: every way in, the word of the day, and what was changed or reviewed lately."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from glossary.models import Entry, EntryKind
from glossary.pages.letters import Letter, letters_from_elsewhere
from glossary.pages.lists import listed_as
from glossary.pages.standards import standard_count
from glossary.pages.subjects import SubjectNode, subject_tree
from glossary.pages.word_of_the_day import word_of_the_day

CHANGES_SHOWN = 6
REVIEWED_SHOWN = 5
QUESTIONS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The way in. `reviewed` are the last of `reviewed_count` entries confirmed this month."""

    letters: list[Letter]
    subjects: tuple[SubjectNode, ...]
    word: Entry | None
    changes: list[Entry]
    reviewed: list[Entry]
    reviewed_count: int
    questions: list[Entry]
    term_count: int
    question_count: int
    standard_count: int


def home_page(today: date) -> HomePage:
    entries = Entry.objects.published()
    counts = dict(entries.order_by().values_list("kind").annotate(count=Count("pk")))
    latest = entries.order_by("-current__published_at", "-pk").values_list("pk", flat=True)
    reviewed = reviewed_since(today.replace(day=1))
    shown = listed_as(reviewed.values_list("pk", flat=True)[:REVIEWED_SHOWN])
    return HomePage(
        letters=letters_from_elsewhere(),
        subjects=subject_tree(),
        word=word_of_the_day(today),
        changes=listed_as(latest[:CHANGES_SHOWN]),
        reviewed=shown,
        reviewed_count=reviewed.count() if len(shown) == REVIEWED_SHOWN else len(shown),
        questions=listed_as(latest.filter(kind=EntryKind.QUESTION)[:QUESTIONS_SHOWN]),
        term_count=counts.get(EntryKind.TERM, 0),
        question_count=counts.get(EntryKind.QUESTION, 0),
        standard_count=standard_count(),
    )


def reviewed_since(day: date) -> QuerySet[Entry]:
    """Return published entries whose periodic review confirmed them since then, latest first."""
    entries = Entry.objects.published().filter(last_reviewed__gte=day)
    return entries.order_by("-last_reviewed", "-pk")
