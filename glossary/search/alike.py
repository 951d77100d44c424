"""Entries with names like these, and how many entries hold a word: look-ups for those who write."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from glossary.models import SearchDocument, SearchName
from glossary.search.engine import backend
from glossary.search.expression import stems_of
from glossary.search.lexicon import lexicon, near_any
from glossary.search.stored import languages
from glossary.text import fold
from glossary.wording.words import inflections, tokens

# An entry with more names than these is compared by the first ones.
NAMES_ASKED = 50
# A name that more than so many others are like says nothing.
NEAR_NAMES = 20


def named_like(names: Iterable[str], *, limit: int) -> list[int]:
    """Return entries that bear one of these names, but for case, hyphens, number, letters."""
    asked = islice(names, NAMES_ASKED)
    forms = {form for name in asked for form in (fold(name), *other_numbers(name))}
    forms |= near_any(forms, most=NEAR_NAMES)
    rows = SearchName.objects.filter(folded__in=forms).order_by("document")
    return list(rows.values_list("document__entry", flat=True).distinct()[:limit])


def other_numbers(name: str) -> Iterator[str]:
    """Yield the folded name with its last word in the singular or plural."""
    words = tokens(name)
    if words and words[-1].is_word:
        for form in inflections(words[-1].key):
            yield fold(name[: words[-1].start] + form)


def holders_of(words: Iterable[str], *, most: int) -> Mapping[str, frozenset[int]]:
    """Return the entries that hold each word in any form; words that more hold are left out."""
    spoken = languages()
    stems = {word: [one.words[0] for one in stems_of((word,), spoken)] for word in words}
    found = backend().holders([*dict.fromkeys(sum(stems.values(), []))], most=most)
    documents = SearchDocument.objects.filter(pk__in={pk for pks in found.values() for pk in pks})
    entry_of = dict(documents.values_list("pk", "entry"))
    return {
        word: frozenset(entry_of[pk] for stem in forms for pk in found[stem] if pk in entry_of)
        for word, forms in stems.items()
        if all(stem in found for stem in forms)
    }


def stands_in_a_name(word: str) -> bool:
    """Whether a folded word stands in the name of a published entry, or once did."""
    lexicon.refresh()
    return word in lexicon.in_names.known
