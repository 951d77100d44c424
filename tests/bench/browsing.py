"""What the ways in cost a large glossary: A-Z, subjects, tags, standards, sitemaps, on SQLite.

`python -m tests.bench.browsing [ENTRIES [TIMES]]`, 1,000 and 20 by default: so many entries are
published and copied until there are TIMES as many. CPU is the least of five requests.
"""

import gzip
import os
import sys
import tempfile
import time

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/bench.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from glossary.exchange.loader import Incoming, load  # noqa: E402
from glossary.models import Entry, IndexLine, Role, Standard, Subject  # noqa: E402
from glossary.workflow.batches import approve_batch  # noqa: E402
from glossary.workflow.proof import Proof  # noqa: E402
from tests.bench.copying import multiply  # noqa: E402
from tests.bench.corpus import corpus  # noqa: E402
from tests.factories import account  # noqa: E402

TIMES_ASKED = 5


def main(count: int, times: int) -> None:
    call_command("migrate", verbosity=0)
    publish(count, author=account("edda", Role.AUTHOR), publisher=account("petra", Role.PUBLISHER))
    report()
    multiply(times)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    report()


def publish(count: int, *, author: User, publisher: User) -> None:
    batch = load([Incoming(record=one, name="corpus") for one in corpus(count)], by=author).batch
    if batch is None:
        raise RuntimeError("the corpus brought nothing new")
    approve_batch(batch, by=publisher, proof=Proof.by_command(), publish=True)


def report() -> None:
    names = IndexLine.objects.filter(kind="term")
    print(f"--- {Entry.objects.published().count():,} entries, {names.count():,} names")
    by_letter = names.values_list("letter").annotate(count=Count("pk")).order_by("-count")
    letter, lines = by_letter[0]
    subject = Subject.objects.annotate(count=Count("entries")).order_by("-count")[0]
    standard = Standard.objects.annotate(count=Count("citations")).order_by("-count")[0]
    entry = Entry.objects.published().terms().order_by("pk")[0]
    for name, address in {
        "home": "/",
        "A-Z": "/glossary/",
        f"its largest letter, {lines:,} names": f"/glossary/?letter={letter}",
        "the last page of that": f"/glossary/?letter={letter}&page=9999",
        "A-Z of a day": "/glossary/?on=9999-01-01",
        "all subjects": "/subjects/",
        f"a subject, {subject.count:,} entries": subject.get_absolute_url(),
        "all tags": "/tags/",
        "a tag": f"/tags/{entry.tags.order_by('pk')[0].slug}/",
        "all standards": "/standards/",
        f"a standard, {standard.count:,} citations": standard.get_absolute_url(),
        "all sitemaps": "/sitemap.xml",
        "one with the first terms": "/sitemap-terms.xml",
    }.items():
        show(name, address)


def show(name: str, address: str) -> None:
    client = Client(SERVER_NAME="localhost")
    best = min(cpu_of(client, address) for _ in range(TIMES_ASKED))
    with CaptureQueriesContext(connection) as queries:
        page = read(client, address)
    weight = len(gzip.compress(page.content)) / 1000
    print(f"{name:<38}{best * 1000:7.1f} ms CPU {len(queries)} queries {weight:6.1f} kB gzip")


def cpu_of(client: Client, address: str) -> float:
    started = time.process_time()
    read(client, address)
    return time.process_time() - started


def read(client: Client, address: str) -> HttpResponse:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(1_000, 20)[len(given) :])
    FOLDER.cleanup()
