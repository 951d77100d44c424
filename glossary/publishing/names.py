"""The names of published terms: kept in a table, looked up for one page, loaded for many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import F, QuerySet
from django.urls import reverse

from glossary.models import (
    Acceptability,
    Designation,
    DesignationType,
    Entry,
    EntryKind,
    NameClock,
    PublishedName,
)
from glossary.text import fold
from glossary.wording.keys import keys_in, keys_of_name
from glossary.wording.term_index import Name, TermIndex

LINKABLE = (Acceptability.PREFERRED, Acceptability.ADMITTED, Acceptability.DEPRECATED)
KEYS_AT_ONCE = 3_000
LONGEST = 200


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
    """Load every published name of a language: for work on many pages."""
    return KnownNames.of(facts_of(PublishedName.objects.filter(language=language)))


def names_in(text: str, *, language: str) -> KnownNames:
    """Load those names that may stand in a text: the cost does not depend on how many there are.

    No name in the text is missing; some of those loaded do not stand there.
    """
    keys = sorted(keys_in(text))
    rows: list[NameFacts] = []
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        rows += facts_of(PublishedName.objects.filter(language=language, key__in=some))
    return KnownNames.of(dict.fromkeys(rows))


def facts_of(rows: QuerySet[PublishedName]) -> Iterator[NameFacts]:
    """Yield the facts of a query of names; one with several look-up keys comes several times."""
    before, _slug, behind = reverse("term", args=["0"]).rpartition("0")
    values = rows.values_list(
        "entry_id", "language", "text", "entry__slug", "entry__subject_id",
        "is_abbreviation", "autolink",
    )  # fmt: skip
    for entry, language, text, slug, subject, is_abbreviation, autolink in values:
        yield NameFacts(
            entry=entry,
            language=language,
            text=text,
            url=f"{before}{slug}{behind}",
            subject=subject,
            is_abbreviation=is_abbreviation,
            autolink=autolink,
        )


def names_of(pks: Sequence[int]) -> set[NameFacts]:
    """Return the names as which these entries are linked now."""
    return set(facts_of(PublishedName.objects.filter(entry__in=pks)))


def store_names(pks: Sequence[int]) -> None:
    """Replace the names of these entries by those of their current versions.

    A withdrawn entry and a question have none.
    """
    rows = list(expected_rows(pks))
    PublishedName.objects.filter(entry__in=pks).delete()
    PublishedName.objects.bulk_create(rows)


def expected_rows(pks: Sequence[int]) -> Iterator[PublishedName]:
    """Yield the rows that the current versions of these entries ask for."""
    entries = Entry.objects.published().filter(pk__in=pks, kind=EntryKind.TERM)
    words: dict[int, list[tuple[str, bool, bool]]] = {}
    language_of = {}
    for pk, language, title, autolink in entries.values_list(
        "pk", "language", "current__title", "current__title_autolink"
    ):
        language_of[pk] = language
        words[pk] = [(title, looks_abbreviated(title), autolink)]
    designations = Designation.objects.filter(
        version__entry__in=list(words),
        version=F("version__entry__current"),
        reviewed=True,
        acceptability__in=LINKABLE,
    ).order_by("version", "position")
    for pk, own, term, kind, autolink in designations.values_list(
        "version__entry_id", "language", "term", "type", "autolink"
    ):
        if own in ("", language_of[pk]):
            is_sign = kind != DesignationType.TERM or looks_abbreviated(term)
            words[pk].append((term, is_sign, autolink))
    for pk, found in words.items():
        yield from rows_for(pk, found, language=language_of[pk])


def rows_for(
    pk: int, words: Sequence[tuple[str, bool, bool]], *, language: str
) -> Iterator[PublishedName]:
    for position, (text, is_abbreviation, autolink) in enumerate(words):
        for key in sorted(keys_of_name(text)):
            yield PublishedName(
                entry_id=pk,
                language=language,
                position=position,
                text=text[:LONGEST],
                key=key[:LONGEST],
                folded=fold(text)[:LONGEST],
                is_abbreviation=is_abbreviation,
                autolink=autolink,
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
