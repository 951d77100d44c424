"""A version on somebody's desk: what it is, what this person may do with it, what came before."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from glossary.admin.rights import roles_in
from glossary.conf import options
from glossary.errors import (
    BlockedByComments,
    ContributorCannotApprove,
    GlossaryError,
    MissingRole,
    NotYours,
    ProofNeeded,
    Reserved,
    StaleContent,
    WrongPassword,
    WrongState,
)
from glossary.models import (
    CURRENT_STATES,
    OPEN_STATES,
    RELEASED_STATES,
    Decision,
    Entry,
    ImportedSource,
    Outcome,
    Reservation,
    Role,
    State,
    Subject,
    Version,
)
from glossary.pages.discussions import Thread
from glossary.pages.reviews import threads_on
from glossary.workflow.discussion import LISTENERS
from glossary.workflow.disposal import disposable
from glossary.workflow.drafting import restorable
from glossary.workflow.reservations import reservations_of
from glossary.workflow.review_cycle import Standing, standing_of
from glossary.workflow.signatures import all_signatures, approvals_of
from glossary.workflow.transitions import APPROVERS, ROWS, Action, actions_from, may

STATUS: dict[type[GlossaryError], int] = {
    MissingRole: 403,
    ContributorCannotApprove: 403,
    NotYours: 403,
    ProofNeeded: 403,
    WrongPassword: 403,
    WrongState: 409,
    StaleContent: 409,
    BlockedByComments: 409,
    Reserved: 409,
}
HISTORY_LENGTH = 50


def status_of(error: GlossaryError) -> int:
    """Return the HTTP status that says why something was refused."""
    return STATUS.get(type(error), 422)


def entry_url(page: str, pk: int) -> str:
    return reverse(f"admin:glossary_entry_{page}", args=[pk])


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """A decision as the page shows it."""

    decision: Decision
    is_revoked: bool


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A version on somebody's desk: the open one, else the one in force, else the last.

    `wrote` are the versions of the entry that this person contributed to. `has_signed` says
    whether he or she has approved the version on the desk.
    """

    version: Version
    person: User
    roles: frozenset[Role]
    wrote: frozenset[int]
    is_own: bool
    in_field: bool
    has_signed: bool
    reads_drafts: bool

    @property
    def entry(self) -> Entry:
        return self.version.entry

    @property
    def is_owner(self) -> bool:
        return self.entry.owner_id == self.person.pk

    @property
    def is_open(self) -> bool:
        return self.version.state in OPEN_STATES

    def any_version(self) -> Version:
        return self.version

    def open_version(self) -> Version | None:
        return self.version if self.is_open else None

    def published_version(self) -> Version | None:
        return self.entry.current

    def standing_version(self) -> Version | None:
        """Return the published or withdrawn version, from which a new one starts."""
        if self.entry.current or self.version.state == State.WITHDRAWN:
            return self.entry.current or self.version
        withdrawn = self.entry.versions.filter(state=State.WITHDRAWN).first()
        return withdrawn or (self.version if self.version.state == State.DISCARDED else None)

    def restorable(self) -> QuerySet[Version]:
        """Return older texts that a new draft may begin with; of drafts, to those who read them."""
        versions = restorable(self.entry)
        return versions if self.reads_drafts else versions.filter(state__in=RELEASED_STATES)

    @property
    def may_restore(self) -> bool:
        """Whether there is an older text than that of the version in force."""
        standing = None if self.version.state == State.DISCARDED else self.standing_version()
        others = self.restorable().exclude(pk=standing.pk if standing else None)
        return not self.is_open and others.exists()

    def may(self, action: Action, version: Version) -> bool:
        """Whether to offer an action; the workflow asks the same questions when it is taken."""
        row = ROWS.get((action, State(version.state)))
        if row is None or not may(row, self.roles):
            return False
        others = row.roles & self.roles
        if row.is_own and others <= {Role.AUTHOR} and not self.is_own:
            return False
        if row.in_field and others <= {Role.REVIEWER} and not self.in_field:
            return False
        return not (row.four_eyes and self.is_barred_from(version))

    def is_barred_from(self, version: Version) -> bool:
        """Whether having written part of it keeps this person from signing."""
        return version.pk in self.wrote and not options().allows_self_approval

    @property
    def may_save(self) -> bool:
        return self.may(Action.SAVE, self.version)

    @cached_property
    def reservation(self) -> Reservation | None:
        """Return by whom the draft is reserved, for those who could save it."""
        held = reservations_of([self.entry.pk]) if self.may_save else {}
        return held.get(self.entry.pk)

    @property
    def has_reserved(self) -> bool:
        return self.reservation is not None and self.reservation.person_id == self.person.pk

    @property
    def has_to_wait(self) -> bool:
        """Whether somebody else has reserved the draft."""
        return self.reservation is not None and not self.has_reserved

    @property
    def may_submit(self) -> bool:
        return self.may(Action.SUBMIT, self.version)

    @property
    def may_release(self) -> bool:
        """Whether an approved version waits for this person; see `require_release_right`."""
        is_approver = self.version.approved_by == self.person
        if options().signatures > 1:
            return Role.PUBLISHER in self.roles and not self.has_signed
        return is_approver or Role.PUBLISHER in self.roles

    @property
    def may_confirm(self) -> bool:
        """Whether this person may do the periodic review; see `require_reviewer`."""
        is_reviewer = bool(self.roles & APPROVERS) or self.is_owner
        wrote_it = self.entry.current_id in self.wrote
        return is_reviewer and (options().last_author_may_confirm or not wrote_it)

    @property
    def is_barred(self) -> bool:
        """Whether only having written part of it keeps this person from deciding."""
        wanted = {Action.APPROVE, Action.PUBLISH} & {*actions_from(self.version.state, self.roles)}
        return bool(wanted) and self.is_barred_from(self.version)

    @property
    def would_be_barred(self) -> bool:
        """Whether saving would take the right to approve from this person."""
        is_new = self.version.pk not in self.wrote
        return self.may_save and is_new and bool(self.roles & APPROVERS)

    @property
    def source(self) -> ImportedSource | None:
        return getattr(self.version, "imported_source", None)

    @property
    def review_standing(self) -> Standing | None:
        if self.entry.current is None:
            return None
        return standing_of(self.entry, today=timezone.localdate())

    @property
    def is_disposable(self) -> bool:
        """Whether its content may go, and nobody has proposed it yet (W-52)."""
        if self.entry.current or self.is_open or hasattr(self.entry, "disposal"):
            return False
        return disposable(timezone.localdate()).filter(pk=self.entry.pk).exists()

    @property
    def awaits_disposal(self) -> bool:
        disposal = getattr(self.entry, "disposal", None)
        return disposal is not None and disposal.proposed_by_id != self.person.pk

    def lacks_other_eyes(self) -> bool:
        """Whether nobody but those who wrote it could approve the version (W-36)."""
        if self.version.state not in (State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED):
            return False
        able = User.objects.filter(is_active=True, groups__name__in=APPROVERS)
        able = able.exclude(pk__in=self.version.contributors.values("pk"))
        return not options().allows_self_approval and not able.exists()

    def history(self) -> list[HistoryRow]:
        """Return the last decisions; a signature says whether it still holds."""
        rows = Decision.objects.filter(entry=self.entry).select_related("actor__pseudonym")
        valid = {found.decision.pk: found.is_valid for found in all_signatures(self.version)}
        return [
            HistoryRow(decision=row, is_revoked=not valid.get(row.pk, True))
            for row in rows[:HISTORY_LENGTH]
        ]

    def open_threads(self) -> list[Thread]:
        """Return what was said about the version and is not settled, for who writes it."""
        if not self.roles & LISTENERS:
            return []
        return [thread for thread in threads_on(self.version) if not thread.is_resolved]

    def last_comment(self) -> Decision | None:
        """Return why changes were asked for, as long as they are."""
        if self.version.state != State.CHANGES_REQUESTED:
            return None
        return Decision.objects.filter(
            entry=self.entry,
            version_sequence=self.version.sequence,
            state_after=State.CHANGES_REQUESTED,
            outcome=Outcome.DONE,
        ).first()


def desk_for(request: HttpRequest, pk: int, *, with_drafts: bool = False) -> Desk:
    """Return the desk of an entry. Raise Http404 if there is none for this person (W-31).

    `with_drafts` asks for somebody who may read all of it.
    """
    entry = get_object_or_404(Entry, pk=pk)
    versions = (
        Version.objects.with_content()
        .select_related("entry__owner__pseudonym", "entry__subject", "entry__current__approved_by")
        .select_related(*(f"{act}_by__pseudonym" for act in ("submitted", "approved", "published")))
        .select_related("imported_source__batch")
        .defer("imported_source__raw")
        .filter(entry=entry)
    )
    roles = roles_in(request)
    reads_drafts = Entry.objects.visible_to(request.user, roles).filter(pk=pk).exists()
    if reads_drafts:
        version = versions.open().first() or versions.filter(pk=entry.current_id).first()
        version = version or versions.order_by("-sequence").first()
    else:
        in_force = versions.filter(state__in=CURRENT_STATES)
        version = None if with_drafts else in_force.first()
    if version is None:
        raise Http404
    contributions = Version.contributors.through.objects.filter(user=request.user.pk)
    closed = Subject.objects.closed_to(request.user).filter(pk=version.subject_id)
    return Desk(
        version=version,
        person=request.user,
        roles=roles,
        wrote=frozenset(
            contributions.filter(version__entry=entry).values_list("version", flat=True)
        ),
        is_own=Entry.objects.owned_by(request.user).filter(pk=pk).exists(),
        in_field=not closed.exists(),
        has_signed=any(row.actor_id == request.user.pk for row in approvals_of(version)),
        reads_drafts=reads_drafts,
    )
