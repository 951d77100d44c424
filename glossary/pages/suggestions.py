"""What a search field suggests while its reader types (R-16)."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext

from glossary.models import Acceptability, DesignationType, EntryKind
from glossary.pages.results import url_of
from glossary.search import Hit, shared_titles, suggest
from glossary.text import fold, teaser_of

SUGGESTED = 8
# What a search field takes; nobody types more than this before looking.
LONGEST_TEXT = 200
DEFINITION_LENGTH = 90
# What a name is to its entry; what has no words here is shown without any.
ROLES = {
    Acceptability.PREFERRED: gettext_lazy("synonym"),
    Acceptability.ADMITTED: gettext_lazy("synonym"),
    Acceptability.DEPRECATED: Acceptability.DEPRECATED.label,
    DesignationType.ABBREVIATION: DesignationType.ABBREVIATION.label,
    DesignationType.SYMBOL: DesignationType.SYMBOL.label,
}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An entry to go to; `matched` is the name that was meant where that is not the title."""

    title: str
    url: str
    matched: str
    matched_as: str
    kind: str
    subject: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """The entries for a text, in the order of the result page (R-18)."""

    query: str
    suggestions: tuple[Suggestion, ...]

    @property
    def announcement(self) -> str:
        """What a screen reader says of them."""
        count = len(self.suggestions)
        if not count:
            return gettext("No suggestions")
        return ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}


def suggestions_for(text: str) -> Suggestions:
    """Suggest published entries for a text, however short; any text gives an answer."""
    text = text[:LONGEST_TEXT]
    hits = suggest(text, limit=SUGGESTED)
    shared = shared_titles(hits)
    found = tuple(suggestion_of(hit, is_namesake=fold(hit.title) in shared) for hit in hits)
    return Suggestions(query=text, suggestions=found)


def suggestion_of(hit: Hit, *, is_namesake: bool) -> Suggestion:
    # A search-only name helps to find the entry and stays hidden.
    is_told = bool(hit.matched) and hit.matched_as != Acceptability.SEARCH_ONLY
    return Suggestion(
        title=hit.title,
        url=url_of(hit),
        matched=hit.matched if is_told else "",
        matched_as=str(ROLES.get(hit.matched_as, "")) if is_told else "",
        kind=capfirst(EntryKind(hit.kind).label),
        subject=hit.subject if is_namesake else "",
        definition=teaser_of(hit.teaser, length=DEFINITION_LENGTH),
    )
