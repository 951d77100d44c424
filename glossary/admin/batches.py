"""The page of a batch: what it brought in, handing it in, approving it as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.desk import status_of
from glossary.admin.proving import holds_until, needs_password, proof_for
from glossary.admin.rights import CONTENT_ROLES, ReadOnly, roles_in
from glossary.errors import ActionRefused, GlossaryError, WrongPassword
from glossary.models import Batch, Role, State
from glossary.pages.batches import TO_APPROVE, BatchPage, batch_page, sample_note
from glossary.workflow.batch_review import require_same_text, submit_batch, waiting_in
from glossary.workflow.batches import BatchOutcome, approve_batch
from glossary.workflow.record import record_refusal

# As many as are handed in or signed while the browser waits, and fewer where they are published.
AT_ONCE = 200
PUBLISHED_AT_ONCE = 50
ACTIONS = {
    "submitted": gettext_lazy("submitted"),
    "approved": gettext_lazy("approved"),
    "published": gettext_lazy("published"),
    "left out": gettext_lazy("left out"),
    "refused": gettext_lazy("refused"),
    "was done": gettext_lazy("was done"),
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a step: a result for each version, or why nothing was done."""

    outcomes: Sequence[BatchOutcome] = ()
    error: GlossaryError | None = None

    @property
    def rows(self) -> list[tuple[str, BatchOutcome]]:
        return [(str(ACTIONS[outcome.action]), outcome) for outcome in self.outcomes]

    @property
    def refused(self) -> int:
        return sum(outcome.action == "refused" for outcome in self.outcomes)

    @property
    def done(self) -> int:
        return len(self.outcomes) - self.refused


@admin.register(Batch)
class BatchAdmin(ReadOnly):
    viewers = CONTENT_ROLES | {Role.ADMIN}
    list_display = ("__str__", "at", "by")
    list_select_related = ("by",)

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: object) -> object:
            return self.admin_site.admin_view(view)

        return [
            path("<int:pk>/submit/", wrapped(self.submit_view), name="glossary_batch_submit"),
            path("<int:pk>/approve/", wrapped(self.approve_view), name="glossary_batch_approve"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """Show the batch; its page has no form of Django's."""
        if not self.has_view_permission(request) or not object_id.isdecimal():
            return super().change_view(request, object_id, form_url, extra_context)
        return self.shown(request, page_for(request, int(object_id)))

    def submit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand in the drafts, a result for each; a second time there is nothing left to do."""
        shown = page_for(request, pk)
        if not shown.is_own and Role.PUBLISHER not in shown.roles:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        outcomes = submit_batch(
            shown.batch,
            by=request.user,
            with_marked="with_marked" in request.POST,
            at_most=AT_ONCE,
        )
        return self.shown(request, page_for(request, pk), Answer(outcomes=outcomes))

    def approve_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Sign what can be signed at once, if the sample was read and the text is the same."""
        shown = page_for(request, pk)
        if not shown.roles & {Role.REVIEWER, Role.PUBLISHER}:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            answer = Answer(outcomes=approved(request, shown))
        except GlossaryError as error:
            answer = Answer(error=error)
        return self.shown(request, page_for(request, pk), answer)

    def shown(
        self, request: HttpRequest, page: BatchPage, answer: Answer | None = None
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": str(page.batch),
            "subtitle": None,
            "shown": page,
            "batch": page.batch,
            "import_of": getattr(page.batch, "import_of", None),
            "sample": page.sample() if page.may_approve else [],
            "read": request.POST.getlist("read"),
            "needs_password": needs_password(request),
            "proof_until": holds_until(request),
            "answer": answer,
            "at_once": AT_ONCE,
            "published_at_once": PUBLISHED_AT_ONCE,
        }
        status = status_of(answer.error) if answer and answer.error else 200
        return TemplateResponse(request, "admin/glossary/batch/page.html", context, status=status)


def page_for(request: HttpRequest, pk: int) -> BatchPage:
    roles = roles_in(request)
    if not roles & BatchAdmin.viewers:
        raise Http404
    return batch_page(
        get_object_or_404(Batch.objects.select_related("by__pseudonym", "import_of"), pk=pk),
        person=request.user,
        roles=roles,
        shows_marked="marked" in request.GET,
        number=request.GET.get("page", "1"),
    )


def approved(request: HttpRequest, shown: BatchPage) -> list[BatchOutcome]:
    """Approve, and publish if wanted, what this person may read."""
    proof = proved(request)
    require_same_text(shown.batch, token=request.POST.get("token", ""))
    sample = shown.sample()
    unread = {str(source.version_id) for source in sample} - {*request.POST.getlist("read")}
    if unread and not shown.is_own:
        raise ActionRefused(
            _("Read every entry of the sample, and tick it off, before you approve the batch."),
            action="approve",
        )
    publish = "publish" in request.POST
    with_marked = "with_marked" in request.POST
    states = (*TO_APPROVE, State.APPROVED) if publish else TO_APPROVE
    waiting = waiting_in(shown.batch, with_marked=with_marked, states=states)
    waiting = waiting.filter(imported_source__in=shown.sources)
    keys = list(waiting.values_list("pk", flat=True)[: PUBLISHED_AT_ONCE if publish else AT_ONCE])
    return approve_batch(
        shown.batch,
        by=request.user,
        proof=proof,
        publish=publish,
        with_marked=with_marked,
        note=sample_note(sample),
        only=keys,
    )


def proved(request: HttpRequest) -> object:
    """Return the proof of the person. A wrong password is recorded, never the password itself."""
    try:
        return proof_for(request)
    except WrongPassword:
        record_refusal(None, action="approve", by=request.user, reason="Wrong password")
        raise
