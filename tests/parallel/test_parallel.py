"""One chain, one publication, one approval, however many ask at the same moment."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


def run(task: str, address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.parallel.tasks", task],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def lines_of(task: str, address: str) -> list[str]:
    """Return what became of each attempt; fail with the program's own words."""
    done = run(task, address)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def facts_in(address: str) -> dict:
    return json.loads(lines_of("report", address)[0])


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Return a migrated SQLite file, made once and copied for each test."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    lines_of("migrate", f"sqlite:///{path}")
    return path


@pytest.fixture
def address(request, tmp_path):
    """Return the address of a database that other processes can open.

    On PostgreSQL it is the one of the test. A SQLite database in memory cannot be shared: there
    it is a file.
    """
    if connection.vendor == "sqlite":
        copy = shutil.copy(request.getfixturevalue("migrated"), tmp_path / "shared.sqlite3")
        return f"sqlite:///{copy}"
    facts = connection.settings_dict
    login = quote(facts["USER"], safe="")
    if facts["PASSWORD"]:
        login += f":{quote(facts['PASSWORD'], safe='')}"
    host = f"{quote(facts['HOST'], safe='')}:{facts['PORT'] or 5432}"
    return f"postgres://{login}@{host}/{facts['NAME']}"


def test_fifty_parallel_writers_make_one_chain(address):
    """A-06."""
    assert lines_of("write_records", address) == ["done"] * 50
    facts = facts_in(address)
    assert facts["actions"] == ["create"] + ["look at"] * 50
    assert facts["seqs"] == list(range(1, 52))
    assert facts["chain_is_whole"] and facts["head"]


def test_parallel_publications_number_without_gaps_or_doubles(address):
    """W-04, W-19: twenty entries at once, then one version twenty times at once."""
    lines = lines_of("publish_at_once", address)
    assert lines[:20] == ["done"] * 20
    assert sorted(lines[20:])[-1] == "done" and lines[20:].count("done") == 1
    assert all("published" in line for line in lines[20:] if line != "done")
    facts = facts_in(address)
    assert sorted(facts["labels"]) == ["1.0"] * 20 + ["1.1"]
    assert facts["actions"].count("publish") == 21
    assert facts["actions"].count("supersede") == 1
    assert facts["pages"] == 20
    assert facts["chain_is_whole"] and facts["head"]


def test_of_eight_reviewers_at_the_same_moment_one_approves(address):
    """W-19: the others learn by whom and when it was approved."""
    lines = lines_of("approve_at_once", address)
    assert lines.count("done") == 1
    assert all("already approved by" in line for line in lines if line != "done")
    facts = facts_in(address)
    assert facts["actions"].count("approve") == 1
    assert facts["states"] == ["approved"]


def test_a_form_sent_twenty_times_at_once_makes_one_entry(address):
    """F-17: every answer leads to it."""
    assert lines_of("send_forms_at_once", address) == ["done"] * 20
    facts = facts_in(address)
    assert (facts["actions"], facts["states"]) == (["create"], ["draft"])


def test_of_twenty_people_who_save_at_once_one_does(address):
    """F-16: all others learn of it, and nothing is overwritten."""
    lines = lines_of("save_at_once", address)
    assert lines.count("done") == 1
    assert all("Somebody else has saved" in line for line in lines if line != "done")
    assert facts_in(address)["actions"] == ["create", "save"]


def test_of_twenty_people_who_reserve_at_once_one_does(address):
    """E-07: all others learn who has it, and save nothing."""
    lines = lines_of("reserve_at_once", address)
    assert lines.count("done") == 1
    assert all("Reserved by" in line for line in lines if line != "done")
    assert facts_in(address)["actions"] == ["create", "save"]


def test_a_draft_submitted_twenty_times_at_once_is_submitted_once(address):
    """F-17."""
    lines = lines_of("submit_at_once", address)
    assert lines.count("done") == 1
    assert facts_in(address)["actions"] == ["create", "submit"]


def test_copies_kept_at_once_end_as_one(address):
    """E-04."""
    assert lines_of("keep_copies_at_once", address) == ["done"] * 20 + ["1"]


def test_the_clock_run_eight_times_at_once_publishes_once(address):
    """T11: each item once, whoever comes first."""
    assert lines_of("release_at_once", address) == ["done"] * 8
    facts = facts_in(address)
    assert facts["actions"].count("release") == 1
    assert (facts["states"], facts["labels"], facts["pages"]) == (["published"], ["1.0"], 1)


def test_killed_between_change_and_record_neither_is_there(address):
    """A-03, F-01."""
    assert run("die_before_the_record", address).returncode == -signal.SIGKILL
    facts = facts_in(address)
    assert facts["states"] == ["in_review"]
    assert facts["approved"] == 0
    assert facts["actions"] == ["create", "submit"]
    assert facts["chain_is_whole"] and facts["head"]


def test_killed_before_the_pages_nothing_is_published(address):
    """A-03, F-01."""
    assert run("die_before_the_pages", address).returncode == -signal.SIGKILL
    facts = facts_in(address)
    assert (facts["states"], facts["pages"]) == (["approved"], 0)
    assert facts["actions"] == ["create", "submit", "approve"]


def test_two_processes_make_everything_anew(address):
    assert lines_of("republish_in_two_processes", address)[-1] == "Republished 300 entries"
    facts = facts_in(address)
    assert facts["pages"] == 300
    assert facts["titles"] == sorted(f"Term {number}" for number in range(300))


def test_two_workers_do_each_page_and_nothing_is_left(address):
    lines = lines_of("follow_in_two_workers", address)
    assert lines.count("done") == 2
    facts = facts_in(address)
    assert (facts["mentions"], facts["waiting"]) == (120, 0)


def test_an_import_sent_confirmed_and_carried_on_at_once_is_one(address):
    """F-17, E-45."""
    assert set(lines_of("import_at_once", address)) == {"done"}
    facts = facts_in(address)
    assert facts["imports"] == [["done", 120]]
    assert facts["states"] == ["draft"] * 120
    assert facts["chain_is_whole"] and facts["head"]


def test_an_import_whose_worker_was_killed_is_brought_to_its_end(address):
    """E-45: whole portions, nothing twice."""
    assert run("die_in_an_import", address).returncode == -signal.SIGKILL
    facts = facts_in(address)
    assert (facts["imports"], len(facts["states"])) == ([["running", 50]], 50)
    assert lines_of("carry_imports_on", address) == ["1"]
    facts = facts_in(address)
    assert (facts["imports"], len(facts["states"])) == ([["done", 120]], 120)


def test_readers_who_miss_the_same_at_once_are_all_counted_who_are_told_so(address):
    """E-33: nobody waits long for the count, so SQLite may leave some out."""
    noted, counted = json.loads(lines_of("search_together", address)[0])
    assert noted == counted > 0
    assert noted == 20 or connection.vendor == "sqlite"


def test_a_reader_does_not_wait_for_a_long_writer(address):
    """E-33: SQLite has one writer; an import may be it for minutes."""
    noted, seconds = json.loads(lines_of("search_beside_a_writer", address)[0])
    assert noted == (connection.vendor != "sqlite")
    assert seconds < 5
