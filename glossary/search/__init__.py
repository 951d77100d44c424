"""One set of verbs for finding entries, whatever the database."""

from glossary.search.alike import holders_of, named_like, stands_in_a_name
from glossary.search.documents import (
    Document,
    DocumentFacet,
    DocumentName,
    DocumentSection,
    DocumentSource,
    document_for,
    documents_for,
    published_documents,
)
from glossary.search.extracts import Fragment
from glossary.search.facets import Facet
from glossary.search.finding import Results, containing, search, suggest
from glossary.search.hits import Hit, shared_titles
from glossary.search.nearness import Near, nearest
from glossary.search.query import Query, parse
from glossary.search.similarity import similar
from glossary.search.writing import index, outdated, rebuild, refresh, remove

__all__ = [
    "Document",
    "DocumentFacet",
    "DocumentName",
    "DocumentSection",
    "DocumentSource",
    "Facet",
    "Fragment",
    "Hit",
    "Near",
    "Query",
    "Results",
    "containing",
    "document_for",
    "documents_for",
    "holders_of",
    "index",
    "named_like",
    "nearest",
    "outdated",
    "parse",
    "published_documents",
    "rebuild",
    "refresh",
    "remove",
    "search",
    "shared_titles",
    "similar",
    "stands_in_a_name",
    "suggest",
]
