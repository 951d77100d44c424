"""The names of published terms: kept in a table, looked up for one page, loaded for many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Self

from django.db.models import F
from django.urls import reverse

from glossary.models import (
    DesignationType,
    NameClock,
    PublishedName,
    add_rows,
    fetch_columns,
    fetch_rows,
)
from glossary.text import fold
from glossary.wording.keys import keys_in, keys_of_name
from glossary.wording.term_index import Name, TermIndex

LONGEST = 200
# What `linked_as` takes, of published names.
NAMES = """SELECT name.entry_id, name.language, name.text, entry.slug, entry.subject_id,
    name.is_abbreviation, name.autolink
    FROM glossary_publishedname name JOIN glossary_entry entry ON entry.id = name.entry_id"""
HELD = f"{NAMES} WHERE name.language = %s AND name.key IN ({{}})"
SPOKEN = f"{NAMES} WHERE name.language IN ({{}})"
BORNE = f"{NAMES} WHERE name.entry_id IN ({{}})"
# What current versions call terms: the same of the title, then what else a designation says.
CALLED = """SELECT entry.id, entry.language, version.title, entry.slug, entry.subject_id,
    version.title_autolink, name.language, name.term, name.type, name.autolink
    FROM glossary_entry entry JOIN glossary_version version ON version.id = entry.current_id
    LEFT JOIN glossary_designation name ON name.version_id = version.id
    AND name.reviewed AND name.acceptability IN ('preferred', 'admitted', 'deprecated')
    WHERE entry.kind = 'term' AND entry.id IN ({}) ORDER BY entry.id, name.position"""
COLUMNS = (
    "entry_id", "language", "position", "text", "key", "folded", "is_abbreviation", "autolink",
)  # fmt: skip
columns_of = attrgetter(*COLUMNS)


@dataclass(frozen=True, kw_only=True)
class NameFacts:
    """What pages depend on that link a name: if it changes, they follow."""

    entry: int
    language: str
    text: str
    url: str
    subject: int | None
    is_abbreviation: bool
    autolink: bool


@dataclass(frozen=True, kw_only=True)
class KnownNames:
    """A matcher over some or all published names of a language, with their entries' subjects."""

    index: TermIndex
    subject_of: Mapping[int, int | None]

    @classmethod
    def of(cls, facts: Iterable[NameFacts]) -> Self:
        facts = list(facts)
        return cls(
            index=TermIndex.build(
                Name(
                    text=one.text,
                    target=one.entry,
                    url=one.url,
                    is_abbreviation=one.is_abbreviation,
                    links=one.autolink,
                )
                for one in facts
            ),
            subject_of={one.entry: one.subject for one in facts},
        )


def all_names(language: str) -> KnownNames:
    """Load every published name of a language: for work on many pages.

    The caller may want to `gc.freeze()` then: the collector would look at all of them again
    and again, which costs as much as linking some hundred pages.
    """
    return KnownNames.of(map(linked_as(), fetch_rows(SPOKEN, [language])))


def names_in(text: str, *, language: str) -> KnownNames:
    """Load those names that may stand in a text: the cost does not depend on how many there are.

    No name in the text is missing; some of those loaded do not stand there.
    """
    return KnownNames.of(facts_in(text, language=language))


def facts_in(text: str, *, language: str) -> Iterable[NameFacts]:
    """Load the facts of the names that may stand in a text."""
    rows = fetch_rows(HELD, sorted(keys_in(text)), first=[language])
    # A name with several look-up keys comes several times.
    return dict.fromkeys(map(linked_as(), rows))


def linked_as() -> Callable[[Sequence], NameFacts]:
    """Return what makes facts of rows of NAMES; addresses are reversed once."""
    before, _slug, behind = reverse("term", args=["0"]).rpartition("0")

    def facts(row: Sequence) -> NameFacts:
        entry, language, text, slug, subject, is_abbreviation, autolink = row
        return NameFacts(
            entry=entry,
            language=language,
            text=text,
            url=f"{before}{slug}{behind}",
            subject=subject,
            is_abbreviation=bool(is_abbreviation),
            autolink=bool(autolink),
        )

    return facts


def names_of(pks: Sequence[int]) -> set[NameFacts]:
    """Return the names as which these entries are linked now."""
    return set(map(linked_as(), fetch_rows(BORNE, pks)))


def store_names(pks: Sequence[int]) -> set[NameFacts]:
    """Let the names of these entries be those of their current versions; return them.

    A withdrawn entry and a question have none. What is there already is not written again.
    """
    expected = expected_names(pks)
    changed = [pk for pk, rows in stored_rows(pks).items() if rows != rows_of(expected, pk)]
    if changed:
        PublishedName.objects.filter(entry__in=changed).delete()
        rows = (row for pk in changed for row in rows_for(expected.get(pk, ())))
        add_rows(PublishedName, COLUMNS, map(columns_of, rows))
    return {facts for names in expected.values() for facts in names}


def misnamed(pks: Sequence[int]) -> list[int]:
    """Return those of these entries that do not have the names of their current versions."""
    expected = expected_names(pks)
    return [pk for pk, rows in stored_rows(pks).items() if rows != rows_of(expected, pk)]


def rows_of(expected: Mapping[int, Sequence[NameFacts]], pk: int) -> list[tuple]:
    return sorted(map(columns_of, rows_for(expected.get(pk, ()))))


def stored_rows(pks: Sequence[int]) -> dict[int, list[tuple]]:
    """Return the stored rows of each of these entries."""
    stored: dict[int, list[tuple]] = {pk: [] for pk in pks}
    for row in sorted(fetch_columns(PublishedName, COLUMNS, where="entry_id", among=pks)):
        stored[row[0]].append(row)
    return stored


def expected_names(pks: Sequence[int]) -> dict[int, list[NameFacts]]:
    """Return the names that the current versions give to these entries, the title first."""
    fact_of = linked_as()
    names: dict[int, list[NameFacts]] = {}
    for pk, language, title, slug, subject, autolink, *other in fetch_rows(CALLED, pks):
        if pk not in names:
            is_sign = looks_abbreviated(title)
            names[pk] = [fact_of((pk, language, title, slug, subject, is_sign, autolink))]
        own, term, kind, links = other
        if term and own in ("", language):
            is_sign = kind != DesignationType.TERM or looks_abbreviated(term)
            names[pk].append(
                replace(names[pk][0], text=term, is_abbreviation=is_sign, autolink=bool(links))
            )
    return names


def rows_for(names: Sequence[NameFacts]) -> Iterator[PublishedName]:
    """Yield the rows of one entry's names: one for each key."""
    for position, name in enumerate(names):
        for key in sorted(keys_of_name(name.text)):
            yield PublishedName(
                entry_id=name.entry,
                language=name.language,
                position=position,
                text=name.text,
                key=key[:LONGEST],
                folded=fold(name.text)[:LONGEST],
                is_abbreviation=name.is_abbreviation,
                autolink=name.autolink,
            )


def looks_abbreviated(text: str) -> bool:
    """Whether case counts when the text is looked for: QM and AQL, not Audit."""
    return len(text) > 1 and " " not in text and text.isupper()


def tick() -> None:
    """Count a change of names; locks the clock until the transaction ends."""
    if not NameClock.objects.filter(pk=1).update(changes=F("changes") + 1):
        NameClock.objects.get_or_create(pk=1, defaults={"changes": 1})


def ticks() -> int:
    """Return how often names have changed."""
    return NameClock.objects.filter(pk=1).values_list("changes", flat=True).first() or 0
