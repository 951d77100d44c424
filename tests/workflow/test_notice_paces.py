"""Mail at once, once a day or not at all, for each event; in the admin everything at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from glossary.models import Notice, NoticePace
from glossary.workflow.mail import send_notices
from glossary.workflow.notice_paces import EVENT_OF, EVENTS, next_morning, paces_of, set_paces
from glossary.workflow.notices import MESSAGES
from tests import factories as make
from tests.admin.desk import client_of

pytestmark = pytest.mark.django_db


def edda_with_address():
    edda = make.edda()
    edda.email = "edda@example.org"
    edda.save()
    return edda


def test_every_kind_of_notice_belongs_to_one_event():
    """E-32."""
    kinds = [kind for event in EVENTS for kind in event.kinds]
    assert len(kinds) == len(set(kinds))
    assert {*MESSAGES, "review due", "overdue", "exception", "failed"} == set(kinds)
    assert len(EVENT_OF) == len(kinds)


@pytest.mark.parametrize(("pace", "mails"), [("at once", 1), ("daily", 0), ("off", 0)])
def test_a_notice_is_mailed_as_its_reader_has_chosen(pace, mails):
    """E-32: it stands in the admin in any case."""
    edda = edda_with_address()
    set_paces(edda, {"answers": pace})

    make.changes_requested("Gauge")

    assert Notice.objects.filter(recipient=edda, read_at=None).count() == 1
    assert send_notices() == mails
    tomorrow = timezone.now() + timedelta(days=1)
    assert send_notices(now=tomorrow) == (1 if pace == "daily" else 0)


def test_what_happens_in_a_day_goes_into_one_mail():
    """E-32: grouped."""
    set_paces(edda_with_address(), {"answers": "daily"})
    make.changes_requested("Gauge")
    make.changes_requested("Hammer")

    send_notices(now=timezone.now() + timedelta(days=1))

    (message,) = mail.outbox
    assert "Gauge" in message.body and "Hammer" in message.body


def test_other_events_and_other_people_are_not_concerned():
    edda = edda_with_address()
    set_paces(edda, {"releases": "off"})
    set_paces(make.rolf(), {"answers": "off"})

    make.published("Gauge")

    assert send_notices() == 1
    (message,) = mail.outbox
    assert "approved" in message.body and "published" not in message.body


def test_nobody_gets_mail_of_the_own_doing():
    """E-32."""
    edda = edda_with_address()
    make.submitted("Gauge")
    make.discarded("Hammer")

    assert not Notice.objects.filter(recipient=edda).exists()
    assert send_notices() == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-05-04T05:59", "2026-05-04T06:00"), ("2026-05-04T06:00", "2026-05-05T06:00")],
)
def test_the_day_ends_in_the_morning(now, expected):
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, expected)]
    assert next_morning(moments[0]) == moments[1]


def test_everybody_chooses_for_the_own_account():
    """E-32."""
    client, address = client_of(make.edda()), reverse("admin:glossary_notice_mail")
    assert 'value="at once"' in client.get(address).content.decode()
    sent = paces_of(make.edda()) | {"answers": "daily", "failures": "off"}

    page = client.post(address, sent, follow=True).content.decode()

    assert "Your choice is kept." in page
    assert paces_of(make.edda()) == sent
    assert set(NoticePace.objects.values_list("person__username", flat=True)) == {"edda"}
    assert client.post(address, sent | {"answers": "hourly"}).status_code == 200
    assert paces_of(make.edda()) == sent


def test_an_account_without_an_address_is_told_so():
    """E-51."""
    page = client_of(make.edda()).get(reverse("admin:glossary_notice_mail")).content.decode()
    assert "Your account has no address yet" in page
