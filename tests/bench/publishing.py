"""Measure what follows from publishing: `python -m tests.bench.publishing [ENTRIES [TIMES]]`.

A glossary is imported, approved and published by the code that everybody uses; then one entry is
edited and published, a name appears that a thousand pages hold, and all is made anew. With TIMES
(SQLite only) rows are copied until there are so many times as many entries, and single pages are
measured again. Times are processor time of this process and its renderer, unless they say wall.
The database is that of DATABASE_URL, or a SQLite file that vanishes; it must be empty.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from glossary.content import Content, SectionText  # noqa: E402
from glossary.exchange.loader import Incoming, load  # noqa: E402
from glossary.exchange.records import EntryRecord  # noqa: E402
from glossary.models import (  # noqa: E402
    Entry,
    Mention,
    Publication,
    PublishedName,
    SearchDocument,
    Standard,
    Version,
)
from glossary.publishing.guard import guards  # noqa: E402
from glossary.publishing.linking import link_pages  # noqa: E402
from glossary.publishing.names import all_names  # noqa: E402
from glossary.workflow.actions import approve, open_draft, publish, save_draft, submit  # noqa: E402
from glossary.workflow.batches import approve_batch  # noqa: E402
from glossary.workflow.concerned import pages_with  # noqa: E402
from glossary.workflow.proof import Proof  # noqa: E402
from glossary.workflow.rebuild import processes_for, rebuild  # noqa: E402
from glossary.workflow.ripples import PORTION, Kept, attempt, link_again, run_waiting  # noqa: E402
from tests.bench.answering import publishing, saving  # noqa: E402
from tests.bench.copying import multiply  # noqa: E402
from tests.bench.corpus import corpus  # noqa: E402

ROUNDS = 15
BATCH = 5_000
# So many pages hold a word that the corpus does not have.
HOLDERS, WORD = 1_000, "Qzinspection"


def main(size: int, times: int) -> None:
    call_command("migrate", verbosity=0)
    people = person("edda", "author"), person("petra", "publisher")
    records = list(corpus(size))
    load_average = " ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"{connection.vendor}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"load averages at the start {load_average}")
    print(f"--- {size:,} entries")
    fill([*holding(records[:HOLDERS], WORD), *records[HOLDERS:]], people=people)
    tell(publish_one(people), answer(people), let_a_name_appear(people, word=WORD), anew())
    if times > 1:
        multiply(times)
        print(f"--- {Entry.objects.published().count():,} entries, most of them copies")
        tell(publish_one(people), answer(people), loading(), links())


def tell(*parts: list[str]) -> None:
    print("\n".join(line for part in parts for line in part), flush=True)


def fill(records: list[EntryRecord], *, people: tuple[User, User]) -> None:
    """Bring entries into force, a batch at a time, and say how quickly."""
    author, publisher = people
    started, own, rendering = time.perf_counter(), own_time(), renderer_time()
    for start in range(0, len(records), BATCH):
        incoming = [Incoming(record=one, name="corpus") for one in records[start : start + BATCH]]
        batch = load(incoming, by=author).batch
        approve_batch(batch, by=publisher, proof=Proof.by_command(), publish=True)
    wall, each = time.perf_counter() - started, 1000 / len(records)
    print(
        f"import, approve, publish   {len(records) / wall:8.1f} entries/s (wall); CPU of each "
        f"{(own_time() - own) * each:.1f} ms here, "
        f"{(renderer_time() - rendering) * each:.1f} ms rendering"
    )
    print(f"what follows of it         {timed(run_waiting)[0]:8.1f} s for all pages, once")


def publish_one(people: tuple[User, User]) -> list[str]:
    """Edit one entry and publish it; its own words change, its name does not."""
    entries = Entry.objects.published().order_by("pk")
    count = entries.count()
    costs, walls = [], []
    # The oldest: in a copied glossary they came by the workflow.
    for number, entry in enumerate(entries[:ROUNDS]):
        version = edited(entry, f"Edited {number} of {count}", people=people)
        cpu, wall = timed(lambda version=version: publish_it(version, people=people))
        costs.append(cpu)
        walls.append(wall)
    return [
        f"publish one edit           {median(costs) * 1000:8.1f} ms CPU, "
        f"{median(walls) * 1000:.1f} ms wall"
    ]


def edited(entry: Entry, note: str, *, people: tuple[User, User]) -> Version:
    """Return the approved next version of an entry, a sentence longer."""
    author, publisher = people
    version = open_draft(entry, by=author)
    content = Version.objects.with_content().get(pk=version.pk).content()
    first, *rest = content.sections
    longer = replace(first, body=f"{first.body}\n\n{note} for the bench.")
    save_draft(version, replace(content, sections=(longer, *rest)), by=author)
    version = submit(version, by=author, change_note=f"{note} to measure it")
    return approve(
        version, by=publisher, seen_hash=version.current_hash(), proof=Proof.by_password()
    )


def answer(people: tuple[User, User]) -> list[str]:
    """Let the admin publish, beside Django's own form of a plain model."""
    by = people[1]
    chief, _is_new = User.objects.get_or_create(
        username="root", defaults={"is_superuser": True, "is_staff": True}
    )
    standard = Standard.objects.order_by("pk")[0]
    entries = Entry.objects.published().order_by("pk")[ROUNDS : 2 * ROUNDS]
    ours, plain = [], []
    for number, entry in enumerate(entries):
        version = edited(entry, f"Answered {number} of {Version.objects.count()}", people=people)
        ours.append(timed(publishing(version, by=by)))
        plain.append(timed(saving(standard, by=chief)))
    lines = (("the admin answers publish", ours), ("Django's own form, saved", plain))
    return [
        f"{name:26} {median(cpu for cpu, _ in costs) * 1000:8.1f} ms CPU, "
        f"{median(wall for _, wall in costs) * 1000:.1f} ms wall"
        for name, costs in lines
    ]


def publish_it(version: Version, *, people: tuple[User, User]) -> None:
    publish(version, by=people[1], proof=Proof.by_password())


def holding(records: list[EntryRecord], word: str) -> list[EntryRecord]:
    """Let a text of these records hold a word that nobody bears yet."""
    return [replace(one, content=with_word(one.content, word)) for one in records]


def with_word(content: Content, word: str) -> Content:
    first, *rest = content.sections
    return replace(content, sections=(replace(first, body=f"{first.body} {word}."), *rest))


def let_a_name_appear(people: tuple[User, User], *, word: str) -> list[str]:
    """Publish an entry with a name that many pages hold, and let them follow."""
    content = Content(
        title=word,
        subject="Risk",
        sections=(SectionText(kind="definition", body="It is new."),),
    )
    finding, _wall = timed(lambda: pages_with([word]))
    record = EntryRecord(kind="term", content=content)
    batch = load([Incoming(record=record, name="x")], by=people[0]).batch
    approve_batch(batch, by=people[1], proof=Proof.by_command())
    version = Version.objects.get(title=word)
    publishing, _wall = timed(lambda: publish_it(version, people=people))
    following, _wall = timed(run_waiting)
    pages = len(pages_with([word]))
    return [
        f"find {pages} pages by name    {finding * 1000:8.1f} ms CPU",
        f"publish that name          {publishing * 1000:8.1f} ms CPU",
        f"let the pages follow       {pages / following:8.1f} pages/s CPU, related articles too",
    ]


def anew() -> list[str]:
    """Link all pages, then make everything anew."""
    pks = list(Entry.objects.published().values_list("pk", flat=True))
    names = {"en": all_names("en")}
    part = pks[:HOLDERS]
    linking, _wall = timed(lambda: link_pages(part, names=names))
    lines = [
        *loading(),
        f"link again, one process    {len(part) / linking:8.1f} pages/s CPU",
        *in_transactions(part),
        *links(),
        f"republish everything       {wall_of(pks)}",
    ]
    forge()
    return [
        *lines,
        f"the same, nothing matching {wall_of(pks)}",
    ]


def in_transactions(pks: list[int]) -> list[str]:
    """Link as the worker does: in portions, with a savepoint for each page, one by one."""
    ways = {"in portions": (PORTION, PORTION), "by savepoints": (PORTION, 1), "one by one": (1, 1)}
    lines = []
    for name, (together, each) in ways.items():
        cpu, _wall = timed(partial(follow, pks, together=together, each=each))
        lines.append(f"follow {name:20}{len(pks) / cpu:8.1f} pages/s CPU")
    return lines


def follow(pks: list[int], *, together: int, each: int) -> None:
    kept = Kept()
    for start in range(0, len(pks), together):
        with transaction.atomic():
            portion = pks[start : start + together]
            for first in range(0, len(portion), each):
                attempt(portion[first : first + each], partial(link_again, kept=kept))


def links() -> list[str]:
    pks = list(Entry.objects.published().values_list("pk", flat=True))
    return [f"republish links only       {wall_of(pks, links_only=True)}"]


def wall_of(pks: list[int], *, links_only: bool = False) -> str:
    processes = processes_for(connection)
    cpu, wall = timed(
        lambda: rebuild(pks, links_only=links_only, processes=processes, progress=quiet)
    )
    load = os.getloadavg()[0]
    return f"{wall:8.1f} s wall, {processes} processes, {cpu:.1f} s CPU, load average {load:.1f}"


def forge() -> None:
    """Let nothing that is stored of a page match, as after a change of the rules."""
    Mention.objects.all().delete()
    SearchDocument.objects.update(title="Forged")
    Publication.objects.update(title="Forged", sections=[])


def loading() -> list[str]:
    names = PublishedName.objects.count()
    cpu, _wall = timed(lambda: all_names("en"))
    return [f"load {names:,} names        {cpu:8.2f} s CPU"]


def quiet(*told: object) -> None:
    """Take note of nothing."""


def timed(job: Callable[[], object]) -> tuple[float, float]:
    """Return processor time, with that of all processes, and time on the clock."""
    cpu, wall = processor_time(), time.perf_counter()
    job()
    return processor_time() - cpu, time.perf_counter() - wall


def processor_time() -> float:
    """Return the seconds this process, those that it waited for and its renderers have used."""
    return own_time() + renderer_time()


def own_time() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def renderer_time() -> float:
    seconds = 0.0
    for process in [guard.worker.process for guard in guards if guard.worker]:
        with open(f"/proc/{process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def person(username: str, role: str) -> User:
    user = User.objects.create_user(username, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(1_000, 1)[len(given) :])
    FOLDER.cleanup()
