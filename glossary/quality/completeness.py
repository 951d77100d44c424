"""What an entry has to have, and designations that say nothing new."""

from collections.abc import Iterator, Mapping

from glossary.quality.prose import quotations_in
from glossary.quality.records import EntryText
from glossary.quality.rules import RULES, Finding
from glossary.text import fold, teaser_of
from glossary.wording.words import singulars_of, tokens

# Behind a title these make no synonym: "audit process" is said where "audit" is meant.
FILLERS = frozenset(
    ("activities", "activity", "concept", "idea", "issue", "matters", "notion", "term", "topic")
)


def gaps(entry: EntryText, *, required: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Yield what is missing; `required` names the section kinds a kind of entry must have."""
    for kind in required.get(entry.kind, ()):
        if not entry.content.section(kind).strip():
            yield _finding(entry, "missing-section", kind, f"the section “{kind}” is missing", kind)
    if not entry.content.subject.strip():
        yield _finding(entry, "missing-subject", "subject", "has no subject")
    yield from quotations(entry)
    if not entry.is_term:
        return
    if not entry.content.short_definition.strip():
        message = "has no short definition"
        yield _finding(entry, "missing-definition", "short_definition", message)
    if not entry.content.citations:
        yield _finding(entry, "missing-source", "citations", "cites no source")


def unrelated(entry: EntryText) -> Iterator[Finding]:
    """Yield that a term says of no other how the two belong together: for whoever writes it."""
    if entry.is_term and not entry.content.relations:
        yield _finding(entry, "no-relation", "relations", "states no relation")


def quotations(entry: EntryText) -> Iterator[Finding]:
    """Yield the first quotation of each section where nothing is cited."""
    if entry.content.citations:
        return
    for section in entry.content.sections:
        if said := next(quotations_in(section.body), ""):
            about = teaser_of(said, length=60)
            message = f"quotes without a source: “{about}”"
            yield _finding(entry, "quotation-source", section.kind, message, about)


def dull_synonyms(entry: EntryText) -> Iterator[Finding]:
    """Yield synonyms that are the title again: in the plural, or with an empty word behind it."""
    title = normal(entry.title)
    for designation in entry.own_designations():
        if designation.acceptability in ("search-only", "deprecated"):
            continue
        name = normal(designation.term)
        # Case alone makes an abbreviation ("aim" and "AIM"), a hyphen a spelling worth listing.
        is_again = name == title and designation.type == "term"
        if not name or is_again or (name[:-1] == title and name[-1] in FILLERS):
            message = f"“{designation.term}” says the same as “{entry.title}”"
            yield _finding(entry, "dull-synonym", "designations", message, designation.term)


def normal(name: str) -> tuple[str, ...]:
    """Return the folded words of a name with the last one in the singular."""
    words = [fold(token.text) for token in tokens(name) if token.is_word]
    if words:
        words[-1] = min(singulars_of(words[-1]) or {words[-1]})
    return tuple(words)


def _finding(entry: EntryText, rule: str, place: str, message: str, about: str = "") -> Finding:
    return Finding(rule=RULES[rule], key=entry.key, place=place, message=message, about=about)
