"""Render in a process that can be killed: some texts would keep the parser busy for hours.

Each process of the server keeps one worker, and a second one where there are two processors:
started when there is a text for it, replaced when it was killed, ended with the process. Sections
take turns; none can hold the others up for longer than its time limit.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any

from glossary.errors import ContentRefused, RenderingTooComplex
from glossary.text import unprintable_in

PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_A_SECTION = 2.0
SECONDS_TO_START = 20.0
MAX_PAGE_LENGTH = 200_000
# Requests of so many bytes wait at the worker; less than what a socket holds.
SENT_AHEAD = 48 * 1024
# Markdown takes as long as all that a batch does with its HTML.
RENDERERS = min(2, os.cpu_count() or 1)
# A second worker that dies over the same text dies of it.
LOSSES_ALLOWED = 2
# Pairs of an anchor and a Markdown text.
Sections = Sequence[tuple[str, str]]
ERRORS = {error.__name__: error for error in (ContentRefused, RenderingTooComplex)}


class WorkerLost(Exception):
    """The worker ended without an answer; somebody or the system killed it."""


class Worker:
    """One running `glossary.publishing.worker` and the socket to it."""

    def __init__(self) -> None:
        self.connection, its_end = socket.socketpair()
        self.unread = b""
        # A session of its own: Ctrl-C in a terminal ends the server, which then ends the worker.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "glossary.publishing.worker"],
            cwd=PROJECT_ROOT,
            stdin=its_end.fileno(),
            stdout=its_end.fileno(),
            start_new_session=True,
        )
        its_end.close()
        try:
            self.read_line(until=time.monotonic() + SECONDS_TO_START)
        except (TimeoutError, WorkerLost) as error:
            self.close()
            raise RuntimeError("The rendering worker does not start; see its output.") from error

    def answers(
        self, requests: Sequence[dict[str, Any]], *, seconds: float
    ) -> Iterator[dict[str, Any]]:
        """Yield the answers in order. Raise TimeoutError or WorkerLost.

        Some requests are sent ahead, so that the worker need not wait for the next; the time of
        each begins when the one before is answered.
        """
        lines = [json.dumps(request).encode() + b"\n" for request in requests]
        sent = ahead = 0
        for number, line in enumerate(lines):
            until = time.monotonic() + seconds
            # Many at a time: after each a thread may have to wait for its turn to go on.
            if sent == number or ahead < SENT_AHEAD // 2:
                more = how_many(lines[sent:], room=SENT_AHEAD - ahead, at_least=number + 1 - sent)
                going = b"".join(lines[sent : sent + more])
                self.send(going, seconds=seconds)
                ahead, sent = ahead + len(going), sent + more
            yield self.read_line(until=until)
            ahead -= len(line)

    def send(self, line: bytes, *, seconds: float) -> None:
        self.connection.settimeout(seconds)
        try:
            self.connection.sendall(line)
        except ConnectionError as error:
            raise WorkerLost from error

    def read_line(self, *, until: float) -> dict[str, Any]:
        while b"\n" not in self.unread:
            # A timeout of 0 would mean "do not block" and raise another error.
            self.connection.settimeout(max(until - time.monotonic(), 0.001))
            try:
                received = self.connection.recv(65536)
            except ConnectionError as error:
                raise WorkerLost from error
            if not received:
                raise WorkerLost
            self.unread += received
        line, _, self.unread = self.unread.partition(b"\n")
        return json.loads(line)

    def close(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()

    def abandon(self) -> None:
        """Let go of a worker that belongs to the parent of this forked process."""
        self.connection.close()
        # It is not our child: without a return code Popen would complain that it still runs.
        self.process.returncode = 0


def how_many(lines: Sequence[bytes], *, room: int, at_least: int) -> int:
    """Return how many lines there is room for."""
    ends = accumulate(map(len, lines))
    return max(at_least, sum(1 for _end in takewhile(lambda end: end <= room, ends)))


class Guard:
    """A worker of this process and the lock around it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.worker: Worker | None = None

    def answers(
        self, requests: Sequence[dict[str, Any]], *, seconds: float
    ) -> list[dict[str, Any]]:
        """Return an answer to each request, a refusal where it took too long or failed twice.

        A worker that was killed, by us or from outside, is replaced and the rest asked again.
        """
        found: list[dict[str, Any]] = []
        losses = 0
        with self.lock:
            while len(found) < len(requests):
                self.worker = self.worker or Worker()
                try:
                    for answer in self.worker.answers(requests[len(found) :], seconds=seconds):
                        found.append(answer)
                        losses = 0
                except TimeoutError:
                    self.drop_worker()
                    found.append(refusal(f"Rendering this takes more than {seconds:g} seconds."))
                except WorkerLost:
                    self.drop_worker()
                    losses += 1
                    if losses == LOSSES_ALLOWED:
                        found.append(refusal("Rendering this text fails."))
                        losses = 0
                except BaseException:
                    # An answer left unread would be taken for the answer to the next text.
                    self.drop_worker()
                    raise
        return found

    def drop_worker(self) -> None:
        if self.worker:
            self.worker.close()
            self.worker = None

    def start_anew_after_fork(self) -> None:
        """Forget the parent's worker, and its lock, which another thread may have held."""
        if self.worker:
            self.worker.abandon()
            self.worker = None
        self.lock = threading.Lock()


# The second worker is started when a text comes while the first is busy.
guards = [Guard() for _each in range(RENDERERS)]
for each in guards:
    atexit.register(each.drop_worker)
    os.register_at_fork(after_in_child=each.start_anew_after_fork)


def idle_guard() -> Guard:
    """Return one that is not at work; of two threads that find the same one, one waits."""
    return next((each for each in guards if not each.lock.locked()), guards[0])


def refusal(reason: str) -> dict[str, Any]:
    return {"refused": reason, "error": RenderingTooComplex.__name__}


def render_guarded(sections: Sections, *, seconds: float = SECONDS_A_SECTION) -> list[str]:
    """Return the unclean HTML of each section in order.

    Raise ContentRefused or RenderingTooComplex with the anchor as `place`; the next call
    works again.
    """
    (page,) = render_pages([sections], seconds=seconds)
    if isinstance(page, ContentRefused):
        raise page
    return page


def render_pages(
    pages: Sequence[Sections], *, seconds: float = SECONDS_A_SECTION
) -> list[list[str] | ContentRefused]:
    """Return for each page the unclean HTML of its sections, or why it is refused.

    One page that is refused keeps no other from being rendered.
    """
    refused = [refusal_of(sections) for sections in pages]
    requests = [
        {"anchor": anchor, "text": text, "seconds": seconds}
        for sections, error in zip(pages, refused, strict=True)
        if error is None
        for anchor, text in sections
    ]
    answers = iter(idle_guard().answers(requests, seconds=seconds))
    return [
        error or html_of([(anchor, next(answers)) for anchor, _text in sections])
        for sections, error in zip(pages, refused, strict=True)
    ]


def refusal_of(sections: Sections) -> ContentRefused | None:
    """Return why a page is not worth a try."""
    length = sum(len(text) for _anchor, text in sections)
    if length > MAX_PAGE_LENGTH:
        return ContentRefused(f"An entry may have {MAX_PAGE_LENGTH} characters; this has {length}.")
    for anchor, text in sections:
        if unprintable_in(text):
            reason = "The text holds a character that no database keeps."
            return ContentRefused(reason, place=anchor)
    return None


def html_of(answers: Sequence[tuple[str, dict[str, Any]]]) -> list[str] | ContentRefused:
    for anchor, answer in answers:
        if "refused" in answer:
            return ERRORS[answer["error"]](answer["refused"], place=anchor)
    return [answer["html"] for _anchor, answer in answers]
