"""The questions of the glossary, by subject."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from glossary.models import Entry, Subject
from glossary.pages.lists import Listing, listed_as, listing

# Of more questions the first stand here; the others are one step away.
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    """The first questions of a subject, and how many there are."""

    subject: Subject
    questions: tuple[Entry, ...]
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.questions)


def question_groups() -> list[QuestionGroup]:
    """Return the subjects that have published questions by name, each with its first ones."""
    place = Window(
        RowNumber(),
        partition_by=F("subject"),
        order_by=("index_lines__language", "index_lines__key", "pk"),
    )
    first = by_title().annotate(place=place).filter(place__lte=SHOWN).order_by("subject", "place")
    found = listed_as(first.values_list("pk", flat=True))
    totals = counts_by_subject()
    groups = [
        QuestionGroup(subject=subject, questions=tuple(entries), total=totals[subject.pk])
        for subject, entries in groupby(found, key=lambda entry: entry.subject)
    ]
    return sorted(groups, key=lambda group: group.subject.name)


def asked_in(slug: str, *, number: int) -> tuple[Subject, Listing] | None:
    """Return one page of the questions of a subject; None where there is none."""
    subject = Subject.objects.filter(slug=slug).first()
    entries = Entry.objects.published().questions().filter(subject=subject)
    found = listing(entries, number=number) if subject else None
    return (subject, found) if subject and found else None


def counts_by_subject() -> dict[int, int]:
    rows = by_title().order_by().values_list("subject")
    return dict(rows.annotate(count=Count("pk")))


def by_title() -> QuerySet[Entry]:
    return Entry.objects.published().questions().filter(index_lines__position=0)
