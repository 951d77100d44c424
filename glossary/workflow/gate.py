"""The quality gate: what the rules find in one draft, and whether it may be submitted.

The rules are those of `quality`, run over the draft and what of the published vocabulary concerns
it. Phrases that several entries share are looked for by `check_vocabulary` alone.
"""

from collections.abc import Iterator

from glossary.content import Content
from glossary.errors import QualityErrors
from glossary.models import Entry, Version
from glossary.quality.check import for_each, weighed
from glossary.quality.completeness import unrelated
from glossary.quality.domain import defined_elsewhere
from glossary.quality.duplicates import duplicates
from glossary.quality.links import link_findings, relation_findings
from glossary.quality.phrases import stock_phrases
from glossary.quality.records import EntryText
from glossary.quality.rules import RULES, Finding, Tier
from glossary.quality.vocabulary import Vocabulary
from glossary.quality.wanted import AT_LEAST, phrases_in
from glossary.search import containing, named_like, stands_in_a_name
from glossary.text import fold
from glossary.workflow.entry_texts import required_sections
from glossary.workflow.nearby import NEW, Draft, is_alone, linked, namesakes
from glossary.workflow.ways_back import broader_circles_through, circles_through

# So many phrases of a draft are looked up, and so many are said to be wanted.
PHRASES_ASKED = 30


class Heads:
    """The words of published names, for the rule that knows a term by its last word."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and stands_in_a_name(word)


def findings_in_draft(
    content: Content, *, kind: str, language: str = "en", entry: Entry | None = None
) -> list[Finding]:
    """Return what the rules find in a text, the errors first; `entry` is whose draft it is.

    Nothing is written, and the cost does not depend on the size of the glossary.
    """
    draft = Draft(
        text=EntryText(
            key=entry.number if entry else NEW,
            kind=kind,
            language=entry.language if entry else language,
            content=content,
            address=entry.get_absolute_url() if entry else "",
        ),
        own=entry.pk if entry else None,
    )
    alike, targets = namesakes(draft), linked(draft)
    found = [
        *for_each([draft.text], required=required_sections()),
        *unrelated(draft.text),
        *defined_elsewhere(draft.text),
        *stock_phrases(Vocabulary([draft.text])),
        *duplicates(alike),
        *link_findings(targets),
        *relation_findings(targets),
        *circles_through(draft),
        *broader_circles_through(draft, targets),
        *wanted_by(draft),
        *orphaned(draft, targets),
    ]
    key = draft.text.key
    concerned = [finding for finding in found if key in (finding.key, *finding.others)]
    return weighed(concerned, [*alike.entries, *targets.entries])


def wanted_by(draft: Draft) -> Iterator[Finding]:
    """Yield the terms that the draft and other entries use and none defines."""
    phrases: dict[str, tuple[str, str]] = {}
    for place, phrase in phrases_in(draft.text, heads=Heads()):
        phrases.setdefault(fold(phrase), (place, phrase))
    own = {fold(name) for name in draft.text.names()}
    for folded, (place, phrase) in [*phrases.items()][:PHRASES_ASKED]:
        if folded in own or named_like([phrase], limit=1):
            continue
        users = len(containing([phrase]) - {draft.own}) + 1
        if users >= AT_LEAST:
            yield Finding(
                rule=RULES["wanted-term"],
                key=draft.text.key,
                place=place,
                about=phrase,
                message=f"“{phrase}” is used by {users} entries and defined by none",
            )


def orphaned(draft: Draft, targets: Vocabulary) -> Iterator[Finding]:
    if is_alone(draft, targets):
        yield Finding(
            rule=RULES["orphan"],
            key=draft.text.key,
            place="relations",
            message="names no other entry, and none names it",
        )


def is_error(finding: Finding) -> bool:
    """Whether a finding stands in the way of a submission; a waived one is for the reviewer."""
    return finding.rule.tier == Tier.ERROR and not finding.waived


def require_quality(version: Version) -> None:
    """Raise QualityErrors for what must be mended before anybody reviews it (T3)."""
    found = findings_in_draft(version.content(), kind=version.entry.kind, entry=version.entry)
    if errors := tuple(filter(is_error, found)):
        raise QualityErrors(
            [(finding.place, finding.message) for finding in errors],
            action="submit",
            state=version.state,
        )
