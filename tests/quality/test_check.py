"""All rules together, and waivers with their reasons."""

import re

from glossary.content import WaiverText
from glossary.quality.check import check
from glossary.quality.rules import RULES, Tier
from tests.quality.texts import entry
from tests.rules import ROOT

REQUIRED = {"term": ("definition",)}


def waiver(rule, about=""):
    return (WaiverText(rule=rule, about=about, reason="Known and wanted"),)


def found(*entries):
    return {(one.rule.name, one.key): one.waived for one in check(entries, required=REQUIRED)}


def test_findings_come_by_weight_and_then_by_entry():
    weights = {tier: weight for weight, tier in enumerate(Tier)}
    entries = [entry(title, "the look.") for title in ("Beta", "Alpha")]
    findings = check(entries, required=REQUIRED)
    places = [weights[one.rule.tier] for one in findings]
    assert places == sorted(places)
    assert [one.key for one in findings[:2]] == ["Alpha", "Beta"]
    assert {one.rule.name for one in findings} >= {"missing-section", "definition-article"}


def test_a_waiver_holds_for_its_rule_and_words_only():
    waived = entry("Alpha", "the look.", waivers=waiver("definition-article", "the"))
    assert found(waived) == {
        ("missing-section", "Alpha"): "",
        ("definition-article", "Alpha"): "Known and wanted",
        ("definition-full-stop", "Alpha"): "",
    }
    other = entry("Alpha", "a look", waivers=waiver("definition-article", "the"))
    assert found(other)["definition-article", "Alpha"] == ""


def test_a_waiver_without_words_holds_for_the_whole_rule():
    whole = entry("Alpha", "a look", waivers=waiver("definition-article"))
    assert found(whole)["definition-article", "Alpha"] == "Known and wanted"


def test_each_entry_of_a_pair_can_waive_what_concerns_both():
    one = entry("Calibration", waivers=waiver("near-duplicate", "Calibration"))
    for pair in ((one, entry("Calibraton")), (entry("Calibration"), entry("Calibraton"))):
        reason = found(*pair)["near-duplicate", "Calibraton"]
        assert reason == ("Known and wanted" if pair[0] is one else "")


def test_every_rule_stands_in_the_editors_guide_as_it_is():
    guide = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    rows = [
        line for line in guide.splitlines() if re.match(r"\| `[a-z-]+` \| (error|warn|adv)", line)
    ]
    assert rows == [
        f"| `{name}` | {rule.tier} | {rule.says} |"
        for name, rule in RULES.items()
        if rule.name == name
    ]
