"""The marks of documents: the keys of what they can be chosen by."""

from collections.abc import Iterable, Iterator

from glossary.models import SearchFacet
from glossary.search.documents import Document, DocumentFacet

# By field and value.
Marks = dict[tuple[str, str], str]


def all_facets_of(document: Document) -> Iterator[DocumentFacet]:
    yield DocumentFacet("kind", document.kind, document.kind)
    yield DocumentFacet("language", document.language, document.language)
    yield from document.facets


def marks_by_facet(documents: Iterable[Document], *, adds: bool) -> Marks:
    """Return the marks of all facets of these documents.

    With `adds` new ones are stored and labels brought up to date; otherwise what is new, or has
    another label, has no mark.
    """
    facets = (facet for document in documents for facet in all_facets_of(document))
    labels = {(facet.field, facet.value): facet.label for facet in facets}
    rows = SearchFacet.objects.filter(value__in={value for _field, value in labels})
    known = {(row.field, row.value): row for row in rows}
    changed = [
        SearchFacet(field=field, value=value, label=label)
        for (field, value), label in labels.items()
        if (field, value) not in known or known[field, value].label != label
    ]
    if changed and adds:
        SearchFacet.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["field", "value"],
            update_fields=["label"],
        )
        known |= {(row.field, row.value): row for row in changed}
    return {
        key: f"_{known[key].pk}"
        for key, label in labels.items()
        if key in known and known[key].label == label
    }


def own_marks(document: Document, marks: Marks) -> str:
    """Return the marks of one document as they are stored, between blanks."""
    own = (marks.get((facet.field, facet.value), "") for facet in all_facets_of(document))
    return f" {' '.join(own)} "
