"""Which property schema.org (30.0) allows on which type, and what else our graphs promise."""

import json
import re
from collections.abc import Iterator
from datetime import date

THING = {
    *("@id", "name", "alternateName", "description", "disambiguatingDescription", "identifier"),
    *("url", "sameAs", "image", "subjectOf", "mainEntityOfPage", "additionalType"),
}
CREATIVE_WORK = THING | {
    *("about", "author", "citation", "dateModified", "datePublished", "editor", "inLanguage"),
    *("keywords", "license", "mainEntity", "mentions", "publisher", "publishingPrinciples"),
    *("text", "version"),
}
WEB_PAGE = CREATIVE_WORK | {"breadcrumb", "lastReviewed", "relatedLink", "reviewedBy"}
ALLOWED = {
    "Answer": CREATIVE_WORK,
    "BreadcrumbList": THING | {"itemListElement"},
    "CollectionPage": WEB_PAGE,
    # An intangible, no creative work: it has no date, version, author, licence or language.
    "DefinedTerm": THING | {"about", "inDefinedTermSet", "termCode"},
    "DefinedTermSet": CREATIVE_WORK | {"hasDefinedTerm"},
    "FAQPage": WEB_PAGE,
    "ListItem": THING | {"item", "position"},
    "Person": THING,
    "Question": CREATIVE_WORK | {"acceptedAnswer"},
    "WebPage": WEB_PAGE,
}
ADDRESSES = {"@id", "item", "relatedLink", "url"}
DATES = {"dateModified", "datePublished", "lastReviewed"}
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph_of(page: str) -> dict:
    """Return the only graph of a page."""
    (text,) = SCRIPT.findall(page)
    return json.loads(text)


def nodes_of(page: str) -> dict[str, dict]:
    """Return the nodes of a page by their types, each of which is there once."""
    nodes = graph_of(page)["@graph"]
    by_type = {node["@type"]: node for node in nodes}
    assert len(by_type) == len(nodes)
    return by_type


def faults_of(graph: dict) -> list[str]:
    """Return what is wrong with a graph."""
    assert graph["@context"] == "https://schema.org"
    named = {node["@id"] for node in graph["@graph"]}
    return [fault for node in graph["@graph"] for fault in faults_in(node, named)]


def faults_in(node: dict, named: set[str]) -> Iterator[str]:
    if set(node) == {"@id"}:
        if node["@id"] not in named:
            yield f"{node['@id']} is nowhere in the graph"
        return
    kind = node.get("@type", "nothing")
    for name, value in node.items():
        if name != "@type" and name not in ALLOWED.get(kind, ()):
            yield f"{name} on {kind}"
        for one in value if isinstance(value, list) else [value]:
            yield from faults_in(one, named) if isinstance(one, dict) else wrong(name, one)
        if value == []:
            yield f"{name} is empty"


def wrong(name: str, value: object) -> Iterator[str]:
    if value in ("", None):
        yield f"{name} is empty"
    elif name in ADDRESSES and not re.match(r"https?://[^/]+/", str(value)):
        yield f"{value} is no whole address"
    elif name in DATES and str(value) != date.fromisoformat(str(value)).isoformat():
        yield f"{value} is no date"


def texts_in(node: object, *, name: str = "") -> Iterator[str]:
    """Yield what people can read in a graph: no types, addresses and dates."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts_in(value, name=key)
    elif isinstance(node, list):
        for one in node:
            yield from texts_in(one, name=name)
    elif name not in {*ADDRESSES, *DATES, "@context", "@type", "inLanguage", "position"}:
        yield " ".join(str(node).split())
