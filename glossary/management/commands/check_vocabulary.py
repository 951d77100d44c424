"""Run the quality rules over the vocabulary, or over files before they are imported."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.exchange.texts import findings_in_current, findings_in_files
from glossary.management.files import read_all
from glossary.quality.rules import Finding, Tier


class Command(BaseCommand):
    """Errors end with exit status 1; waived findings count for nothing and are listed last."""

    help = "Check all current entries, or files together with them, by the quality rules."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", type=Path)
        parser.add_argument("--format", default="text", choices=["text", "json"])

    def handle(self, *, paths: list[Path], format: str, **options: Any) -> None:
        found = findings_in(paths)
        if format == "json":
            values = [as_dict(finding) for finding in found]
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(found))
        errors = sum(is_error(finding) for finding in found)
        if errors:
            raise CommandError(f"{errors} errors" if errors > 1 else "1 error")


def findings_in(paths: list[Path]) -> list[Finding]:
    if not paths:
        return findings_in_current()
    incoming, refusals = read_all(paths)
    if refusals:
        raise CommandError("\n".join(refusals))
    return findings_in_files(incoming)


def is_error(finding: Finding) -> bool:
    return finding.rule.tier == Tier.ERROR and not finding.waived


def as_dict(finding: Finding) -> dict[str, object]:
    """Return a finding with its rule by name and weight."""
    values = asdict(finding)
    return {**values, "rule": finding.rule.name, "tier": finding.rule.tier.value}


def as_text(found: list[Finding]) -> str:
    """Return a line for each finding, and at the end how many there are of each weight."""
    lines = [line_for(finding) for finding in sorted(found, key=lambda one: bool(one.waived))]
    counts = Counter("waived" if finding.waived else finding.rule.tier for finding in found)
    sums = (f"{counts[name]} {name}" for name in (*Tier, "waived"))
    return "\n".join([*lines, ", ".join(sums)])


def line_for(finding: Finding) -> str:
    weight = "waived" if finding.waived else finding.rule.tier
    line = f"{weight:<7}  {finding.rule.name:<22}  {finding.key}: {finding.message}"
    return f"{line} (waived: {finding.waived})" if finding.waived else line
