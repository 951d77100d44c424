"""Importing in the browser: upload, dry run, confirm, watch, stop, resume, undo."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from glossary.admin.entry_forms import form_problems
from glossary.admin.import_forms import UploadForm
from glossary.admin.reports import csv_response
from glossary.admin.rights import ByRole, roles_in
from glossary.exchange.running import run
from glossary.exchange.steering import STEPS, may_take, steer
from glossary.exchange.uploads import Upload, receive
from glossary.models import Import, ImportState, Role
from glossary.pages.imports import COLUMNS, csv_rows, import_page, progress_of
from glossary.pages.tables import csv_lines
from glossary.workflow.transitions import AUTHORS

# What is checked while the browser waits; a larger upload is left to the worker.
SMALL_BYTES = 256 * 1024
SECONDS = 2.0
IMPORTS_ON_A_PAGE = 25
View = Callable[..., HttpResponseBase]


def for_authors(view: View) -> View:
    """Let the address not be there for anybody who cannot import (S-12)."""

    @wraps(view)
    def asked(site: "ImportAdmin", request: HttpRequest, *args: object, **more: object) -> object:
        if not roles_in(request) & AUTHORS:
            raise Http404
        return view(site, request, *args, **more)

    return asked


def visible_imports(request: HttpRequest) -> QuerySet[Import]:
    """Return one's own imports; publishers see everybody's."""
    imports = Import.objects.select_related("owner__pseudonym", "batch")
    if Role.PUBLISHER in roles_in(request):
        return imports
    return imports.filter(owner=request.user.pk)


def import_url(imported: Import) -> str:
    return reverse("admin:glossary_import_page", args=[imported.pk])


@admin.register(Import)
class ImportAdmin(ByRole, admin.ModelAdmin):
    """None of Django's pages of a model: an import is uploaded, steered and looked at."""

    viewers = AUTHORS

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: View) -> View:
            return self.admin_site.admin_view(view)

        return [
            path("", wrapped(self.list_view), name="glossary_import_changelist"),
            path("<int:pk>/", wrapped(self.page_view), name="glossary_import_page"),
            path("<int:pk>/rows.csv", wrapped(self.csv_view), name="glossary_import_csv"),
            path(
                "<int:pk>/progress/", wrapped(self.progress_view), name="glossary_import_progress"
            ),
            path("<int:pk>/<slug:name>/", wrapped(self.step_view), name="glossary_import_step"),
        ]

    @for_authors
    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Show the form and the imports so far, or take an upload."""
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            if form.is_valid():
                return HttpResponseRedirect(import_url(uploaded(request, form)))
        else:
            form = UploadForm()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Import"),
            "form": form,
            "problems": list(form_problems(form)),
            "page": Paginator(visible_imports(request), IMPORTS_ON_A_PAGE).get_page(
                request.GET.get("page", "1")
            ),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/glossary/import/list.html", context, status=status)

    @for_authors
    def page_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        imported = get_object_or_404(visible_imports(request), pk=pk)
        shown = import_page(
            imported, result=request.GET.get("result", ""), number=request.GET.get("page", "1")
        )
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": str(imported),
            "shown": shown,
            "imported": imported,
            "files": imported.files.defer("raw"),
            "progress": progress_of(imported),
            "steps": {name: True for name in STEPS if may_take(name, imported, by=request.user)},
        }
        return TemplateResponse(request, "admin/glossary/import/page.html", context)

    @for_authors
    def csv_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        imported = get_object_or_404(visible_imports(request), pk=pk)
        return csv_response(csv_lines(COLUMNS, csv_rows(imported)), name=f"import-{pk}.csv")

    @for_authors
    def progress_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        return JsonResponse(progress_of(get_object_or_404(visible_imports(request), pk=pk)))

    @for_authors
    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Take a step; sent twice, it leads to the same page."""
        imported = get_object_or_404(visible_imports(request), pk=pk)
        if name not in STEPS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not may_take(name, imported, by=request.user):
            messages.warning(request, _("Nothing was done; this is how the import stands now."))
        steered = steer(name, imported, by=request.user)
        carry_on(steered)
        return HttpResponseRedirect(import_url(steered))


def uploaded(request: HttpRequest, form: UploadForm) -> Import:
    files = form.cleaned_data["files"]
    imported = receive(
        [Upload(name=file.name, raw=file.read()) for file in files],
        by=request.user,
        key=form.cleaned_data["key"],
        format=form.cleaned_data["format"],
    )
    carry_on(imported)
    return imported


def carry_on(imported: Import) -> None:
    """Do what is quickly done; the worker does the rest."""
    size = sum(imported.files.values_list("size", flat=True))
    if imported.state != ImportState.UPLOADED or size <= SMALL_BYTES:
        run(imported, seconds=SECONDS)
