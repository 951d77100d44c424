"""What the quality rules find in a draft, in the words of those who write and review it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from glossary.models import Entry, SectionKind, Version, Waiver
from glossary.pages.differences import PARTS
from glossary.pages.explanations import EXPLANATIONS
from glossary.quality.rules import RULES, Finding, Rule, Tier
from glossary.workflow.gate import findings_in_draft

TIERS = {Tier.ERROR: _("Error"), Tier.WARNING: _("Warning"), Tier.ADVICE: _("Advice")}
# Told apart by shape; the word stands beside it.
SHAPES = {Tier.ERROR: "✕", Tier.WARNING: "▲", Tier.ADVICE: "○"}
LONGEST_WAIVER = 500


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A finding for people; `others` are further entries it concerns, `anchor` a field's id.

    `reason` is what somebody has typed to let it stand, and not saved.
    """

    finding: Finding
    label: str
    others: Sequence[Entry] = ()
    anchor: str = ""
    reason: str = ""

    @property
    def tier(self) -> str:
        return self.finding.rule.tier.value

    @property
    def weight(self) -> str:
        return str(TIERS[self.finding.rule.tier])

    @property
    def shape(self) -> str:
        return SHAPES[self.finding.rule.tier]

    @property
    def is_error(self) -> bool:
        return self.finding.rule.tier == Tier.ERROR

    @property
    def what(self) -> str:
        return EXPLANATIONS[self.finding.rule.name].what % {"about": self.finding.about}

    @property
    def why(self) -> str:
        return str(EXPLANATIONS[self.finding.rule.name].why)

    @property
    def remedy(self) -> str:
        return str(EXPLANATIONS[self.finding.rule.name].remedy)

    @property
    def waived_about(self) -> str:
        """What a waiver of this finding is about: nothing where that would be too long."""
        about = self.finding.about
        return about if len(about) <= LONGEST_WAIVER else ""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the rules find in one text: what is open, and what is waived with a reason."""

    open: Sequence[Explained] = ()
    waived: Sequence[Explained] = ()

    def of(self, tier: Tier) -> int:
        return sum(one.finding.rule.tier == tier for one in self.open)

    @property
    def errors(self) -> list[Explained]:
        return [one for one in self.open if one.is_error]

    @property
    def error_number(self) -> int:
        return self.of(Tier.ERROR)

    @property
    def warning_number(self) -> int:
        return self.of(Tier.WARNING)

    @property
    def advice_number(self) -> int:
        return self.of(Tier.ADVICE)


def explained(findings: Iterable[Finding], *, own: str = "") -> list[Explained]:
    """Return findings with the names of their places and the other entries; `own` is not one."""
    findings = list(findings)
    numbers = {key for finding in findings for key in (finding.key, *finding.others)} - {own}
    known = {entry.number: entry for entry in shown_entries().filter(number__in=numbers)}
    titles = dict(SectionKind.objects.values_list("key", "title"))
    return [
        Explained(
            finding=finding,
            label=label_of(finding.place, titles),
            others=[known[key] for key in (finding.key, *finding.others) if key in known],
        )
        for finding in findings
    ]


def judgement_of(version: Version) -> Judgement:
    """Judge a version by what is published now, for those who read it."""
    entry = version.entry
    findings = findings_in_draft(version.content(), kind=entry.kind, entry=entry)
    return judged(explained(findings, own=entry.number))


def judged(found: Sequence[Explained]) -> Judgement:
    return Judgement(
        open=[one for one in found if not one.finding.waived],
        waived=[one for one in found if one.finding.waived],
    )


def shown_entries() -> QuerySet[Entry]:
    return Entry.objects.published().select_related("current", "subject")


def label_of(place: str, titles: dict[str, str]) -> str:
    """Return the name by which people know a place of an entry."""
    if place in titles or place in PARTS:
        return str(titles.get(place) or PARTS[place])
    known = {field.name for field in Version._meta.get_fields()}
    label = str(Version._meta.get_field(place).verbose_name) if place in known else place
    return label[:1].upper() + label[1:]


@dataclass(frozen=True, kw_only=True)
class WaivedRule:
    """A waiver that a version carries, with what its rule says."""

    waiver: Waiver
    rule: Rule

    @property
    def weight(self) -> str:
        return str(TIERS[self.rule.tier])

    @property
    def shape(self) -> str:
        return SHAPES[self.rule.tier]

    @property
    def what(self) -> str:
        told = EXPLANATIONS[self.rule.name].what
        about = self.waiver.about or _("anything of this kind")
        return str(told) % {"about": about}


def waived_rules(version: Version) -> list[WaivedRule]:
    """Return what a version waives, for whoever reviews it."""
    return [
        WaivedRule(waiver=waiver, rule=RULES[waiver.rule])
        for waiver in version.waivers.all()
        if waiver.rule in RULES
    ]
