"""Links and relations that lead nowhere or back, and entries that stand alone."""

from collections.abc import Iterator

from glossary.content import SectionText
from glossary.quality.prose import addresses_in, names_linked_in
from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary, path_of


def link_findings(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield links in the text to no entry and to the entry itself, by address and by name."""
    for place, entry in enumerate(vocabulary.entries):
        for section in entry.content.sections:
            for address in dict.fromkeys(addresses_in(section.body)):
                path = path_of(address)
                target = vocabulary.by_address.get(path)
                if path and target == place:
                    rule, message = "self-link", f"links to itself: {address}"
                elif path and target is None:
                    rule, message = "broken-link", f"links to no entry: {address}"
                else:
                    continue
                yield Finding(
                    rule=RULES[rule],
                    key=entry.key,
                    place=section.kind,
                    about=address,
                    message=message,
                )
            yield from named_link_findings(vocabulary, place, section)


def named_link_findings(
    vocabulary: Vocabulary, place: int, section: SectionText
) -> Iterator[Finding]:
    """Yield links by name. One to no entry is a wish: it leads there once there is one."""
    for name in dict.fromkeys(names_linked_in(section.body)):
        meant = vocabulary.meant_by(name, by=place)
        if meant == {place}:
            rule, message = "self-link", f"links to itself: [[{name}]]"
        elif not meant:
            rule, message = "unknown-link", f"links to no entry: [[{name}]]"
        else:
            continue
        yield Finding(
            rule=RULES[rule],
            key=vocabulary.entries[place].key,
            place=section.kind,
            about=name,
            message=message,
        )


def relation_findings(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield relations to no entry and to the entry itself."""
    for place, entry in enumerate(vocabulary.entries):
        for title, target in vocabulary.targets_of(place):
            if target == place:
                rule, message = "self-link", f"has a relation to itself: “{title}”"
            elif target is None:
                rule, message = "unknown-relation", f"is related to “{title}”, which is not there"
            else:
                continue
            yield Finding(
                rule=RULES[rule], key=entry.key, place="relations", about=title, message=message
            )


def orphans(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield entries that name no other one and are named by none, in text or relation."""
    if len(vocabulary.entries) == 1:
        return
    for place, entry in enumerate(vocabulary.entries):
        if place not in vocabulary.connected:
            yield Finding(
                rule=RULES["orphan"],
                key=entry.key,
                place="relations",
                message="names no other entry, and none names it",
            )
