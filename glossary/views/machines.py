"""What programs of readers ask for: rules for robots, sitemaps, how to search from a browser."""

from collections.abc import Mapping

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps_views
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import condition, conditional_page, require_safe

from glossary.views.caching import etag_for, revalidate
from glossary.workflow.subscriptions import end_of_record

Sections = Mapping[str, type[Sitemap]]


def state_of_record(request: HttpRequest, **_arguments: object) -> str:
    """Return a validator that a sitemap keeps until something is decided, or till tomorrow.

    The day stands for what has no audit record, as it does for pages of entries.
    """
    return etag_for(end_of_record(), timezone.localdate())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": request.build_absolute_uri(reverse("sitemaps"))}
    return render(request, "robots.txt", context, content_type="text/plain")


@require_safe
@condition(etag_func=state_of_record)
def sitemaps(request: HttpRequest, sections: Sections) -> HttpResponseBase:
    """List the sitemaps, each part of a long one for itself."""
    return undated(sitemaps_views.index(request, sections, sitemap_url_name="sitemap"))


@require_safe
@condition(etag_func=state_of_record)
def sitemap(request: HttpRequest, section: str, sections: Sections) -> HttpResponseBase:
    return undated(sitemaps_views.sitemap(request, sections, section=section))


def undated(response: HttpResponse) -> HttpResponseBase:
    """Take away the date of the newest page: it goes back when that page is withdrawn."""
    response.headers.pop("Last-Modified", None)
    return revalidate(response)


@require_safe
@conditional_page
def opensearch(request: HttpRequest) -> HttpResponseBase:
    """Tell a browser how to search here from its own field (OpenSearch 1.1)."""
    kind = "application/opensearchdescription+xml"
    return revalidate(render(request, "opensearch.xml", content_type=kind))
