"""The rules as data: a name for ever, its weight, and what it finds; and a finding of one."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How much a finding weighs: only errors stand in the way of a submission."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule. Waivers name it, so that a `name` never changes its meaning."""

    name: str
    tier: Tier
    says: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found in the entry `key`; `others` are the keys of further entries it concerns.

    `place` is a field of Content or the key of a section kind, `about` the words or the other
    entry it is about: a waiver names rule and `about`. `waived` is the reason of that waiver.
    """

    rule: Rule
    key: str
    place: str
    message: str
    about: str = ""
    others: tuple[str, ...] = ()
    waived: str = ""


def _rules(tier: Tier, **says: str) -> dict[str, Rule]:
    rules = (Rule(name=key.replace("_", "-"), tier=tier, says=text) for key, text in says.items())
    return {rule.name: rule for rule in rules}


RULES: dict[str, Rule] = {
    **_rules(
        Tier.ERROR,
        definition_repeats_term="The short definition uses the term it defines.",
        circle="A chain of definitions leads back to its beginning.",
        broader_circle="A chain of broader terms leads back to its beginning.",
        same_title="Two entries of one subject have the same title.",
        missing_section="A section that the template requires is missing.",
        broken_link="A link leads to no entry.",
        self_link="A link or relation leads to the entry itself.",
    ),
    **_rules(
        Tier.WARNING,
        definition_article="The short definition begins with an article.",
        definition_full_stop="The short definition ends with a full stop.",
        definition_verb="The short definition is a sentence about the term, not a phrase for it.",
        definition_requirement="The short definition states a requirement.",
        definition_negative="The short definition says what the concept is not.",
        definition_phrases="The short definition is more than one phrase.",
        missing_definition="A term has no short definition.",
        missing_source="A term cites no source.",
        missing_subject="An entry has no subject.",
        near_duplicate="Two entries have nearly the same name.",
        dull_synonym="A synonym is the title again.",
        unknown_relation="A relation names an entry that is not there.",
        unknown_link="A link by name leads to no entry.",
        quotation_source="A quotation stands in an entry that cites no source.",
        orphan="No entry names this one, and it names none.",
        off_domain="The text speaks of another field.",
        stock_phrase="A phrase that says nothing.",
    ),
    **_rules(
        Tier.ADVICE,
        no_relation="A term states no relation.",
        repeated_phrase="Several entries use the same words.",
        wanted_term="Several entries use a term that is not defined.",
    ),
}
