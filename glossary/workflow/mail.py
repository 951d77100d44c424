"""Sending notices by mail, apart from whatever they tell of (W-64, W-65)."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from glossary.conf import options
from glossary.models import Notice
from glossary.text import in_one_line

log = logging.getLogger(__name__)
# After the last of these waits a mail is given up; the notice stays in the admin.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960))
# A run that claimed notices and was killed leaves them to a later one.
CLAIM = timedelta(minutes=15)
LINE_LIMIT = 200


def send_notices(*, now: datetime | None = None) -> int:
    """Send every mail that is due, one a person, and return how many went out."""
    now = now or timezone.now()
    claimed = claim(now)
    claimed.sort(key=lambda notice: (notice.recipient_id, notice.pk))
    groups = groupby(claimed, key=lambda notice: notice.recipient_id)
    return sum(send_to_one(list(notices), now=now) for _person, notices in groups)


@transaction.atomic
def claim(now: datetime) -> list[Notice]:
    """Return the due notices, put off so far that no other run takes them at the same time."""
    due = locked(Notice.objects.filter(mail_after__lte=now, recipient__is_active=True))
    notices = list(due.exclude(recipient__email="").select_related("recipient"))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail_after=now + CLAIM)
    return notices


def locked(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    skip = connection.features.has_select_for_update_skip_locked
    return notices.select_for_update(of=("self",), skip_locked=True) if skip else notices


def send_to_one(notices: Sequence[Notice], *, now: datetime) -> bool:
    """Send one mail with all of a person's notices, or put it off. One failure stops no other."""
    person = notices[0].recipient
    try:
        message_for(person, notices).send()
    except Exception as error:  # noqa: BLE001
        # Whatever a mail backend raises: the others still get theirs.
        put_off(notices, error=error, now=now)
        return False
    pks = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=pks).update(mailed_at=now, mail_after=None, last_error="")
    return True


def put_off(notices: Iterable[Notice], *, error: Exception, now: datetime) -> None:
    """Try again later, each time after a longer wait, and at last not any more."""
    for notice in notices:
        wait = WAITS[notice.attempts] if notice.attempts < len(WAITS) else None
        notice.attempts += 1
        notice.mail_after = now + wait if wait else None
        notice.last_error = in_one_line(f"{type(error).__name__}: {error}")[:300]
        notice.save(update_fields=["attempts", "mail_after", "last_error"])
        log.warning("notice %s was not mailed: %s", notice.pk, notice.last_error)


def message_for(person: User, notices: Sequence[Notice]) -> EmailMessage:
    """Return one plain mail; titles in its subject are text whatever they contain (W-65)."""
    first = notices[0].subject_line
    subject = first if len(notices) == 1 else f"{len(notices)} notices, first: {first}"
    parts = [f"{notice.text}\n{address_of(notice.path)}" for notice in notices]
    body = "\n\n----\n\n".join(parts)
    return EmailMessage(subject=subject_line(subject), body=body, to=[person.email])


def subject_line(text: str) -> str:
    return in_one_line(f"[{options().site_name}] {text}")[:LINE_LIMIT]


def address_of(path: str) -> str:
    """Return the whole address of a page of this site."""
    return urljoin(settings.SITE_ADDRESS, path)
