"""Everything that is derived from the versions in force, in a form that can be compared."""

from glossary.models import (
    ExplicitLink,
    IndexLine,
    Mention,
    Publication,
    PublishedName,
    RelatedLink,
    SearchDocument,
)
from glossary.publishing.related import FILLED_AT_MOST

NAMES = ("entry", "position", "text", "key", "autolink")
LINES = ("entry", "language", "position", "text", "letter", "key", "is_deprecated")


def derived():
    """Return pages, mentions, names, lines of the A-Z, links by hand, search, related articles.

    Related articles that only fill a list are left out: they are as of the last comparison.
    """
    return {
        "pages": rows(Publication.objects.all(), "entry", "title", "teaser", "sections"),
        "mentions": rows(Mention.objects.all(), "source", "target", "surface", "excerpt"),
        "names": rows(PublishedName.objects.all(), *NAMES),
        "lines": rows(IndexLine.objects.all(), *LINES),
        "explicit": rows(ExplicitLink.objects.all(), "source", "name", "target"),
        "search": rows(SearchDocument.objects.all(), "entry", "title", "sections"),
        "related": rows(
            RelatedLink.objects.filter(relevance__gt=FILLED_AT_MOST),
            "entry",
            "target",
            "relevance",
            "reason",
            "kind",
        ),
    }


def rows(queryset, *columns):
    return sorted(map(repr, queryset.values_list(*columns)))
