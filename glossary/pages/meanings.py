"""The meanings of a name: every published entry that bears it (R-05)."""

from dataclasses import dataclass

from glossary.models import Entry, PublishedName
from glossary.pages.lists import listed
from glossary.text import fold, meanings_url

# So many bear one name in no real glossary; an accident shall not make a page without end.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One bearer; `name` is how it spells the name where that is not its title."""

    entry: Entry
    name: str


@dataclass(frozen=True, kw_only=True)
class Meanings:
    """All bearers of a name, by title and subject; `name` in the spelling of the first."""

    name: str
    meanings: tuple[Meaning, ...]

    @property
    def address(self) -> str:
        return meanings_url(fold(self.name))

    @property
    def are_in_languages(self) -> bool:
        """Whether the language has to be told, because it is not the same for all."""
        return len({meaning.entry.language for meaning in self.meanings}) > 1


def meanings_of(folded: str) -> Meanings | None:
    """Return who bears a folded name; None where nobody does."""
    rows = PublishedName.objects.filter(folded=folded, entry__current__isnull=False)
    spellings: dict[int, str] = {}
    for entry, text in rows.order_by("position", "entry").values_list("entry", "text")[:MOST]:
        spellings.setdefault(entry, text)
    if not spellings:
        return None
    entries = listed(Entry.objects.published()).in_bulk(list(spellings))
    found = [
        Meaning(entry=entry, name="" if spellings[pk] == entry.title else spellings[pk])
        for pk, entry in entries.items()
    ]
    found.sort(key=lambda meaning: order_of(meaning.entry))
    return Meanings(name=next(iter(spellings.values())), meanings=tuple(found))


def order_of(entry: Entry) -> tuple[str, str, int]:
    return entry.title.casefold(), entry.subject.name.casefold() if entry.subject else "", entry.pk
