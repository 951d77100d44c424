"""docs/life-cycle.md tells the table that the program follows."""

from glossary.workflow.transitions import TABLE, Transition
from tests.rules import ROOT

PAGE = ROOT / "docs" / "life-cycle.md"


def row_for(row: Transition) -> str:
    who = ", ".join(sorted(str(role.label) for role in row.roles)) or "the system"
    cells = (
        row.id,
        row.source.label if row.source else "–",
        row.action,
        row.target.label,
        f"{who}, with the role {row.extra_role.label}" if row.extra_role else who,
        row.needs,
        row.meaning,
    )
    return f"| {' | '.join(str(cell) or '–' for cell in cells)} |"


def test_the_page_tells_every_step():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    steps = [line for line in lines if line.startswith(("| T", "| save"))]
    assert steps == [row_for(row) for row in TABLE]
