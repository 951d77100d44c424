"""The list of entries with its filters, and the addresses of the pages of one entry."""

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from glossary.admin.bulk import bulk_actions
from glossary.admin.commenting import comment_urls
from glossary.admin.completion import completion_urls
from glossary.admin.deciding import decision_page
from glossary.admin.desk import desk_for, entry_url
from glossary.admin.dossiers import dossier_download
from glossary.admin.editing import add_page, change_page
from glossary.admin.gate import gate_urls
from glossary.admin.help import help_page
from glossary.admin.list_filters import LanguageFilter, ReviewFilter, StateFilter
from glossary.admin.live_preview import draft_preview, new_preview
from glossary.admin.mending import work_urls
from glossary.admin.misses import miss_urls
from glossary.admin.reading import preview_page, source_download
from glossary.admin.recovery import recovery_urls
from glossary.admin.reports import report_csv, report_index, report_page
from glossary.admin.reviewing import review_page
from glossary.admin.rights import CONTENT_ROLES, ByRole, roles_in
from glossary.admin.saved_filters import filter_urls, memory_of
from glossary.admin.states import state_badge
from glossary.admin.together import review_together, together_urls
from glossary.models import CURRENT_STATES, Entry, State, Version
from glossary.workflow.transitions import APPROVERS, AUTHORS, EDITORS


def pk_from(text: str) -> int:
    """Return the primary key in an address. Raise Http404 for what no database can hold."""
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


@admin.register(Entry)
class EntryAdmin(ByRole, admin.ModelAdmin):
    """Lists entries; their text is written through forms of our own and the workflow."""

    viewers = CONTENT_ROLES
    list_display = (
        "number",
        "title",
        "open_state",
        "current_state",
        "subject",
        "owner",
        "next_review",
        "saved_at",
    )
    list_display_links = ("number", "title")
    list_filter = (
        StateFilter,
        ("subject", RelatedOnlyFieldListFilter),
        ("owner", RelatedOnlyFieldListFilter),
        ReviewFilter,
        "kind",
        LanguageFilter,
    )
    list_select_related = ("subject", "owner", "current")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("number", "title", "versions__designations__term")
    search_help_text = _("Search numbers, titles and designations.")

    def get_actions(self, request: HttpRequest) -> dict:
        several = self.get_action(review_together)
        together = {several[1]: several} if roles_in(request) & APPROVERS else {}
        return together | bulk_actions(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(roles_in(request) & AUTHORS)

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return bool(roles_in(request) & EDITORS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        """Return published entries and those whose drafts this person may read (W-31)."""
        newest = Version.objects.filter(entry=OuterRef("pk")).order_by("-sequence")
        visible = Entry.objects.visible_to(request.user, roles_in(request)).values("pk")
        readable = Version.objects.open().filter(entry__in=visible)
        opened = Prefetch("versions", readable, to_attr="open_versions")
        in_force = Version.objects.filter(state__in=CURRENT_STATES).values("entry")
        return (
            super()
            .get_queryset(request)
            .filter(Q(pk__in=visible) | Q(pk__in=in_force))
            .exclude(pk__in=Entry.objects.given_up().values("pk"))
            .annotate(
                last_saved=Subquery(newest.values("saved_at")[:1]),
                open_in=Subquery(readable.filter(entry=OuterRef("pk")).values("state")[:1]),
            )
            .prefetch_related(opened)
        )

    @admin.display(description=_("open"), ordering="open_in")
    def open_state(self, entry: Entry) -> str:
        return next((state_badge(version.state) for version in entry.open_versions), "–")

    @admin.display(description=_("published"), ordering="current__published_at")
    def current_state(self, entry: Entry) -> str:
        if entry.current is None:
            return "–"
        return state_badge(State.PUBLISHED, label=entry.current.label)

    @admin.display(description=_("saved"), ordering="last_saved")
    def saved_at(self, entry: Entry) -> str:
        return date_format(localtime(entry.last_saved), "DATE_FORMAT")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        context = {"title": _("Entries"), "memory": memory_of(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: object) -> object:
            return self.admin_site.admin_view(view)

        return [
            path("reports/", wrapped(self.report_index), name="glossary_reports"),
            path("reports/<slug:name>/", wrapped(self.report_view), name="glossary_report"),
            path("reports/<slug:name>.csv", wrapped(self.csv_view), name="glossary_report_csv"),
            path("add/preview/", wrapped(new_preview), name="glossary_entry_add_preview"),
            path(
                "<int:pk>/preview/live/",
                wrapped(draft_preview),
                name="glossary_entry_live_preview",
            ),
            *completion_urls(wrapped),
            *gate_urls(self),
            path("<int:pk>/review/", wrapped(self.review_view), name="glossary_entry_review"),
            path("<int:pk>/preview/", wrapped(self.preview_view), name="glossary_entry_preview"),
            path("<int:pk>/dossier/", wrapped(self.dossier_view), name="glossary_entry_dossier"),
            path("<int:pk>/source/", wrapped(self.source_view), name="glossary_entry_source"),
            path(
                "<int:pk>/decide/<slug:name>/",
                wrapped(self.decision_view),
                name="glossary_entry_decide",
            ),
            path("help/", wrapped(self.help_view), name="glossary_help"),
            *comment_urls(self),
            *together_urls(self),
            *miss_urls(self),
            *filter_urls(self),
            *recovery_urls(self),
            *work_urls(self),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """Stand in for Django's form of a model, which would let every field be set."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return add_page(request, site=self)
        self.require_view(request)
        return change_page(request, pk_from(object_id), site=self)

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.require_view(request)
        return review_page(request, desk_for(request, pk), site=self)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.require_view(request)
        return preview_page(request, pk, site=self)

    def source_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.require_view(request)
        return source_download(request, pk)

    def dossier_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.require_view(request)
        return dossier_download(request, pk)

    def decision_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        self.require_view(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return decision_page(request, pk, name, site=self)

    def help_view(self, request: HttpRequest) -> HttpResponse:
        return help_page(request, site=self)

    def report_index(self, request: HttpRequest) -> HttpResponse:
        return report_index(request, site=self)

    def report_view(self, request: HttpRequest, name: str) -> HttpResponse:
        return report_page(request, name, site=self)

    def csv_view(self, request: HttpRequest, name: str) -> HttpResponseBase:
        return report_csv(request, name)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Lead to the decisions; Django's log knows nothing of them."""
        return redirect(entry_url("review", pk_from(object_id)) + "#history")

    def require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied
