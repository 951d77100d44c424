"""Mails go out by themselves, once, whatever the server does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from glossary.models import Notice, State
from glossary.workflow.mail import WAITS, send_notices, subject_line
from glossary.workflow.notices import send
from tests import factories as make

pytestmark = pytest.mark.django_db
HERE = "tests.workflow.test_mail"


class Broken(BaseEmailBackend):
    """A server that is down, or refuses some recipients."""

    refused = ""

    def send_messages(self, messages):
        for message in messages:
            if self.refused in message.to[0]:
                raise ConnectionRefusedError("no server\nthere")
            mail.outbox.append(message)
        return len(messages)


class RefusesRolf(Broken):
    refused = "rolf"


def with_address(person):
    person.email = f"{person.username}@example.org"
    person.save()
    return person


def notify(*people, line="News", key="one"):
    return send(people, key=key, kind="test", entry=None, line=line, text=f"{line}, in full")


def test_a_person_gets_one_mail_with_all_notices():
    rolf = with_address(make.rolf())
    notify(rolf, line="First", key="one")
    notify(rolf, line="Second", key="two")
    notify(rolf, line="Second", key="two")
    assert send_notices() == 1
    (message,) = mail.outbox
    assert message.to == ["rolf@example.org"]
    assert "First, in full" in message.body and "Second, in full" in message.body
    assert send_notices() == 0


def test_links_lead_to_the_site(settings):
    settings.SITE_ADDRESS = "https://glossary.example.org"
    with_address(make.rolf())
    version = make.submitted("Gauge")
    send_notices()
    address = f"https://glossary.example.org/admin/glossary/entry/{version.entry_id}/review/"
    assert address in mail.outbox[0].body


def test_a_server_that_is_down_stops_no_transition(settings):
    """W-64, F-10: nothing is sent while somebody waits."""
    settings.EMAIL_BACKEND = f"{HERE}.Broken"
    with_address(make.rolf())
    version = make.submitted("Gauge")
    assert version.state == State.IN_REVIEW
    assert send_notices() == 0
    notice = Notice.objects.get()
    assert (notice.attempts, notice.mailed_at) == (1, None)
    assert notice.last_error == "ConnectionRefusedError: no server there"


def test_it_is_tried_again_later_each_time_and_then_given_up(settings):
    """W-64: the notice stays in the admin."""
    settings.EMAIL_BACKEND = f"{HERE}.Broken"
    notify(with_address(make.rolf()))
    now = timezone.now()
    for wait in WAITS:
        send_notices(now=now)
        notice = Notice.objects.get()
        assert notice.mail_after == now + wait
        assert send_notices(now=now + wait - timedelta(seconds=1)) == 0
        now += wait
    send_notices(now=now)
    assert Notice.objects.get().mail_after is None


def test_when_the_server_is_back_the_queue_is_sent(settings):
    """W-64."""
    settings.EMAIL_BACKEND = f"{HERE}.Broken"
    notify(with_address(make.rolf()))
    now = timezone.now()
    send_notices(now=now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_notices(now=now + WAITS[0]) == 1
    assert Notice.objects.get().last_error == ""


def test_one_refused_recipient_stops_no_other(settings):
    settings.EMAIL_BACKEND = f"{HERE}.RefusesRolf"
    notify(with_address(make.rolf()), with_address(make.edda()))
    assert send_notices() == 1
    assert mail.outbox[0].to == ["edda@example.org"]


def test_a_run_beside_another_takes_nothing_twice():
    """The first run has claimed what it sends."""
    notify(with_address(make.rolf()))
    now = timezone.now()
    Notice.objects.update(mail_after=now + timedelta(minutes=15))
    assert send_notices(now=now) == 0


def test_a_title_is_text_in_the_header_whatever_it_holds():
    """W-65."""
    line = '<b>"&\r\nBcc: all@example.org\x0b\u2028 “Gauge”'
    notify(with_address(make.rolf()), line=line)
    send_notices()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None and message.get_content_type() == "text/plain"
    assert '<b>"& Bcc: all@example.org' in mail.outbox[0].subject
    assert "\n" not in subject_line(line) and "\r" not in subject_line(line)
    assert mail.outbox[0].recipients() == ["rolf@example.org"]


def test_the_command_says_how_many(capsys):
    notify(with_address(make.rolf()))
    call_command("send_notices")
    assert "1 sent" in capsys.readouterr().out
