"""All rules over all entries, with the waivers that the entries carry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from glossary.quality.circles import broader_circles, circles
from glossary.quality.completeness import dull_synonyms, gaps
from glossary.quality.definition import lint
from glossary.quality.domain import off_domain
from glossary.quality.duplicates import duplicates
from glossary.quality.links import link_findings, orphans, relation_findings
from glossary.quality.phrases import repeated_phrases, stock_phrases
from glossary.quality.records import EntryText
from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary
from glossary.quality.wanted import wanted_terms

OVER_ALL = (
    circles,
    broader_circles,
    duplicates,
    link_findings,
    relation_findings,
    orphans,
    off_domain,
    stock_phrases,
    repeated_phrases,
    wanted_terms,
)


def check(
    entries: Sequence[EntryText], *, required: Mapping[str, tuple[str, ...]]
) -> list[Finding]:
    """Return what the rules find, by weight, then by entry.

    `required` names for each kind of entry the section kinds that must be there. A finding
    that its entry waives comes with the reason; a waiver without `about` waives the whole rule.
    """
    vocabulary = Vocabulary(entries)
    found = [*for_each(entries, required=required)]
    for rule in OVER_ALL:
        found += rule(vocabulary)
    return weighed(found, entries)


def weighed(found: Iterable[Finding], entries: Iterable[EntryText]) -> list[Finding]:
    """Return findings by weight, then by entry, with the waivers that these entries carry."""
    waivers = {
        (entry.key, waiver.rule, waiver.about): waiver.reason
        for entry in entries
        for waiver in entry.content.waivers
    }
    weights = {name: weight for weight, name in enumerate(RULES)}
    by_weight = sorted(
        found, key=lambda finding: (weights[finding.rule.name], finding.key, finding.about)
    )
    return [with_waiver(finding, waivers) for finding in by_weight]


def for_each(
    entries: Iterable[EntryText], *, required: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    for entry in entries:
        yield from gaps(entry, required=required)
        yield from lint(entry)
        yield from dull_synonyms(entry)


def with_waiver(finding: Finding, waivers: Mapping[tuple[str, str, str], str]) -> Finding:
    """Return the finding with the reason that one of the entries it concerns gives, if any."""
    for key in (finding.key, *finding.others):
        for about in (finding.about, ""):
            if reason := waivers.get((key, finding.rule.name, about)):
                return replace(finding, waived=reason)
    return finding
