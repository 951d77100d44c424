"""What of the published vocabulary the rules need to judge one draft: found by look-ups.

However large the glossary is, only entries are loaded that the draft names, links to, relates
with or is called like.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Q

from glossary.models import Entry, Mention, RelatedLink, SearchName
from glossary.publishing.names import facts_in
from glossary.quality.prose import addresses_in, names_linked_in
from glossary.quality.records import EntryText
from glossary.quality.vocabulary import Vocabulary, path_of
from glossary.search import containing, holders_of, named_like
from glossary.text import fold, slug_for
from glossary.wording.term_index import Name, TermIndex
from glossary.wording.words import singulars_of, tokens
from glossary.workflow.entry_texts import brief_texts, moved_from

# Entries called nearly like a draft that are compared with it.
NAMESAKES = 40
# The place of the draft among others, and what stands for its key where it has none yet.
DRAFT = 0
NEW = "new"


@dataclass(frozen=True)
class Namesakes(Vocabulary):
    """Entries called nearly alike, of which little is loaded: the index counts their words."""

    uses: Counter[str] = field(default_factory=Counter)

    @cached_property
    def words_in_use(self) -> Counter[str]:
        return self.uses


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text before it is submitted, and the key of its entry if there is one."""

    text: EntryText
    own: int | None = None

    @property
    def language(self) -> str:
        return self.text.language

    def names(self) -> list[Name]:
        """Return the names by which other texts may mean the draft."""
        if not self.text.is_term:
            return []
        return [
            Name(text=name, target=DRAFT, url=self.text.key, is_abbreviation=name.isupper())
            for name in self.text.names()
            if name.strip()
        ]

    def names_in(self, text: str) -> TermIndex:
        """Return a matcher for the published names in a text, and those of the draft."""
        facts = [one for one in facts_in(text, language=self.language) if one.entry != self.own]
        return TermIndex.build(
            [
                *self.names(),
                *(
                    Name(
                        text=one.text,
                        target=one.entry,
                        url=one.url,
                        is_abbreviation=one.is_abbreviation,
                    )
                    for one in facts
                ),
            ]
        )

    @cached_property
    def named_by(self) -> frozenset[int]:
        """Return other entries that hold a name of the draft; some may only come close."""
        return frozenset(containing(name.text for name in self.names())) - {self.own}


def namesakes(draft: Draft) -> Namesakes:
    """Return the entries called nearly like the draft, and the draft behind them."""
    found = named_like(filter(str.strip, draft.text.names()), limit=NAMESAKES)
    texts = brief_texts([pk for pk in found if pk != draft.own]) if found else {}
    entries = [*texts.values(), draft.text]
    return Namesakes(entries, uses_of(entries, draft) if texts else Counter())


def uses_of(entries: Iterable[EntryText], draft: Draft) -> Counter[str]:
    """Count the entries that hold the words of these names; many are as good as two."""
    names = " ".join(name for entry in entries for name in entry.names())
    words = {token.key for token in tokens(names) if token.is_word}
    words |= {form for word in words for form in singulars_of(word)}
    held = holders_of(words, most=NAMESAKES)
    uses = Counter({word: len(held[word] - {draft.own}) if word in held else 2 for word in words})
    uses.update(Vocabulary([draft.text]).words_in_use)
    return uses


def linked(draft: Draft) -> Vocabulary:
    """Return the draft, and where its links and relations lead."""
    content = draft.text.content
    bodies = [section.body for section in content.sections]
    paths = {path_of(address) for body in bodies for address in addresses_in(body)} - {""}
    names = {name for body in bodies for name in names_linked_in(body)}
    paths |= {f"/glossary/{slug}/" for name in names if (slug := slug_for(name, fallback=""))}
    numbers = {name.upper() for name in names}
    for relation in content.relations:
        numbers.add(relation.number)
        names.add(relation.title)
    moved = moved_from(paths) if paths else {}
    slugs = {path.rstrip("/").rpartition("/")[2] for path in paths}
    named = SearchName.objects.filter(folded__in={fold(name) for name in names if name})
    wanted = Q(pk__in=named.values("document__entry"), language=draft.language)
    wanted |= Q(number__in=numbers - {""}) | Q(slug__in=slugs) | Q(pk__in=moved)
    keys = [*Entry.objects.published().filter(wanted).values_list("pk", flat=True)]
    found = brief_texts(keys, old_addresses=moved) if keys else {}
    own = found.pop(draft.own or DRAFT, None)
    here = replace(draft.text, old_addresses=own.old_addresses) if own else draft.text
    return Vocabulary([here, *found.values()])


def is_alone(draft: Draft, targets: Vocabulary) -> bool:
    """Whether the draft names no published entry and none names it."""
    if DRAFT in targets.connected or draft.named_by:
        return False
    said = "\n".join(text for _place, text in draft.text.texts())
    for match in draft.names_in(said).matches(said):
        if any(name.target != DRAFT for name in match.candidates):
            return False
    in_force = {"target": draft.own, "source__current__isnull": False}
    if Mention.objects.filter(**in_force).exists():
        return False
    stated = RelatedLink.objects.filter(is_curated=True, entry__current__isnull=False)
    if draft.own and stated.filter(target=draft.own).exists():
        return False
    return Entry.objects.published().exclude(pk=draft.own).exists()
