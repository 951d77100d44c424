"""One set of verbs for finding entries, whatever the database."""

from glossary.search.documents import (
    Document,
    DocumentName,
    document_for,
    documents_for,
    published_documents,
)
from glossary.search.extracts import Fragment
from glossary.search.finding import Hit, Results, containing, search
from glossary.search.nearness import Near, nearest
from glossary.search.query import Query, parse
from glossary.search.similarity import similar
from glossary.search.writing import index, outdated, rebuild, refresh, remove

__all__ = [
    "Document",
    "DocumentName",
    "Fragment",
    "Hit",
    "Near",
    "Query",
    "Results",
    "containing",
    "document_for",
    "documents_for",
    "index",
    "nearest",
    "outdated",
    "parse",
    "published_documents",
    "rebuild",
    "refresh",
    "remove",
    "search",
    "similar",
]
