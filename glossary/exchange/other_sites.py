"""Ask other sites whether an address answers. Nothing else sends requests out (S-08).

Editors write the addresses, so this must not become a way into networks that only the server can
reach. A name is resolved once for each request; all it stands for must be public, and the
connection is made to that very number. A redirect is a new request, with all of this again.
Of an answer only the head is read, and no cookie, login or text of ours is ever sent.
"""

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from glossary.errors import GlossaryError
from glossary.models import Fault
from glossary.workflow.external_links import Answer

# For one request, from the connection to the end of the head.
SECONDS = 5
MOST_BYTES = 65536
MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|[0-9a-f:]+:[0-9a-f:.]+")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Some sites say so of everything but GET.
REFUSES_HEAD = frozenset({403, 404, 405, 501})
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)(?!\d)")
LOCATION = re.compile(rb"^location:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
# Beyond it there are addresses that carry one of IPv4 inside, which may lead anywhere.
UNICAST = IPv6Network("2000::/3")
FAULTS = (
    (TimeoutError, Fault.TOO_SLOW),
    (ssl.SSLError, Fault.NOT_SECURE),
    (ConnectionRefusedError, Fault.NO_CONNECTION),
    (OSError, Fault.NO_ANSWER),
)


class NoAnswer(GlossaryError):
    """An address gave no answer, or is not asked at all; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.label)
        self.fault = fault


@dataclass(frozen=True, kw_only=True)
class Target:
    """An address taken apart, with nothing but ASCII in it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The first lines of an answer: the status, and where a redirect leads."""

    status: int
    location: str


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether an address may be asked: one of the web's own, and no detour to another."""
    if isinstance(address, IPv6Address) and (address not in UNICAST or address.sixtofour):
        return False
    return address.is_global and not address.is_multicast


class OtherSites:
    """Asks one address after the other, and the same host only after a pause of seconds."""

    def __init__(
        self,
        *,
        agent: str,
        pause: float,
        is_allowed: Callable[[IPv4Address | IPv6Address], bool] = is_public,
    ) -> None:
        self.agent = agent
        self.pause = pause
        self.is_allowed = is_allowed
        self.tls = ssl.create_default_context()
        self.last_asked: dict[str, float] = {}

    def ask(self, url: str) -> Answer:
        """Return the status in which an address ends, or the reason why it has none."""
        try:
            return Answer(status=self.final_status(url))
        except NoAnswer as error:
            return Answer(fault=error.fault)

    def final_status(self, url: str) -> int:
        for _redirect in range(MOST_REDIRECTS + 1):
            target = target_of(url)
            head = self.request("HEAD", target)
            if head.status in REFUSES_HEAD:
                head = self.request("GET", target)
            if head.status not in REDIRECTS or not head.location:
                return head.status
            url = joined(url, head.location)
        raise NoAnswer(Fault.REDIRECTS)

    def request(self, method: str, target: Target) -> Head:
        self.wait_for(target.host)
        until = monotonic() + SECONDS
        lines = (
            f"{method} {target.path} HTTP/1.1",
            f"Host: {target.authority}",
            f"User-Agent: {self.agent}",
            "Accept: */*",
            "Connection: close",
        )
        try:
            with self.connected(target, until=until) as connection:
                connection.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
                return read_head(connection, until=until)
        except OSError as error:
            raise NoAnswer(fault_of(error)) from error

    def wait_for(self, host: str) -> None:
        if host in self.last_asked:
            sleep(max(0, self.last_asked[host] + self.pause - monotonic()))
        self.last_asked[host] = monotonic()

    def connected(self, target: Target, *, until: float) -> socket.socket:
        """Connect to the first number of a host that takes the connection."""
        *others, last = self.allowed_numbers(target)
        for number in others:
            with suppress(OSError):
                return self.connected_to(number, target, until=until)
        return self.connected_to(last, target, until=until)

    def connected_to(self, number: str, target: Target, *, until: float) -> socket.socket:
        plain = socket.create_connection((number, target.port), timeout=left(until))
        if target.scheme == "http":
            return plain
        plain.settimeout(left(until))
        return self.tls.wrap_socket(plain, server_hostname=target.host)

    def allowed_numbers(self, target: Target) -> list[str]:
        """Return all that the name stands for. One that is not allowed bars the others, too."""
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            is_certain = error.errno == socket.EAI_NONAME
            raise NoAnswer(Fault.NO_NAME if is_certain else Fault.TOO_SLOW) from error
        numbers = [number for *_kind, (number, *_port) in found]
        if not all(self.is_allowed(ip_address(number)) for number in numbers):
            raise NoAnswer(Fault.NOT_PUBLIC)
        return numbers


def fault_of(error: OSError) -> Fault:
    return next(fault for kind, fault in FAULTS if isinstance(error, kind))


def target_of(url: str) -> Target:
    """Take an address apart. Raise NoAnswer for one that no program should be sent to."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise NoAnswer(Fault.NOT_PUBLIC) from error
    if parts.scheme not in PORTS or "@" in parts.netloc or not HOST.fullmatch(host):
        raise NoAnswer(Fault.NOT_PUBLIC)
    path = iri_to_uri(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
    return Target(scheme=parts.scheme, host=host, port=port, path=path)


def joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NoAnswer(Fault.NOT_PUBLIC) from error


def read_head(connection: socket.socket, *, until: float) -> Head:
    """Read up to the first blank line; interim answers (1xx) are passed over."""
    received = b""
    for part in parts_of(connection, until=until):
        received += part
        while end := BLANK_LINE.search(received):
            head = head_in(received[: end.start()])
            if head.status >= 200:
                return head
            received = received[end.end() :]
    raise NoAnswer(Fault.NO_ANSWER)


def parts_of(connection: socket.socket, *, until: float) -> Iterator[bytes]:
    """Yield what arrives, up to a size and a moment: a timeout holds for each part anew."""
    size = 0
    while size < MOST_BYTES:
        connection.settimeout(left(until))
        part = connection.recv(4096)
        if not part:
            return
        size += len(part)
        yield part


def head_in(lines: bytes) -> Head:
    status, location = STATUS.match(lines), LOCATION.search(lines)
    if not status:
        raise NoAnswer(Fault.NO_ANSWER)
    leads = location[1].decode(errors="replace").strip() if location else ""
    return Head(status=int(status[1]), location=leads)


def left(until: float) -> float:
    """Return the seconds that are left. Raise TimeoutError where none are."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
