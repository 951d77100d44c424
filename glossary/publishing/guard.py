"""Render in a process that can be killed: some texts would keep the parser busy for hours.

Each process of the server keeps one worker, started at the first text, replaced when it was
killed, ended with the process. Sections take turns; none can hold the others up for longer
than its time limit.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from glossary.errors import ContentRefused, RenderingTooComplex
from glossary.text import unprintable_in

PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_A_SECTION = 2.0
SECONDS_TO_START = 20.0
MAX_PAGE_LENGTH = 200_000
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

    def ask(self, request: dict[str, Any], *, seconds: float) -> dict[str, Any]:
        """Send one request, return its answer. Raise TimeoutError or WorkerLost."""
        until = time.monotonic() + seconds
        self.connection.settimeout(seconds)
        try:
            self.connection.sendall(json.dumps(request).encode() + b"\n")
        except ConnectionError as error:
            raise WorkerLost from error
        return self.read_line(until=until)

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


class Guard:
    """The worker of this process and the lock around it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.worker: Worker | None = None

    def answer(self, request: dict[str, Any], *, seconds: float) -> dict[str, Any]:
        """Ask the worker; ask a fresh one once more if the first had been killed from outside."""
        with self.lock:
            for _attempt in range(2):
                self.worker = self.worker or Worker()
                try:
                    return self.worker.ask(request, seconds=seconds)
                except TimeoutError as error:
                    self.drop_worker()
                    raise RenderingTooComplex(
                        f"Rendering this text takes more than {seconds:g} seconds.",
                        place=request["anchor"],
                    ) from error
                except WorkerLost:
                    self.drop_worker()
                except BaseException:
                    # An answer left unread would be taken for the answer to the next text.
                    self.drop_worker()
                    raise
        raise RenderingTooComplex("Rendering this text fails.", place=request["anchor"])

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


guard = Guard()
atexit.register(guard.drop_worker)
os.register_at_fork(after_in_child=guard.start_anew_after_fork)


def render_guarded(
    sections: Sequence[tuple[str, str]], *, seconds: float = SECONDS_A_SECTION
) -> list[str]:
    """Return the unclean HTML of each (anchor, Markdown) in order.

    Raise ContentRefused or RenderingTooComplex with the anchor as `place`; the next call
    works again.
    """
    length = sum(len(text) for _anchor, text in sections)
    if length > MAX_PAGE_LENGTH:
        raise ContentRefused(f"An entry may have {MAX_PAGE_LENGTH} characters; this has {length}.")
    return [render_section(anchor, text, seconds=seconds) for anchor, text in sections]


def render_section(anchor: str, text: str, *, seconds: float) -> str:
    if unprintable_in(text):
        raise ContentRefused("The text holds a character that no database keeps.", place=anchor)
    request = {"anchor": anchor, "text": text, "seconds": seconds}
    answer = guard.answer(request, seconds=seconds)
    if "refused" in answer:
        raise ERRORS[answer["error"]](answer["refused"], place=anchor)
    return answer["html"]
