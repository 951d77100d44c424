"""Tags of includes/page_meta.html: what a page tells machines about itself."""

from collections.abc import Iterable, Sequence

from django import template
from django.template import RequestContext
from django.utils.translation import get_language, to_locale

from glossary.models import Subject
from glossary.pages.confusable import SideBySide
from glossary.pages.descriptions import whole_sentences
from glossary.pages.entries import EntryPage
from glossary.pages.index import Heading
from glossary.pages.structured import structured_entry
from glossary.pages.structured_lists import (
    ListPage,
    structured_comparison,
    structured_home,
    structured_index,
    structured_list,
)

register = template.Library()
register.filter("whole_sentences", whole_sentences)


@register.simple_tag(takes_context=True)
def absolute(context: RequestContext, path: str) -> str:
    """Return a path of this site with the scheme and host that it was asked for under."""
    return context.request.build_absolute_uri(path)


@register.filter
def as_locale(language: str | None) -> str:
    """Return a language as Open Graph writes it ("pt_BR"); without one, that of the reader."""
    return to_locale(language or get_language())


@register.filter
def within(text: str, length: int) -> str:
    """Return the first words of a text that a format with a limit takes."""
    if len(text) <= length:
        return text
    return text[: length + 1].rpartition(" ")[0].strip() or text[:length]


@register.simple_tag
def paged(path: str, number: int | str = 1) -> str:
    """Return the path of one page of several; the first, or the only one, has no number."""
    if number in ("", 1):
        return path
    return f"{path}{'&' if '?' in path else '?'}page={number}"


@register.simple_tag(takes_context=True)
def entry_graph(context: RequestContext, page: EntryPage) -> dict:
    return structured_entry(page, site=site_of(context))


@register.simple_tag(takes_context=True)
def home_graph(context: RequestContext) -> dict:
    return structured_home(site=site_of(context), language=get_language())


@register.simple_tag(takes_context=True)
def comparison_graph(context: RequestContext, page: SideBySide, *, address: str) -> dict:
    return structured_comparison(page, site=site_of(context), path=address)


@register.simple_tag(takes_context=True)
def list_graph(
    context: RequestContext,
    *,
    address: str,
    name: object,
    crumb: object,
    parent: str = "",
    parent_title: str = "",
    above: Iterable[Subject] = (),
    headings: Sequence[Heading] | None = None,
    language: str = "",
) -> dict:
    """Return the JSON-LD of a list; `headings` are those of the A-Z.

    The names are those in the page and in its breadcrumb, to which the same variables go.
    """
    first = [(str(parent_title), parent)] if parent else []
    page = ListPage(
        site=site_of(context),
        path=address,
        name=str(name),
        crumb=str(crumb),
        steps=[*first, *((str(one), one.get_absolute_url()) for one in above)],
        language=language or get_language(),
    )
    return structured_list(page) if headings is None else structured_index(page, headings)


def site_of(context: RequestContext) -> str:
    return context.request.build_absolute_uri("/").rstrip("/")
