"""Following changes by mail, without an account."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from glossary.models import Entry, Subscription
from glossary.workflow.actions import withdraw
from glossary.workflow.subscriptions import send_digests
from tests import factories as make
from tests.views.reading import text_of

pytestmark = pytest.mark.django_db
READER = {"email": "reader@example.org"}


def follow(client: Client, query: str = "") -> Subscription:
    """Ask, and follow the link in the mail."""
    client.post(f"/subscribe/{query}", READER)
    token = re.search(r"/subscribe/confirm/([\w-]+)/", mail.outbox[-1].body)[1]
    client.post(f"/subscribe/confirm/{token}/")
    mail.outbox.clear()
    return Subscription.objects.get(token=token)


def test_a_reader_is_asked_by_mail_before_anything_is_sent(client: Client) -> None:
    """W-63: a link that is only opened changes nothing."""
    entry = make.published("Gauge").entry
    response = client.post(f"/subscribe/?entry={entry.number}", READER, follow=True)
    assert "a mail is on its way" in text_of(response)
    (question,) = mail.outbox
    token = re.search(r"/subscribe/confirm/([\w-]+)/", question.body)[1]
    assert "“Gauge”" in question.body
    client.get(f"/subscribe/confirm/{token}/")
    assert Subscription.objects.get().confirmed_at is None
    client.post(f"/subscribe/confirm/{token}/")
    assert Subscription.objects.get().confirmed_at


def test_changes_come_once_and_only_from_then_on(client: Client) -> None:
    """W-63."""
    version = make.published("Gauge")
    follow(client, f"?entry={version.entry.number}")
    assert send_digests() == 0
    make.published("Hammer")
    second = make.republished(version, note="Names the scale it uses")
    assert (send_digests(), send_digests()) == (1, 0)
    (message,) = mail.outbox
    assert "Names the scale it uses" in message.body and "Hammer" not in message.body
    assert "/glossary/gauge/" in message.body
    facts = {"reason": "obsolete", "explanation": "Unused.", "proof": make.proof()}
    withdraw(second, by=make.petra(), **facts)
    assert send_digests() == 1
    assert "withdrawn" in mail.outbox[-1].body


def test_drafts_are_told_to_nobody(client: Client) -> None:
    """W-31, W-63."""
    follow(client)
    make.approved("Secret")
    assert send_digests() == 0


@pytest.mark.parametrize(("query", "count"), [("", 2), ("?subject=fundamentals", 1)])
def test_a_subject_or_everything_can_be_followed(client: Client, query: str, count: int) -> None:
    make.published("Base")
    follow(client, query)
    make.published("Gauge")
    make.published("Hammer", subject="Tools")
    assert send_digests() == 1
    body = mail.outbox[0].body
    assert ("Gauge" in body, "Hammer" in body) == (True, count == 2)


def test_ending_needs_no_login_and_one_click(client: Client) -> None:
    """W-63: from the mail's link, or by the mail program itself."""
    subscription = follow(client)
    make.published("Gauge")
    send_digests()
    header = mail.outbox[0].extra_headers
    address = f"/subscribe/end/{subscription.token}/"
    assert header["List-Unsubscribe"].endswith(f"{address}>")
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.get(address)
    assert Subscription.objects.count() == 1
    one_click = Client(enforce_csrf_checks=True)
    assert one_click.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert client.get(address).status_code == 404


def test_nobody_can_find_out_who_follows_or_flood_a_mailbox(client: Client) -> None:
    """The answer is always the same; an address is not asked again within the hour."""
    entries = [make.published(f"Gauge {number}").entry for number in range(8)]
    answers = {
        text_of(client.post(f"/subscribe/?entry={entry.number}", READER, follow=True))
        for entry in [*entries, *entries]
    }
    assert len(answers) == 1
    assert len(mail.outbox) == Subscription.objects.count() == 5


def test_what_is_not_published_cannot_be_followed(client: Client) -> None:
    """W-31."""
    number = make.draft("Secret").entry.number
    for query in (f"entry={number}", "entry=QM-9999", "subject=nothing"):
        assert client.get(f"/subscribe/?{query}").status_code == 404


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x@example.org\nBcc: y@example.org"])
def test_what_is_no_address_is_refused(client: Client, email: str) -> None:
    response = client.post("/subscribe/", {"email": email})
    assert response.status_code == 422 and 'role="alert"' in text_of(response)
    assert not mail.outbox


def test_a_broken_server_loses_no_change(client: Client, settings) -> None:
    """W-64: what could not be mailed is new the next time, too."""
    follow(client)
    make.published("Gauge")
    settings.EMAIL_BACKEND = "tests.workflow.test_mail.Broken"
    assert send_digests() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digests() == 1


def test_the_form_is_not_kept_by_caches_and_the_other_pages_have_no_cookie(client: Client) -> None:
    assert "no-store" in client.get("/subscribe/")["Cache-Control"]
    make.published("Gauge")
    assert Entry.objects.count() == 1
    assert not Client().get("/glossary/gauge/").cookies


def test_the_command_says_how_many(client: Client, capsys) -> None:
    follow(client)
    make.published("Gauge")
    call_command("send_digests")
    assert "1 sent" in capsys.readouterr().out
