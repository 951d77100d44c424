"""Telling senders apart for a while, without keeping who they are."""

import pytest
from django.test import RequestFactory

from glossary.views.senders import forget_sent, sender_of, times_sent
from tests import factories as make


def sender(address: str, **headers: str) -> str:
    return sender_of(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers))


def test_a_sender_is_a_hash_that_is_another_one_tomorrow_and_elsewhere(settings):
    """R-10: who it was cannot be found by trying all addresses."""
    with make.on("2026-03-01"):
        today = sender("192.0.2.1")
        assert today == sender("192.0.2.1") != sender("192.0.2.2")
        settings.SECRET_KEY = "another"
        assert sender("192.0.2.1") != today
    assert "192" not in today and len(today) == 40


def test_one_who_has_a_whole_network_is_one_sender():
    assert sender("2001:db8::1") == sender("2001:db8::2") != sender("2001:db8:0:1::1")
    assert sender("") == sender("not an address")


@pytest.mark.parametrize("believes", [False, True])
def test_the_address_that_the_proxy_saw_counts_where_it_is_believed(settings, believes: bool):
    settings.TRUST_PROXY = believes
    header = {"X-Forwarded-For": "203.0.113.9, 192.0.2.2"}
    assert (sender("127.0.0.1", **header) == sender("192.0.2.2")) is believes
    assert sender("192.0.2.3") == sender("192.0.2.3", **{"X-Forwarded-For": ""})


def test_times_are_counted_for_each_sender_and_matter():
    facts = {"what": "counting", "seconds": 60}
    assert [times_sent("a", **facts) for _time in range(3)] == [1, 2, 3]
    assert times_sent("b", **facts) == 1
    assert times_sent("a", what="another", seconds=60) == 1
    forget_sent("a", what="counting")
    assert times_sent("a", **facts) == 1
