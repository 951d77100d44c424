"""The process that renders Markdown and may be killed while it does.

Started by `guard` as `python -m glossary.publishing.worker`. One JSON object a line comes in
(anchor, text, seconds), one goes out (html, or refused and error). Standard input and output
are the same socket.
"""

import json
import resource
import signal
import sys
from contextlib import suppress
from typing import Any, TextIO

from glossary.errors import ContentRefused, RenderingTooComplex
from glossary.publishing.render import render_markdown

MEMORY_LIMIT = 512 * 1024 * 1024
MAX_OUTPUT = 2_000_000
READY = {"ready": True}


def answer_for(request: dict[str, Any]) -> dict[str, str]:
    """Render one request. What is refused is an answer too, never the end of the process."""
    anchor = request["anchor"]
    try:
        html = render_markdown(request["text"], anchor=anchor)
        if len(html) > MAX_OUTPUT:
            raise RenderingTooComplex("The rendered text is far too long.", place=anchor)
    except ContentRefused as error:
        return {"refused": str(error), "error": type(error).__name__}
    except MemoryError:
        return {"refused": "The text needs too much memory.", "error": "RenderingTooComplex"}
    return {"html": html}


def serve(requests: TextIO, answers: TextIO) -> None:
    """Answer until the other side closes."""
    write(answers, READY)
    for line in requests:
        request = json.loads(line)
        # Nobody is left to kill this process when the server itself was killed; the default
        # action of the alarm ends it even inside a regular expression that never returns.
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + 1)
        answer = answer_for(request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        write(answers, answer)


def write(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def main() -> None:
    # macOS knows the limit but refuses to set it; the time limit still holds there.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    with suppress(BrokenPipeError):
        serve(sys.stdin, sys.stdout)


if __name__ == "__main__":
    main()
