"""The buttons that move a version on. Each one is a POST that calls the workflow."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext_lazy

from glossary.admin.desk import desk_for, entry_url
from glossary.admin.reading import review_page
from glossary.errors import GlossaryError
from glossary.models import Version
from glossary.workflow.actions import (
    approve,
    open_draft,
    publish,
    recall,
    request_changes,
    submit,
)

TYPED = ("change_note", "change_class", "reply")


def decision_page(request: HttpRequest, pk: int, name: str, *, site: ModelAdmin) -> HttpResponse:
    """Carry out one decision. A refusal shows the review page again, with what was typed."""
    if name not in DECISIONS:
        raise Http404
    desk = desk_for(request, pk)
    decide, done = DECISIONS[name]
    try:
        decide(desk.version, request.POST, request.user)
    except GlossaryError as error:
        return review_page(request, desk_for(request, pk), site=site, error=error)
    messages.success(request, done)
    return HttpResponseRedirect(entry_url("change", pk))


def submit_typed(version: Version, posted: QueryDict, by: User) -> None:
    submit(version, by=by, **{name: posted.get(name, "") for name in TYPED})


def recall_typed(version: Version, posted: QueryDict, by: User) -> None:
    recall(version, by=by, reason=posted.get("reason", ""))


def request_changes_typed(version: Version, posted: QueryDict, by: User) -> None:
    request_changes(version, by=by, comment=posted.get("comment", ""))


def approve_seen(version: Version, posted: QueryDict, by: User) -> None:
    approve(version, by=by, seen_hash=posted.get("seen_hash", ""), note=posted.get("note", ""))


def approve_and_publish(version: Version, posted: QueryDict, by: User) -> None:
    """Do both or neither: a version that cannot be published is not left approved by surprise."""
    with transaction.atomic():
        approve_seen(version, posted, by)
        publish(version, by=by)


def publish_approved(version: Version, posted: QueryDict, by: User) -> None:
    publish(version, by=by)


def revise(version: Version, posted: QueryDict, by: User) -> None:
    open_draft(version.entry, by=by)


Decide = Callable[[Version, QueryDict, User], None]
DECISIONS: dict[str, tuple[Decide, str]] = {
    "submit": (
        submit_typed,
        gettext_lazy("The version is submitted; reviewers see it from now on."),
    ),
    "recall": (recall_typed, gettext_lazy("The version is yours to write again.")),
    "request-changes": (
        request_changes_typed,
        gettext_lazy("The author sees your comment and can go on writing."),
    ),
    "approve": (approve_seen, gettext_lazy("The version is approved.")),
    "approve-and-publish": (
        approve_and_publish,
        gettext_lazy("The version is approved and published."),
    ),
    "publish": (publish_approved, gettext_lazy("The version is published.")),
    "revise": (
        revise,
        gettext_lazy("A new draft is open. Readers see the published version meanwhile."),
    ),
}
