"""A site on this machine that answers with the very bytes that a test gives it."""

import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address

HOME = "127.0.0.1"
Reply = bytes | Callable[[Callable[[bytes], object]], object]


def only_this_machine(address: IPv4Address | IPv6Address) -> bool:
    return str(address) == HOME


class Site(socketserver.ThreadingTCPServer):
    """Its replies by request line ("HEAD /a"); what is a function is called with a way to send."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        super().__init__((HOME, 0), Visit)
        self.replies = replies
        self.requests: list[str] = []

    @property
    def url(self) -> str:
        return f"http://{HOME}:{self.server_address[1]}"

    @property
    def asked(self) -> list[str]:
        return [request.partition(" HTTP/")[0] for request in self.requests]


class Visit(socketserver.StreamRequestHandler):
    """One request; a reader that goes away is no fault."""

    server: Site

    def handle(self) -> None:
        lines = []
        while (line := self.rfile.readline()).strip():
            lines.append(line.decode("latin-1"))
        request = "".join(lines)
        self.server.requests.append(request)
        reply = self.server.replies.get(request.partition(" HTTP/")[0], head(404))
        try:
            reply(self.wfile.write) if callable(reply) else self.wfile.write(reply)
        except OSError:
            return


def head(status: int, *lines: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} Words", *lines, "", ""]).encode()


def redirect(to: str) -> bytes:
    return head(302, f"Location: {to}")


@contextmanager
def site(**replies: Reply) -> Iterator[Site]:
    """Serve replies in a thread; `HEAD_a` is the reply to "HEAD /a"."""
    served = Site({name.replace("_", " /", 1): reply for name, reply in replies.items()})
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.shutdown()
        thread.join()
        served.server_close()
