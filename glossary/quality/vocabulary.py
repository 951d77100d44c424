"""All entries together: which names they bear and which of each other they mention."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from glossary.content import RelationText
from glossary.quality.prose import addresses_in, names_linked_in
from glossary.quality.records import EntryText
from glossary.text import fold, slug_for
from glossary.wording.term_index import Name, TermIndex
from glossary.wording.words import singulars_of, tokens

# Below these addresses there are only entries.
ENTRY_ADDRESSES = ("/glossary/", "/learn/")


@dataclass(frozen=True)
class Vocabulary:
    """Entries of one language or several. Places in `entries` serve as their identities."""

    entries: Sequence[EntryText]

    @cached_property
    def index(self) -> TermIndex:
        """The matcher over the public names of all terms."""
        return TermIndex.build(
            Name(text=name, target=place, url=entry.key, is_abbreviation=name.isupper())
            for place, entry in enumerate(self.entries)
            if entry.is_term
            for name in entry.names()
        )

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Entries by their folded names."""
        found: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for name in dict.fromkeys(map(fold, entry.names())):
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def by_key(self) -> dict[str, int]:
        return {entry.key: place for place, entry in enumerate(self.entries)}

    @cached_property
    def by_address(self) -> dict[str, int]:
        """Entries by the addresses that lead to them; one in use wins over an old one."""
        places = list(enumerate(self.entries))
        old = {path: place for place, entry in places for path in entry.old_addresses}
        return old | {entry.address: place for place, entry in places if entry.address}

    @cached_property
    def words_in_use(self) -> Counter[str]:
        """In how many entries each word stands, also in its singular form."""
        used: Counter[str] = Counter()
        for entry in self.entries:
            said = " ".join([*entry.names(), *(text for _place, text in entry.texts())])
            words = {token.key for token in tokens(said) if token.is_word}
            used.update(words | {form for word in words for form in singulars_of(word)})
        return used

    def bearers_in(self, text: str, *, by: int) -> Iterator[tuple[int, ...]]:
        """Yield for each name in a text of the entry `by` the other entries it may mean."""
        language = self.entries[by].language
        for match in self.index.matches(text):
            bearers = (name.target for name in match.candidates)
            yield tuple(place for place in bearers if self.entries[place].language == language)

    def named_in(self, text: str, *, by: int) -> Iterator[int]:
        """Yield the other entries that a text names without doubt."""
        for bearers in self.bearers_in(text, by=by):
            if len(bearers) == 1 and by not in bearers:
                yield bearers[0]

    @cached_property
    def connected(self) -> frozenset[int]:
        """Entries that name, link or relate to another one, and those so named."""
        found: set[int] = set()
        for place, entry in enumerate(self.entries):
            others = {target for _title, target in self.targets_of(place) if target is not None}
            for _place, text in entry.texts():
                others.update(*self.bearers_in(text, by=place))
            others |= {self.by_address[path] for path in paths_in(entry) if path in self.by_address}
            others.update(*(self.meant_by(name, by=place) for name in names_in(entry)))
            if others - {place}:
                found |= {place, *others}
        return frozenset(found)

    def meant_by(self, name: str, *, by: int) -> frozenset[int]:
        """Return the entries that a link by name may lead to: by number, name or address."""
        if name.upper() in self.by_key:
            return frozenset({self.by_key[name.upper()]})
        found = {*self.by_name.get(fold(name), ())}
        at_address = self.by_address.get(f"/glossary/{slug_for(name, fallback='')}/")
        if not found and at_address is not None:
            found.add(at_address)
        language = self.entries[by].language
        return frozenset(place for place in found if self.entries[place].language == language)

    def targets_of(self, place: int, *kinds: str) -> Iterator[tuple[str, int | None]]:
        """Yield title and entry (None: not there) of the relations of these kinds, or of all."""
        entry = self.entries[place]
        for relation in entry.content.relations:
            if not kinds or relation.kind in kinds:
                yield relation.title, self.target_of(relation, by=place)

    def target_of(self, relation: RelationText, *, by: int) -> int | None:
        """Return where a relation leads: by number, else by name, the same subject first."""
        if relation.number in self.by_key:
            return self.by_key[relation.number]
        own = self.entries[by]
        bearers = [
            place
            for place in self.by_name.get(fold(relation.title), ())
            if self.entries[place].language == own.language
        ]
        subject = relation.subject or own.content.subject
        bearers.sort(key=lambda place: self.entries[place].content.subject != subject)
        return bearers[0] if bearers else None


def paths_in(entry: EntryText) -> Iterator[str]:
    """Yield the addresses of entries that the sections of an entry link to."""
    for section in entry.content.sections:
        yield from filter(None, map(path_of, addresses_in(section.body)))


def names_in(entry: EntryText) -> Iterator[str]:
    """Yield the names of entries that the sections of an entry link by hand."""
    for section in entry.content.sections:
        yield from names_linked_in(section.body)


def path_of(address: str) -> str:
    """Return the path of a link to an entry of this site with its final slash, else nothing."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith(ENTRY_ADDRESSES):
        return ""
    path = unquote(parts.path).rstrip("/") + "/"
    return "" if path in ENTRY_ADDRESSES else path
