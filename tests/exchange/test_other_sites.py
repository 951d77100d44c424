"""Asking other sites: what an answer is, and that nothing can be reached that is not public."""

import socket
import ssl
import threading
import time
from ipaddress import ip_address

import pytest

from glossary.exchange import other_sites
from glossary.exchange.other_sites import OtherSites, is_public, target_of
from glossary.models import Fault
from glossary.workflow.external_links import Answer
from tests.exchange.answering import HOME, head, only_this_machine, redirect, site


def sites(**facts: object) -> OtherSites:
    return OtherSites(**{"agent": "check", "pause": 0, "is_allowed": only_this_machine} | facts)


def resolved(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[list[str]]]) -> list[str]:
    """Let names stand for these numbers, each time for the next ones; return who was asked for."""
    real, asked = socket.getaddrinfo, []

    def look(host: str, port: int, *args: object, **kwargs: object) -> list:
        if host not in names:
            return real(str(ip_address(host)), port, *args, **kwargs)
        asked.append(host)
        return [found for number in names[host].pop(0) for found in real(number, port, type=1)]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return asked


@pytest.mark.parametrize("status", [200, 204, 304, 401, 410, 429, 500])
def test_the_answer_is_the_status(status: int) -> None:
    with site(HEAD_a=head(status)) as other:
        assert sites().ask(f"{other.url}/a") == Answer(status=status)
        assert other.asked == ["HEAD /a"]


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_a_site_that_refuses_head_is_asked_with_get(status: int) -> None:
    """E-22: and of what it sends little more than the head is read."""
    sent = []

    def endless(send) -> None:
        send(head(200))
        for _part in range(10_000):
            send(b"x" * 10_000)
            sent.append(1)

    with site(HEAD_a=head(status), GET_a=endless) as other:
        assert sites().ask(f"{other.url}/a") == Answer(status=200)
        assert other.asked == ["HEAD /a", "GET /a"]
    assert len(sent) < 10_000


def test_nothing_of_ours_is_sent_but_the_name_of_the_site() -> None:
    """S-08."""
    with site(HEAD_a=head(302, "Set-Cookie: a=b", "Location: /b"), HEAD_b=head(200)) as other:
        assert sites(agent="check (+https://q.example)").ask(f"{other.url}/a") == Answer(status=200)
    port = other.server_address[1]
    assert other.requests[1].splitlines() == [
        "HEAD /b HTTP/1.1",
        f"Host: {HOME}:{port}",
        "User-Agent: check (+https://q.example)",
        "Accept: */*",
        "Connection: close",
    ]


def test_redirects_are_followed_a_few_times_only() -> None:
    replies = {"HEAD_a": redirect("b"), "HEAD_b": redirect("/c"), "HEAD_c": head(200)}
    with site(**replies, HEAD_loop=redirect("/loop")) as other:
        assert sites().ask(f"{other.url}/a") == Answer(status=200)
        assert sites().ask(f"{other.url}/loop") == Answer(fault=Fault.REDIRECTS)
        assert other.asked == ["HEAD /a", "HEAD /b", "HEAD /c", *["HEAD /loop"] * 4]


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "//192.168.1.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://me:secret@127.0.0.1/",
        "http://[oops",
    ],
)
def test_a_redirect_leads_nowhere_but_to_the_web(target: str) -> None:
    """S-08."""
    with site(HEAD_a=redirect(target)) as other:
        assert sites().ask(f"{other.url}/a") == Answer(fault=Fault.NOT_PUBLIC)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254"),
        *(
            "0.0.0.1",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
        ),
        *("ff02::1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"),
        *("2001:0:a00:1::", "fec0::1", "fe80::1%eth0"),
    ],
)
def test_no_private_number_may_be_asked(number: str) -> None:
    """S-08: nor one that carries another inside."""
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:2800:21f::1"])
def test_numbers_of_the_web_may_be_asked(number: str) -> None:
    assert is_public(ip_address(number))


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "https://[::1]/", "http://2130706433/", "http://127.1/"),
        *("ftp://example.org/", "mailto:a@example.org", "http://", "http:///a", "http://a b/"),
        *("http://u:p@example.org/", "http://u@example.org/", "http://example.org:99999/"),
        *(
            "http://a..b/",
            "https://a.\u2024/",
            "http://-\u0000.org/",
            f"http://{'a' * 70}.org/",
            "http://[fe80::1%25a]/",
        ),
    ],
)
def test_nothing_is_connected_for_what_is_no_public_address(url, monkeypatch) -> None:
    """S-08."""
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_facts: pytest.fail("asked"))
    assert OtherSites(agent="check", pause=0).ask(url) == Answer(fault=Fault.NOT_PUBLIC)


def test_one_private_number_among_others_bars_a_name(monkeypatch) -> None:
    resolved(monkeypatch, {"mixed.example": [[HOME, "10.0.0.1"]]})
    with site() as other:
        url = f"http://mixed.example:{other.server_address[1]}/"
        assert sites().ask(url) == Answer(fault=Fault.NOT_PUBLIC)
        assert other.requests == []


def test_the_number_that_was_checked_is_the_one_that_is_asked(monkeypatch) -> None:
    """S-08: a name that changes its number meanwhile gains nothing."""
    asked = resolved(monkeypatch, {"turning.example": [[HOME], ["10.0.0.1"]]})
    with site(HEAD_a=head(200), HEAD_b=redirect("/a")) as other:
        url = f"http://turning.example:{other.server_address[1]}"
        assert sites().ask(f"{url}/b") == Answer(fault=Fault.NOT_PUBLIC)
        assert other.asked == ["HEAD /b"]
    assert asked == ["turning.example"] * 2


def test_the_next_number_is_tried_where_one_takes_no_connection(monkeypatch) -> None:
    resolved(monkeypatch, {"two.example": [["127.0.0.9", HOME]]})
    with site(HEAD_a=head(200)) as other:
        url = f"http://two.example:{other.server_address[1]}/a"
        assert sites(is_allowed=lambda _number: True).ask(url) == Answer(status=200)


@pytest.mark.parametrize(
    ("errno", "fault"),
    [(socket.EAI_NONAME, Fault.NO_NAME), (socket.EAI_AGAIN, Fault.TOO_SLOW)],
)
def test_a_name_that_is_not_there_is_no_slow_resolver(errno, fault, monkeypatch) -> None:
    def look(*_args: object, **_facts: object) -> list:
        raise socket.gaierror(errno, "words")

    monkeypatch.setattr(socket, "getaddrinfo", look)
    assert sites().ask("https://nobody.example/") == Answer(fault=fault)


def test_a_site_that_is_away_takes_no_connection() -> None:
    with site() as other:
        url = other.url
    assert sites().ask(url) == Answer(fault=Fault.NO_CONNECTION)


def test_a_slow_site_is_left_alone_after_a_while(monkeypatch) -> None:
    """Also one that sends a letter now and then."""

    def trickle(send) -> None:
        send(b"HTTP/1.1 200 OK\r\n")
        for _letter in range(50):
            send(b"x")
            time.sleep(0.1)

    monkeypatch.setattr(other_sites, "SECONDS", 0.3)
    with site(HEAD_a=trickle, HEAD_b=lambda _send: time.sleep(1)) as other:
        for path in "ab":
            begun = time.monotonic()
            assert sites().ask(f"{other.url}/{path}") == Answer(fault=Fault.TOO_SLOW)
            assert time.monotonic() - begun < 0.9


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 999999 \r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        head(200)[:-2] + b"A: " + b"x" * 100_000 + b"\r\n\r\n",
        head(103) * 5_000,
    ],
    ids=["nothing", "ssh", "status", "unfinished", "long", "interim"],
)
def test_what_is_no_proper_answer_is_none(reply: bytes) -> None:
    with site(HEAD_a=reply) as other:
        assert sites().ask(f"{other.url}/a") == Answer(fault=Fault.NO_ANSWER)


def test_an_interim_answer_is_not_the_last() -> None:
    with site(HEAD_a=head(103, "Link: </a.css>") + b"HTTP/1.0 200 OK\n\n") as other:
        assert sites().ask(f"{other.url}/a") == Answer(status=200)


def test_a_site_that_speaks_no_tls_is_not_asked_without_it() -> None:
    def answer_in_plain(listener: socket.socket) -> None:
        visitor, _number = listener.accept()
        with visitor:
            visitor.sendall(head(200))
            visitor.recv(4096)

    with socket.create_server((HOME, 0)) as listener:
        thread = threading.Thread(target=answer_in_plain, args=[listener])
        thread.start()
        url = f"https://{HOME}:{listener.getsockname()[1]}/"
        assert sites().ask(url) == Answer(fault=Fault.NOT_SECURE)
        thread.join()


def test_certificates_must_be_valid_for_the_name() -> None:
    assert sites().tls.verify_mode == ssl.CERT_REQUIRED
    assert sites().tls.check_hostname


def test_the_same_host_is_asked_after_a_pause() -> None:
    with site(HEAD_a=head(200)) as other:
        slow, begun = sites(pause=0.2), time.monotonic()
        for _time in range(2):
            slow.ask(f"{other.url}/a")
        assert time.monotonic() - begun >= 0.2


def test_an_address_is_sent_in_ascii_on_one_line() -> None:
    target = target_of("HTTPS://Prüfung.example:8443/a b/ü?q=ä\r\nX: y")
    assert target.authority == "xn--prfung-4ya.example:8443"
    assert target.path == "/a%20b/%C3%BC?q=%C3%A4X:%20y"
    assert target_of("http://[2606:2800::1]").authority == "[2606:2800::1]"
