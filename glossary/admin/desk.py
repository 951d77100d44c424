"""A version on somebody's desk: what it is, what this person may do with it, what came before."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from glossary.admin.rights import roles_in
from glossary.errors import (
    ContentRefused,
    ContributorCannotApprove,
    GlossaryError,
    MissingRole,
    StaleContent,
    WrongState,
)
from glossary.models import Decision, Entry, ImportedSource, Role, State, Version
from glossary.publishing.pipeline import preview
from glossary.workflow.transitions import APPROVERS, Action, actions_from

STATUS: dict[type[GlossaryError], int] = {
    MissingRole: 403,
    ContributorCannotApprove: 403,
    WrongState: 409,
    StaleContent: 409,
}
HISTORY_LENGTH = 50


def status_of(error: GlossaryError) -> int:
    """Return the HTTP status that says why something was refused."""
    return STATUS.get(type(error), 422)


def entry_url(page: str, pk: int) -> str:
    return reverse(f"admin:glossary_entry_{page}", args=[pk])


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The open version of an entry, or the published one while none is open."""

    version: Version
    actions: frozenset[Action]
    roles: frozenset[Role]
    is_contributor: bool
    is_approver: bool

    @property
    def entry(self) -> Entry:
        return self.version.entry

    @property
    def may_save(self) -> bool:
        return Action.SAVE in self.actions

    @property
    def may_submit(self) -> bool:
        return Action.SUBMIT in self.actions

    @property
    def may_recall(self) -> bool:
        return Action.RECALL in self.actions

    @property
    def may_request_changes(self) -> bool:
        return Action.REQUEST_CHANGES in self.actions

    @property
    def may_approve(self) -> bool:
        return Action.APPROVE in self.actions and not self.is_contributor

    @property
    def may_publish(self) -> bool:
        """Whether an approved version waits for this person; see `require_release_right`."""
        may_release = self.is_approver or Role.PUBLISHER in self.roles
        return Action.PUBLISH in self.actions and may_release and not self.is_contributor

    @property
    def may_revise(self) -> bool:
        return Action.REVISE in self.actions

    @property
    def may_decide(self) -> bool:
        return any(
            (
                self.may_approve,
                self.may_publish,
                self.may_request_changes,
                self.may_recall,
                self.may_submit,
                self.may_revise,
            )
        )

    @property
    def is_barred(self) -> bool:
        """Whether only having written part of it keeps this person from deciding."""
        return self.is_contributor and bool({Action.APPROVE, Action.PUBLISH} & self.actions)

    @property
    def would_be_barred(self) -> bool:
        """Whether saving would take the right to approve from this person."""
        return self.may_save and not self.is_contributor and bool(self.roles & APPROVERS)

    @property
    def is_open(self) -> bool:
        return self.version.state != State.PUBLISHED

    @property
    def source(self) -> ImportedSource | None:
        return getattr(self.version, "imported_source", None)

    def history(self) -> list[Decision]:
        return list(Decision.objects.filter(entry=self.entry)[:HISTORY_LENGTH])

    def last_comment(self) -> Decision | None:
        """Return why changes were asked for, as long as they are."""
        if self.version.state != State.CHANGES_REQUESTED:
            return None
        return Decision.objects.filter(
            entry=self.entry,
            version_sequence=self.version.sequence,
            state_after=State.CHANGES_REQUESTED,
        ).first()


def desk_for(request: HttpRequest, pk: int) -> Desk:
    """Return the desk of an entry. Raise Http404 if there is none."""
    entry = get_object_or_404(Entry, pk=pk)
    versions = (
        Version.objects.with_content()
        .select_related("entry__owner", "entry__subject", "entry__current")
        .select_related("imported_source__batch", "submitted_by", "approved_by", "published_by")
        .defer("imported_source__raw")
        .filter(entry=entry)
    )
    version = versions.open().first() or versions.filter(pk=entry.current_id).first()
    if version is None:
        raise Http404
    roles = roles_in(request)
    return Desk(
        version=version,
        actions=frozenset(actions_from(version.state, roles)),
        roles=roles,
        is_contributor=version.contributors.filter(pk=request.user.pk).exists(),
        is_approver=version.approved_by == request.user,
    )


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The page as readers would see it, or the sentence why it cannot be shown."""

    sections: list[dict]
    problem: str = ""


def preview_of(version: Version) -> Preview:
    try:
        return Preview(sections=[vars(section) for section in preview(version)])
    except ContentRefused as error:
        problem = f"{error.place}: {error}" if error.place else str(error)
        return Preview(sections=[], problem=problem)
