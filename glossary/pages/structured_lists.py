"""schema.org descriptions of the pages that lead to entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from glossary.conf import options
from glossary.pages.confusable import SideBySide
from glossary.pages.index import Heading
from glossary.pages.structured import Step, breadcrumb, defined_term, graph, term_set

# The terms of a longer list are not named: they would weigh as much as the page itself.
MOST_TERMS = 100


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What the page of a list prints of itself, in its heading and in its breadcrumb."""

    site: str
    path: str
    name: str
    crumb: str
    steps: Sequence[Step]
    language: str

    @property
    def address(self) -> str:
        return self.site + self.path


def structured_list(page: ListPage) -> dict:
    """Return the JSON-LD of a list."""
    return graph(*list_nodes(page))


def structured_index(page: ListPage, headings: Sequence[Heading]) -> dict:
    """Return the JSON-LD of a page of the A-Z, which names its terms if they are few."""
    listing, trail = list_nodes(page)
    terms = [heading for heading in headings if not heading.see]
    glossary = term_set(page.site) | {
        "inLanguage": page.language,
        "hasDefinedTerm": [listed_term(one, site=page.site) for one in terms]
        if len(terms) <= MOST_TERMS
        else [],
    }
    return graph(listing | {"mainEntity": {"@id": glossary["@id"]}}, glossary, trail)


def structured_home(*, site: str, language: str) -> dict:
    """Return the JSON-LD of the home page, which is about the set of all terms."""
    glossary = term_set(site)
    page = {
        "@type": "WebPage",
        "@id": site + reverse("home"),
        "name": options().site_name,
        "inLanguage": language,
        "mainEntity": {"@id": glossary["@id"]},
    }
    return graph(page, glossary | {"inLanguage": language})


def structured_comparison(page: SideBySide, *, site: str, path: str) -> dict:
    """Return the JSON-LD of terms side by side."""
    address = site + path
    steps = [(_("Easily confused"), reverse("confusable"))]
    trail = breadcrumb(address, steps, crumb=page.question, site=site)
    web_page = {
        "@type": "WebPage",
        "@id": address,
        "name": page.question,
        "inLanguage": page.entries[0].language,
        "about": [defined_term(entry, name=entry.title, site=site) for entry in page.entries],
        "breadcrumb": {"@id": trail["@id"]},
    }
    return graph(web_page, trail)


def list_nodes(page: ListPage) -> tuple[dict, dict]:
    trail = breadcrumb(page.address, page.steps, crumb=page.crumb, site=page.site)
    listing = {
        "@type": "CollectionPage",
        "@id": page.address,
        "name": page.name,
        "inLanguage": page.language,
        "breadcrumb": {"@id": trail["@id"]},
    }
    return listing, trail


def listed_term(heading: Heading, *, site: str) -> dict:
    return {
        "@type": "DefinedTerm",
        "@id": site + reverse("number", args=[heading.number]),
        "name": heading.name,
        "url": site + heading.url,
    }
