"""Other sites over TLS, with a certificate made for the test."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from glossary.exchange.other_sites import OtherSites
from glossary.models import Fault
from glossary.workflow.external_links import Answer
from tests.exchange.answering import head, only_this_machine, site

MAKE = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and its certificate, which nobody vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl not found")
    both = tmp_path_factory.mktemp("tls") / "site.pem"
    subject = "subjectAltName=IP:127.0.0.1"
    files = ["-keyout", both.with_suffix(".key"), "-out", both.with_suffix(".crt")]
    subprocess.run([*MAKE.split(), subject, *files], check=True, capture_output=True)
    both.write_bytes(b"".join(file.read_bytes() for file in files[1::2]))
    return both


def asked(certificate: Path, *, is_known: bool) -> Answer:
    sites = OtherSites(agent="check", pause=0, is_allowed=only_this_machine)
    if is_known:
        sites.tls.load_verify_locations(certificate)
    with site(HEAD_a=head(200)) as other:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        other.socket = context.wrap_socket(
            other.socket, server_side=True, do_handshake_on_connect=False
        )
        return sites.ask(f"{other.url.replace('http:', 'https:')}/a")


def test_a_site_with_a_valid_certificate_answers(certificate: Path) -> None:
    assert asked(certificate, is_known=True) == Answer(status=200)


def test_a_certificate_nobody_vouches_for_is_no_secure_connection(certificate: Path) -> None:
    """E-22: an editor's browser may know more, so the link is not called broken."""
    assert asked(certificate, is_known=False) == Answer(fault=Fault.NOT_SECURE)
