"""`python -m tests.parallel.tasks TASK`: one task in many threads, or killed in the middle.

The database is the one that DATABASE_URL names. What is left there is for a test to judge; the
program prints one line for each attempt.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from glossary.errors import GlossaryError  # noqa: E402
from glossary.exchange import running  # noqa: E402
from glossary.exchange.running import run_waiting  # noqa: E402
from glossary.exchange.steering import steer  # noqa: E402
from glossary.exchange.uploads import receive  # noqa: E402
from glossary.models import (  # noqa: E402
    ChainHead,
    Decision,
    Import,
    Mention,
    Notice,
    Publication,
    RecoveryCopy,
    Ripple,
    SearchMiss,
    Version,
)
from glossary.workflow import actions, approving, publication, steps  # noqa: E402
from glossary.workflow.misses import note_miss  # noqa: E402
from glossary.workflow.record import record_entry  # noqa: E402
from glossary.workflow.recovery import keep_copy  # noqa: E402
from glossary.workflow.repeats import create_once  # noqa: E402
from glossary.workflow.reserving import reserve  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.exchange.uploading import checked, term_file  # noqa: E402

WRITERS = 50
PUBLISHERS = 20


def together(attempts: list[Callable[[], object]]) -> None:
    """Start all attempts at once and print what became of each."""

    def alone(attempt: Callable[[], object]) -> str:
        close_old_connections()
        try:
            attempt()
            return "done"
        except GlossaryError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        for line in pool.map(alone, attempts):
            print(line)


def migrate() -> None:
    call_command("migrate", verbosity=0)


def write_records() -> None:
    """Fifty people write one row of the record each (A-06)."""
    entry, by = make.draft().entry, make.petra()
    together([lambda: record_entry(entry, action="look at", by=by)] * WRITERS)


def publish_at_once() -> None:
    """Twenty approved versions of twenty entries, and one of them twenty times (W-04, W-19)."""
    versions = [make.approved(f"Term {number}") for number in range(PUBLISHERS)]
    together([publishing(version) for version in versions])
    again = make.next_version(Version.objects.get(pk=versions[0].pk))
    together([publishing(again)] * PUBLISHERS)


def publishing(version: Version) -> Callable[[], object]:
    by, proof = make.petra(), make.proof()
    return lambda: actions.publish(version, by=by, proof=proof)


def approve_at_once() -> None:
    """Two reviewers sign the same version at the same moment (W-19)."""
    version = make.submitted()
    seen, proof = version.current_hash(), make.proof()
    reviewers = [make.account(f"reviewer-{number}", "reviewer") for number in range(8)]
    together(
        [
            lambda by=by: actions.approve(version, by=by, seen_hash=seen, proof=proof)
            for by in reviewers
        ]
    )


def send_forms_at_once() -> None:
    """One form of a new entry is sent twenty times at once (F-17)."""
    by, facts = make.edda(), {"key": uuid4(), "kind": "term"}
    content = make.term_content("Audit")
    together([lambda: create_once(by=by, content=content, **facts)] * PUBLISHERS)


def save_at_once() -> None:
    """Twenty people save the draft that all of them had loaded (F-16)."""
    version = make.draft()
    based_on = version.current_hash()
    people = [make.account(f"publisher-{number}", "publisher") for number in range(PUBLISHERS)]
    together(
        [
            lambda by=by: actions.save_draft(
                version, make.term_content(by.username), by=by, based_on=based_on
            )
            for by in people
        ]
    )


def reserve_at_once() -> None:
    """Twenty people reserve one draft, and each who has it saves."""
    version = make.draft()
    people = [make.account(f"publisher-{number}", "publisher") for number in range(PUBLISHERS)]

    def attempt(by: User) -> None:
        reserve(version, by=by)
        actions.save_draft(version, make.term_content(by.username), by=by)

    together([partial(attempt, by) for by in people])


def submit_at_once() -> None:
    """One draft is submitted twenty times at once by its author (F-17)."""
    version, by = make.draft(), make.edda()
    together([lambda: actions.submit(version, by=by, change_note="First version")] * PUBLISHERS)


def keep_copies_at_once() -> None:
    """Two tabs of one person keep their copies at once; print how many there are."""
    version, by = make.draft(), make.edda()
    facts = {"by": by, "based_on": version.current_hash()}
    together([lambda: keep_copy(version, [("title", "Typed")], **facts)] * PUBLISHERS)
    print(RecoveryCopy.objects.count())


def release_at_once() -> None:
    """The clock's command runs eight times at once (T11)."""
    version = make.scheduled()
    Version.objects.filter(pk=version.pk).update(scheduled_for=version.approved_at)
    together([actions.release_due] * 8)


def die_before_the_record() -> None:
    """Approve, and be killed when the version is saved but its record is not (A-03)."""
    version = make.submitted()
    steps.record_all = kill
    approving.approve(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof())


def die_before_the_pages() -> None:
    """Publish, and be killed when the record is written but the pages are not (F-01)."""
    version = make.approved()
    publication.follow = kill
    actions.publish(version, by=make.petra(), proof=make.proof())


def republish_in_two_processes() -> None:
    """Forge every page, then make all anew in two processes; more than one portion each."""
    vocabulary(300)
    Publication.objects.update(title="Forged", sections=[])
    call_command("republish", "--all", "--processes", "2")


def follow_in_two_workers() -> None:
    """Let many pages follow a name, by two workers at once."""
    publication.AT_ONCE = 0
    vocabulary(120)
    make.published("Gauge")
    together([lambda: call_command("follow_changes")] * 2)


def import_at_once() -> None:
    """The same form four times, confirmed four times, carried on by four workers (F-17)."""
    uploads, key, by = [term_file(f"Term {number}") for number in range(120)], uuid4(), make.edda()
    together([lambda: receive(uploads, by=by, key=key, format="auto")] * 4)
    together([run_waiting] * 4)
    together([lambda: steer("confirm", Import.objects.get(), by=by)] * 4)
    together([run_waiting] * 4)


def die_in_an_import() -> None:
    """Bring one portion in, and be killed in the middle of the next."""
    brought = checked(*(term_file(f"Term {number}") for number in range(120)))
    steer("confirm", brought, by=brought.owner)
    running.run(Import.objects.get(), progress=lambda _import: setattr(running, "take", kill))


def carry_imports_on() -> None:
    """Do what a worker does when the claim of a killed one has run out."""
    Import.objects.update(leased_until=timezone.now())
    print(run_waiting())


def search_together() -> None:
    """Twenty readers miss the same text; print who was told that it is noted, and the count."""
    with ThreadPoolExecutor(PUBLISHERS) as pool:
        noted = list(pool.map(lambda _reader: miss(), range(PUBLISHERS)))
    print(json.dumps([noted.count(True), SearchMiss.objects.get().count]))


def search_beside_a_writer() -> None:
    """A reader misses a text while somebody else's transaction has written; print the seconds."""
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        make.edda()
        began = monotonic()
        noted = pool.submit(miss).result()
        print(json.dumps([noted, monotonic() - began]))


def miss() -> bool:
    try:
        return note_miss("Process audit", language="en")
    finally:
        connections.close_all()


def vocabulary(count: int) -> None:
    titles = [f"Term {number}" for number in range(count)]
    versions = [make.approved(title, definition="It names a gauge.") for title in titles]
    actions.publish_all(versions, by=make.petra(), proof=make.proof())


def kill(*args: object, **kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def report() -> None:
    """Print what is in the database, as JSON."""
    rows = list(Decision.objects.order_by("seq"))
    hashes = ["", *(row.row_hash for row in rows)]
    facts = {
        "seqs": [row.seq for row in rows],
        "chain_is_whole": all(
            row.prev_hash == before and row.row_hash == row.computed_hash()
            for before, row in zip(hashes, rows, strict=False)
        ),
        "head": ChainHead.objects.get().row_hash == hashes[-1],
        "actions": [row.action for row in rows if row.outcome == "done"],
        "labels": [version.label for version in Version.objects.order_by("pk")],
        "states": [version.state for version in Version.objects.order_by("pk")],
        "approved": Version.objects.filter(approved_by__isnull=False).count(),
        "pages": Publication.objects.count(),
        "titles": sorted(set(Publication.objects.values_list("title", flat=True))),
        "mentions": Mention.objects.count(),
        "waiting": Ripple.objects.filter(finished_at__isnull=True).count(),
        "imports": list(Import.objects.values_list("state", "done")),
        "notices": Notice.objects.count(),
    }
    print(json.dumps(facts))


TASKS = {
    task.__name__: task
    for task in (
        migrate,
        report,
        write_records,
        publish_at_once,
        approve_at_once,
        send_forms_at_once,
        save_at_once,
        reserve_at_once,
        submit_at_once,
        keep_copies_at_once,
        release_at_once,
        die_before_the_record,
        die_before_the_pages,
        republish_in_two_processes,
        follow_in_two_workers,
        import_at_once,
        die_in_an_import,
        carry_imports_on,
        search_together,
        search_beside_a_writer,
    )
}

if __name__ == "__main__":
    TASKS[sys.argv[1]]()
