"""`make test`: the whole suite on SQLite, then again on PostgreSQL.

Browser tests run once, on SQLite: the pages are the same and a second round costs minutes.
With CI=true anything that could not run, and any skipped test, is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.chromium import chromium
from tests.postgres_cluster import cluster

OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


@dataclass
class Result:
    """What all runs together came to."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: set[str] = field(default_factory=set)
    not_run: list[str] = field(default_factory=list)
    broken: bool = False

    def passes(self, *, strictly: bool) -> bool:
        if strictly and (self.not_run or self.counts["skipped"]):
            return False
        return not self.broken

    def summary(self) -> str:
        """Return the closing lines: what was left out and why, then the sums."""
        lines = [f"Skipped: {reason}" for reason in sorted(self.reasons)]
        lines.append(f"Not run: {', '.join(self.not_run)}" if self.not_run else "Everything ran.")
        sums = (f"{self.counts[name]} {name}" for name in ("passed", "failed", "skipped"))
        return "\n".join([*lines, ", ".join(sums)])


def main(arguments: list[str]) -> int:
    """Run the suite twice; `arguments` go to pytest. Return the exit status."""
    # A killed run leaves no server behind: SystemExit unwinds the cluster.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    result = Result()
    if chromium() is None:
        result.not_run.append("browser tests (Chromium not found)")
    given = os.environ.pop("DATABASE_URL", "")
    run_suite(result, name="SQLite", arguments=arguments)
    try:
        with postgres(given) as address:
            os.environ["DATABASE_URL"] = address
            run_suite(result, name="PostgreSQL", arguments=["-m", "not browser", *arguments])
    except FileNotFoundError as error:
        result.not_run.append(f"PostgreSQL ({error})")
    except RuntimeError as error:
        result.not_run.append(f"PostgreSQL ({error})")
        result.broken = True
    print(result.summary(), flush=True)
    return 0 if result.passes(strictly=os.environ.get("CI") == "true") else 1


def postgres(given: str) -> AbstractContextManager[str]:
    """Give the server that DATABASE_URL named, or one of our own."""
    return nullcontext(given) if given.startswith("postgres") else cluster()


def run_suite(result: Result, *, name: str, arguments: list[str]) -> None:
    print(f"== Tests on {name} ==", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-n", "2", f"--junitxml={report}", *arguments]
        # Status 5, nothing collected, is a failure like any other.
        if subprocess.run(command).returncode:
            result.broken = True
        if report.exists():
            add_report(result, report)


def add_report(result: Result, report: Path) -> None:
    for case in ElementTree.parse(report).iter("testcase"):
        outcomes = [child for child in case if child.tag in OUTCOMES]
        result.counts[OUTCOMES[outcomes[0].tag] if outcomes else "passed"] += 1
        result.reasons.update(
            child.get("message", "") for child in outcomes if child.tag == "skipped"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
