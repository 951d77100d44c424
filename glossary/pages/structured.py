"""schema.org descriptions of a page: the values a reader sees, for machines."""

from datetime import datetime

from django.utils import timezone

from glossary.conf import options
from glossary.pages.entries import EntryPage


def structured_page(page: EntryPage, *, site: str) -> dict:
    """Return the JSON-LD of an entry. `site` is scheme and host, for absolute addresses."""
    address = site + page.entry.get_absolute_url()
    web_page = {
        "@type": "FAQPage" if page.is_question else "WebPage",
        "@id": address,
        "name": page.heading,
        "inLanguage": page.entry.language,
        "identifier": page.entry.number,
        "datePublished": day(page.first_published),
        "dateModified": day(page.version.published_at),
        "lastReviewed": reviewed(page),
        "version": page.version.label,
        "creativeWorkStatus": page.version.state,
        "citation": [str(citation) for citation in page.citations],
        "mainEntity": question(page) if page.is_question else {"@id": f"{address}#term"},
    }
    graph = [web_page] if page.is_question else [web_page, term(page, address, site=site)]
    return {"@context": "https://schema.org", "@graph": [without_empty(node) for node in graph]}


def term(page: EntryPage, address: str, *, site: str) -> dict:
    names = (*page.names.synonyms, *page.names.abbreviations)
    return {
        "@type": "DefinedTerm",
        "@id": f"{address}#term",
        "name": page.version.title,
        "alternateName": [name.term for name in names if name.reviewed],
        "description": page.version.short_definition or page.publication.teaser,
        "termCode": page.entry.number,
        "url": address,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": options().site_name,
            "url": f"{site}/",
        },
    }


def question(page: EntryPage) -> list[dict]:
    answer = {"@type": "Answer", "text": page.publication.plain_text}
    return [{"@type": "Question", "name": page.heading, "acceptedAnswer": answer}]


def reviewed(page: EntryPage) -> str:
    """Return the day of the last periodic review, or of the approval before the first one."""
    last = page.entry.last_reviewed
    return last.isoformat() if last else day(page.version.approved_at)


def day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def without_empty(node: dict) -> dict:
    return {key: value for key, value in node.items() if value}
