"""Import, publish, read and search a corpus on SQLite, beside a Django page that does nothing.

`python -m tests.bench [ENTRIES [DECISIONS]]`, 300 and 20,000 by default. The floor is the same
Django with the same middleware answering "ok"; a page that costs 2.0 floors takes twice as long
as nothing.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/bench.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from glossary.exchange.loader import Incoming, load  # noqa: E402
from glossary.models import Batch, Entry  # noqa: E402
from glossary.search import search  # noqa: E402
from glossary.workflow.batches import approve_batch  # noqa: E402
from glossary.workflow.chain import walk_chain  # noqa: E402
from glossary.workflow.proof import Proof  # noqa: E402
from tests.bench.corpus import corpus  # noqa: E402
from tests.bench.record import write_record  # noqa: E402

ROUNDS = 40


def main(count: int, decisions: int) -> None:
    call_command("migrate", verbosity=0)
    write_record(decisions, by=User.objects.create_user("clerk"))
    walk, walking = timed(walk_chain)
    if walk.fault or walk.rows != decisions:
        raise RuntimeError(f"the record does not hold: {walk}")
    batch, loading = timed(lambda: import_corpus(count))
    _outcomes, publishing = timed(
        lambda: approve_batch(
            batch, by=person("petra", "publisher"), proof=Proof.by_command(), publish=True
        )
    )
    print(f"{count} entries on SQLite, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"import as drafts      {count / loading:8.1f} entries/s")
    print(f"approve and publish   {count / publishing:8.1f} entries/s")
    print(f"import by publication {loading / publishing:8.2f} of the time")
    print(f"verify the record     {decisions / walking:8.0f} decisions/s")
    client = Client(SERVER_NAME="localhost")
    entry = Entry.objects.published().with_current().order_by("pk")[count // 2]

    def page(address: str, **query: str) -> Callable[[], object]:
        return lambda: read(client, address, **query)

    floor = typical(page("/healthz"))
    for name, job in {
        "term page": page(entry.get_absolute_url()),
        "home": page("/"),
        "A-Z": page("/glossary/"),
        "search page, exact title": page("/search/", q=entry.title),
        "search, common word": lambda: search("quality"),
        "search, rare word": lambda: search(entry.title.split()[0]),
    }.items():
        print(f"{name:<28}{typical(job) / floor:8.1f} floors")
    print(f"the floor took {floor * 1000:.2f} ms in this run")


def read(client: Client, address: str, **query: str) -> None:
    status = client.get(address, query).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")


def import_corpus(count: int) -> Batch:
    records = [Incoming(record=record, name="corpus") for record in corpus(count)]
    batch = load(records, by=person("edda", "author")).batch
    if batch is None:
        raise RuntimeError("the corpus brought nothing new")
    return batch


def person(username: str, role: str) -> User:
    user = User.objects.create_user(username)
    user.groups.add(Group.objects.get(name=role))
    return user


def timed(job: Callable[[], object]) -> tuple:
    started = time.perf_counter()
    result = job()
    return result, time.perf_counter() - started


def typical(job: Callable[[], object]) -> float:
    """Return the median time of a job in seconds, after one run to warm up."""
    job()
    return median(timed(job)[1] for _ in range(ROUNDS))


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(300, 20_000)[len(given) :])
    FOLDER.cleanup()
