"""Looking at a version: the page for those who cannot write, the review, preview and source."""

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from glossary.admin.desk import Desk, desk_for, preview_of, status_of
from glossary.admin.offers import Offer, offers_for
from glossary.admin.proving import holds_until
from glossary.errors import GlossaryError
from glossary.models import State, Version
from glossary.pages.differences import labelled
from glossary.pages.findings import judgement_of, waived_rules
from glossary.workflow.diff import content_diff

# What a page shows of a source; the download has all of it.
SOURCE_LENGTH = 20_000


def reading_page(
    request: HttpRequest, desk: Desk, *, site: ModelAdmin, error: GlossaryError | None = None
) -> HttpResponse:
    """Show the version, its facts and history, and what this person may do now."""
    extra = {"title": desk.version.title, "is_reading": True}
    return shown(request, desk, extra, template="read", site=site, error=error)


def review_page(
    request: HttpRequest,
    desk: Desk,
    *,
    site: ModelAdmin,
    refused: Offer | None = None,
    error: GlossaryError | None = None,
) -> HttpResponse:
    """Show first what changed, then the page as it will be, then what can be decided."""
    before = version_before(desk)
    content = desk.version.content()
    changes = content_diff(before.content() if before else None, content)
    extra = {
        "title": _("Review: %s") % desk.version.title,
        "before": before,
        "changes": labelled(changes),
        "waivers": waived_rules(desk.version),
        "judgement": judgement_of(desk.version) if desk.is_open else None,
    }
    return shown(request, desk, extra, template="review", site=site, refused=refused, error=error)


def preview_page(request: HttpRequest, pk: int, *, site: ModelAdmin) -> HttpResponse:
    """Show the saved text as readers would see it now."""
    desk = desk_for(request, pk)
    extra = {"title": _("Preview: %s") % desk.version.title}
    return shown(request, desk, extra, template="preview", site=site)


def source_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the imported bytes as they were, never as something a browser would run."""
    source = desk_for(request, pk).source
    if source is None:
        raise Http404
    response = HttpResponse(bytes(source.raw), content_type="text/plain; charset=utf-8")
    name = f"{source.name.rpartition('/')[2]}.txt"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def shown(
    request: HttpRequest,
    desk: Desk,
    extra: dict[str, object],
    *,
    template: str,
    site: ModelAdmin,
    refused: Offer | None = None,
    error: GlossaryError | None = None,
) -> HttpResponse:
    source = desk.source
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "subtitle": None,
        "desk": desk,
        "entry": desk.entry,
        "version": desk.version,
        "preview": preview_of(desk.version),
        "offers": offers_for(request, desk, refused=refused),
        "proof_until": holds_until(request),
        "history": desk.history(),
        "source_text": bytes(source.raw[:SOURCE_LENGTH]).decode(errors="replace") if source else "",
        "error": error,
    }
    return TemplateResponse(
        request,
        f"admin/glossary/entry/{template}.html",
        context | extra,
        status=status_of(error) if error else 422 if refused else 200,
    )


def version_before(desk: Desk) -> Version | None:
    """Return what readers see now, to compare with; for the published version its forerunner."""
    versions = Version.objects.with_content().filter(entry=desk.entry)
    if desk.version.is_released:
        return (
            versions.filter(state=State.SUPERSEDED, sequence__lt=desk.version.sequence)
            .order_by("-sequence")
            .first()
        )
    return versions.filter(pk=desk.entry.current_id).first()
