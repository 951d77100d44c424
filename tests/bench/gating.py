"""Measure the quality gate: `python -m tests.bench.gating [ENTRIES [TIMES]]`.

Drafts of the corpus are judged in a glossary of ENTRIES, then in one so many TIMES as large, made
by copying rows (SQLite only): as they are, and as new terms with a misspelt title. Processor time
of this process; on PostgreSQL it leaves out the server. The database is that of DATABASE_URL, or
a SQLite file that vanishes; it must be empty.
"""

import os
import sys
import tempfile
import time
from dataclasses import replace
from statistics import median

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from glossary.models import Entry, Version  # noqa: E402
from glossary.workflow.gate import findings_in_draft  # noqa: E402
from tests.bench.copying import multiply  # noqa: E402
from tests.bench.corpus import corpus  # noqa: E402
from tests.bench.publishing import fill, person  # noqa: E402

ROUNDS = 40


def main(size: int, times: int) -> None:
    call_command("migrate", verbosity=0)
    fill(list(corpus(size)), people=(person("edda", "author"), person("petra", "publisher")))
    tell()
    if times > 1:
        multiply(times)
        tell()


def tell() -> None:
    entries = Entry.objects.published().order_by("pk")
    load_average = " ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"--- {entries.count():,} entries, {connection.vendor}, load averages {load_average}")
    chosen = list(entries[:ROUNDS])
    versions = Version.objects.with_content().filter(pk__in=[entry.current_id for entry in chosen])
    contents = {version.entry_id: version.content() for version in versions}
    first = chosen[0]
    # The names of the glossary are loaded once a process.
    findings_in_draft(contents[first.pk], kind=first.kind, entry=first)
    cpu, wall = [], []
    for entry in chosen:
        content = contents[entry.pk]
        misspelt = replace(content, title=content.title[:4] + content.title[5:])
        for text, own in ((content, entry), (misspelt, None)):
            started, used = time.perf_counter(), time.process_time()
            findings_in_draft(text, kind=entry.kind, entry=own)
            wall.append(time.perf_counter() - started)
            cpu.append(time.process_time() - used)
    told = (f"{1000 * median(cpu):.0f} ms CPU, {1000 * median(wall):.0f} ms wall",)
    print(f"judge one draft  {told[0]}, the slowest {1000 * max(cpu):.0f} ms CPU", flush=True)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(1_000, 10)[len(given) :])
    FOLDER.cleanup()
