"""schema.org descriptions of entries: the values a reader sees, for machines.

Which property is valid on which type is what tests/pages/vocabulary.py says. `site` is scheme
and host: every address here is whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from glossary.conf import options
from glossary.models import Entry, EntryKind
from glossary.pages.descriptions import main_text, opening_sentences
from glossary.pages.entries import EntryPage
from glossary.pages.links import RelatedArticle

# A name and the path that it leads to.
Step = tuple[str, str]


def structured_entry(page: EntryPage, *, site: str) -> dict:
    """Return the JSON-LD of the page of a published entry."""
    address = site + page.entry.get_absolute_url()
    trail = breadcrumb(address, [step_to(page)], crumb=page.heading, site=site)
    web_page = {
        "@type": "FAQPage" if page.is_question else "WebPage",
        "@id": address,
        "name": page.heading,
        "inLanguage": page.entry.language,
        "identifier": page.entry.number,
        **control_data(page),
        "citation": [str(citation) for citation in page.citations],
        "keywords": [tag.name for tag in page.tags],
        "breadcrumb": {"@id": trail["@id"]},
        "mainEntity": question(page) if page.is_question else {"@id": id_of(page.entry, site)},
        **links(page, site=site),
    }
    if page.is_question:
        return graph(web_page, trail)
    return graph(web_page, term(page, site=site), term_set(site), trail)


def step_to(page: EntryPage) -> Step:
    """Return what stands between the home page and the entry in its breadcrumb."""
    if page.is_question:
        return page.entry.subject.name, page.entry.subject.get_absolute_url()
    return _("A–Z"), reverse("index")


def control_data(page: EntryPage) -> dict:
    """Return who vouches for the text and since when; its own author is no reviewer."""
    version = page.version
    is_reviewed = page.approved_by and not version.self_approved
    return {
        "datePublished": day(page.first_published),
        "dateModified": day(version.published_at),
        "lastReviewed": last_reviewed(page),
        "reviewedBy": {"@type": "Person", "name": page.approved_by} if is_reviewed else None,
        # A person or an organisation: the source does not say which.
        "author": version.byline,
        "version": version.label,
    }


def last_reviewed(page: EntryPage) -> str:
    """Return the day of the approval or, if that is later, of the last periodic review."""
    reviewed = page.entry.last_reviewed
    return max(day(page.version.approved_at), reviewed.isoformat() if reviewed else "")


def term(page: EntryPage, *, site: str) -> dict:
    names = (*page.names.synonyms, *page.names.abbreviations)
    return {
        **defined_term(page.entry, name=page.version.title, site=site),
        "alternateName": [name.term for name in names if name.reviewed],
        "description": page.version.short_definition or opening_sentences(page.publication),
        "termCode": page.entry.number,
        "inDefinedTermSet": {"@id": term_set(site)["@id"]},
    }


def question(page: EntryPage) -> list[dict]:
    answer = {"@type": "Answer", "text": main_text(page.publication)}
    return [{"@type": "Question", "name": page.heading, "acceptedAnswer": answer}]


def links(page: EntryPage, *, site: str) -> dict:
    """Return the related articles that are in the glossary."""
    found = list(in_glossary((*page.replaced_by, *page.confusable, *page.related)))
    terms = [one for one in found if one.target.kind == EntryKind.TERM]
    return {
        "mentions": [defined_term(one.target, name=one.title, site=site) for one in terms],
        "relatedLink": [site + one.url for one in found],
    }


def in_glossary(articles: Iterable[RelatedArticle]) -> Iterator[RelatedArticle]:
    return (article for article in articles if article.target)


def defined_term(entry: Entry, *, name: str, site: str) -> dict:
    """Return a term by what all pages call it."""
    return {
        "@type": "DefinedTerm",
        "@id": id_of(entry, site),
        "name": name,
        "url": site + entry.get_absolute_url(),
    }


def id_of(entry: Entry, site: str) -> str:
    """Return the address that stays when an entry is renamed."""
    return site + reverse("number", args=[entry.number])


def term_set(site: str) -> dict:
    """Return the glossary itself."""
    return {
        "@type": "DefinedTermSet",
        "@id": f"{site}{reverse('home')}#glossary",
        "name": options().site_name,
        "url": site + reverse("index"),
    }


def breadcrumb(address: str, steps: Sequence[Step], *, crumb: str, site: str) -> dict:
    """Return the way from the home page; the page itself, `crumb`, is its end."""
    ways = [(_("Glossary"), reverse("home")), *steps]
    items = [{"name": name, "item": site + path} for name, path in ways] + [{"name": crumb}]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{address}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **item}
            for position, item in enumerate(items, start=1)
        ],
    }


def graph(*nodes: dict) -> dict:
    """Return the nodes of a page without what is empty."""
    filled = [{key: value for key, value in node.items() if value} for node in nodes]
    return {"@context": "https://schema.org", "@graph": filled}


def day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
