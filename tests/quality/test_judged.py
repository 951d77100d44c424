"""The rules against a vocabulary whose faults a person has listed, traps included.

`judged/` holds the entries, `judged.yaml` the findings a careful editor would want. Whoever
wrote them did not know how the rules work.
"""

from pathlib import Path

import yaml

from glossary.exchange.formats import read
from glossary.exchange.texts import text_of
from glossary.quality.check import check
from glossary.quality.rules import RULES

HERE = Path(__file__).parent
# Nobody needs judgement to see that a list is empty.
PLAIN = {"no-relation"}
REQUIRED = {"term": ("definition",), "question": ("answer",)}


def judged():
    """Return the findings that are right, the wrong ones, and what was wanted and not found."""
    texts = [
        text_of(record, key=path.name)
        for path in sorted((HERE / "judged").glob("*.md"))
        for record in read(path.read_bytes(), name=path.name)
    ]
    wanted = yaml.safe_load((HERE / "judged.yaml").read_text(encoding="utf-8"))
    right, wrong = [], []
    for finding in check(texts, required=REQUIRED):
        if finding.rule.name in PLAIN:
            continue
        expected = next((one for one in wanted if is_meant(one, finding)), None)
        if expected is None:
            wrong.append((finding.rule.name, finding.key, finding.about))
        else:
            wanted.remove(expected)
            right.append(finding)
    return right, wrong, wanted


def is_meant(expected, finding):
    """Whether a finding is one of the list; the words it is about may be told in part."""
    files = expected.get("files") or [expected["file"]]
    about, said = str(expected.get("about", "")).lower(), finding.about.lower()
    return (
        expected["rule"] == finding.rule.name
        and bool({finding.key, *finding.others} & {*files})
        and (not said or about.strip("./ ") in said or said.strip("./ ") in about)
    )


def test_nine_of_ten_findings_are_right():
    """landscape.md 4.10."""
    right, wrong, _missed = judged()
    assert len(right) >= 9 * len(wrong), wrong


def test_nine_of_ten_faults_are_found():
    right, _wrong, missed = judged()
    assert len(right) >= 9 * len(missed), missed


def test_every_rule_is_on_the_list():
    wanted = yaml.safe_load((HERE / "judged.yaml").read_text(encoding="utf-8"))
    assert {one["rule"] for one in wanted} == {*RULES} - PLAIN
