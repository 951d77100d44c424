"""The worker that may be killed."""

import os
import signal
import threading
import time

import pytest

from glossary.errors import ContentRefused, RenderingTooComplex
from glossary.publishing import worker
from glossary.publishing.guard import (
    MAX_PAGE_LENGTH,
    Guard,
    Worker,
    guards,
    render_guarded,
    render_pages,
)
from glossary.publishing.render import render_markdown

guard = guards[0]
# Below every cap and still slow: each definition is looked for in every word of the text.
SLOW = "*[a]: b\n" * 2400


def test_sections_come_back_in_order():
    assert render_guarded([("a", "*x*"), ("b", ""), ("c", "Zoë\n\nx\u2028y")]) == [
        "<p><em>x</em></p>",
        "",
        "<p>Zoë</p>\n<p>x\u2028y</p>",
    ]


def test_the_guard_changes_nothing_in_the_html():
    text = "# Part\n\nA | B\n--|--\n$x_1$ | [^1]\n\n[^1]: Note \U0001f600"
    assert render_guarded([("risks", text)]) == [render_markdown(text, anchor="risks")]


def test_a_text_that_takes_too_long_is_refused_and_the_next_one_works():
    """S-07: the parser would be busy for seconds; the worker is killed instead."""
    began = time.monotonic()
    with pytest.raises(RenderingTooComplex) as refusal:
        render_guarded([("fine", "a"), ("slow", SLOW)], seconds=0.2)
    assert refusal.value.place == "slow"
    assert time.monotonic() - began < 2
    assert render_guarded([("a", "works")]) == ["<p>works</p>"]


def test_a_refusal_by_the_renderer_names_the_section_and_leaves_the_worker_alive():
    render_guarded([("a", "b")])
    before = guard.worker
    with pytest.raises(RenderingTooComplex) as refusal:
        render_guarded([("risks", "[a" * 8000)])
    assert refusal.value.place == "risks"
    assert guard.worker is before


def test_a_worker_killed_from_outside_is_replaced_unnoticed():
    render_guarded([("a", "b")])
    assert guard.worker is not None
    os.kill(guard.worker.process.pid, signal.SIGKILL)
    guard.worker.process.wait()
    assert render_guarded([("a", "b")]) == ["<p>b</p>"]


def test_a_worker_that_is_stopped_counts_as_too_slow():
    render_guarded([("a", "b")])
    assert guard.worker is not None
    os.kill(guard.worker.process.pid, signal.SIGSTOP)
    with pytest.raises(RenderingTooComplex):
        render_guarded([("a", "b" * 19_000)], seconds=0.2)
    assert render_guarded([("a", "b")]) == ["<p>b</p>"]


def test_threads_take_turns_and_get_their_own_text_back():
    answers: dict[int, list[str]] = {}

    def render(number: int) -> None:
        answers[number] = render_guarded([("a", f"number {number}")] * 5)

    threads = [threading.Thread(target=render, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [f"<p>number {number}</p>"] * 5 for number in range(8)}


@pytest.mark.skipif(len(guards) < 2, reason="one processor renders one text at a time")
def test_a_second_worker_renders_while_the_first_is_busy():
    with guard.lock:
        assert render_guarded([("a", "*b*")]) == ["<p><em>b</em></p>"]
    assert guards[1].worker is not None


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_process_starts_a_worker_of_its_own():
    render_guarded([("a", "b")])
    assert guard.worker is not None
    parents_worker = guard.worker.process.pid
    child = os.fork()
    if child == 0:
        is_right = render_guarded([("a", "b")]) == ["<p>b</p>"]
        is_own = guard.worker is not None and guard.worker.process.pid != parents_worker
        guard.drop_worker()
        os._exit(0 if is_right and is_own else 1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert render_guarded([("a", "c")]) == ["<p>c</p>"]
    assert guard.worker.process.pid == parents_worker


def test_an_interrupted_answer_is_never_given_to_the_next_text(monkeypatch):
    own_guard = Guard()
    request = {"anchor": "a", "text": "first", "seconds": 1}
    own_guard.answers([request], seconds=1)
    assert own_guard.worker is not None

    def interrupt(**_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(own_guard.worker, "read_line", interrupt)
    with pytest.raises(KeyboardInterrupt):
        own_guard.answers([request], seconds=1)
    (answer,) = own_guard.answers([{**request, "text": "second"}], seconds=1)
    assert answer == {"html": "<p>second</p>"}
    own_guard.drop_worker()


def test_one_page_that_is_refused_keeps_no_other_from_being_rendered():
    """More text than the worker is sent ahead, so that it is asked in several goes."""
    long = ("a word " * 2_800).strip()
    pages = [[("a", long)] * 3, [("slow", SLOW), ("b", "never")], [("c", "\0")], [("d", "*x*")]]
    first, slow, unprintable, last = render_pages(pages, seconds=0.5)
    assert first == [f"<p>{long}</p>"] * 3
    assert (type(slow), slow.place) == (RenderingTooComplex, "slow")
    assert (type(unprintable), unprintable.place) == (ContentRefused, "c")
    assert last == ["<p><em>x</em></p>"]


def test_a_text_that_kills_two_workers_is_given_up(monkeypatch):
    own_guard = Guard()
    killed = []
    real = Worker.send

    def send(self, line, *, seconds):
        if b"deadly" in line:
            # It must not answer before it is killed.
            self.process.send_signal(signal.SIGSTOP)
        real(self, line, seconds=seconds)
        if b"deadly" in line:
            killed.append(self.process.pid)
            self.process.kill()
            self.process.wait()

    monkeypatch.setattr(Worker, "send", send)
    requests = [{"anchor": "a", "text": text, "seconds": 1} for text in ("deadly", "fine")]
    first, second = own_guard.answers(requests, seconds=1)
    assert first["refused"] == "Rendering this text fails."
    assert second == {"html": "<p>fine</p>"}
    assert len(set(killed)) == 2
    own_guard.drop_worker()


def test_an_entry_has_a_greatest_length():
    """S-07."""
    with pytest.raises(ContentRefused):
        render_guarded([(str(n), "a" * 19_000) for n in range(MAX_PAGE_LENGTH // 19_000 + 1)])


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_characters_no_database_keeps_are_refused(text):
    with pytest.raises(ContentRefused) as refusal:
        render_guarded([("risks", text)])
    assert refusal.value.place == "risks"


def test_html_that_grows_without_measure_is_refused(monkeypatch):
    monkeypatch.setattr(worker, "MAX_OUTPUT", 10)
    answer = worker.answer_for({"anchor": "a", "text": "*far too long*", "seconds": 1})
    assert answer["error"] == "RenderingTooComplex"
