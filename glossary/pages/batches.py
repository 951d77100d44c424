"""A batch as its page shows it, as far as somebody may read its drafts."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from glossary.models import Batch, Entry, ImportedSource, Role, State
from glossary.workflow.batch_review import TO_SUBMIT, sample_of, text_token
from glossary.workflow.transitions import APPROVERS, AUTHORS

ROWS_ON_A_PAGE = 50
TO_APPROVE = (*TO_SUBMIT, State.IN_REVIEW)
UNREAD = ("raw", "extra")


@dataclass(frozen=True, kw_only=True)
class StateCount:
    state: State
    number: int


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """`sources` are all that this person may read; `hidden` is how many others there are."""

    batch: Batch
    person: User
    roles: frozenset[Role]
    sources: QuerySet[ImportedSource]
    counts: list[StateCount]
    marked: int
    hidden: int
    shows_marked: bool
    page: Page
    token: str

    @property
    def is_own(self) -> bool:
        return self.batch.by_id == self.person.pk

    @property
    def may_see_import(self) -> bool:
        """Whether the page of the import behind it is this person's to open."""
        return self.is_own or Role.PUBLISHER in self.roles

    @property
    def to_submit(self) -> int:
        return self.number_in(*TO_SUBMIT)

    @property
    def to_approve(self) -> int:
        return self.number_in(*TO_APPROVE)

    @property
    def approved(self) -> int:
        return self.number_in(State.APPROVED)

    @property
    def may_submit(self) -> bool:
        return bool(self.may_see_import and self.roles & AUTHORS and self.to_submit)

    @property
    def may_approve(self) -> bool:
        waiting = self.to_approve or self.approved
        return bool(not self.is_own and self.roles & APPROVERS and waiting)

    def number_in(self, *states: State) -> int:
        return sum(count.number for count in self.counts if count.state in states)

    def sample(self) -> list[ImportedSource]:
        """Return what this person reads before approving all of it."""
        open_to_approval = self.sources.filter(undone_at__isnull=True)
        keys = list(open_to_approval.values_list("version_id", flat=True))
        drawn = sample_of(keys, self.batch, by=self.person)
        return list(self.sources.filter(version__in=drawn))


def batch_page(
    batch: Batch, *, person: User, roles: frozenset[Role], shows_marked: bool, number: str
) -> BatchPage:
    every = ImportedSource.objects.filter(batch=batch)
    visible = Entry.objects.visible_to(person, roles).values("pk")
    sources = every.filter(version__entry__in=visible).order_by("version_id")
    sources = sources.select_related("version__entry", "batch").defer(*UNREAD)
    numbers = dict(sources.order_by().values_list("version__state").annotate(number=Count("pk")))
    shown = sources.exclude(marks=[]) if shows_marked else sources
    return BatchPage(
        batch=batch,
        person=person,
        roles=roles,
        sources=sources,
        counts=[StateCount(state=s, number=numbers[s]) for s in State if s in numbers],
        marked=sources.exclude(marks=[]).count(),
        hidden=every.filter(~Q(version__entry__in=visible)).count(),
        shows_marked=shows_marked,
        page=Paginator(shown, ROWS_ON_A_PAGE).get_page(number),
        token=text_token(batch),
    )


def sample_note(sample: list[ImportedSource]) -> str:
    """Return what the record keeps of the sample that was read."""
    numbers = ", ".join(source.version.entry.number for source in sample)
    return _("Sample read: %s") % numbers
