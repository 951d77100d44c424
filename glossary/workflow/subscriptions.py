"""Readers who follow published changes by mail (W-63). They have no account."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from glossary.models import ChainHead, Decision, Entry, Outcome, Subject, Subscription
from glossary.workflow.mail import address_of, subject_line
from glossary.workflow.transitions import Action

log = logging.getLogger(__name__)
PUBLIC_ACTIONS = (
    Action.PUBLISH,
    Action.RELEASE,
    Action.PUBLISH_UNAPPROVED,
    Action.WITHDRAW,
)
# Whoever types another person's address cannot flood it.
ASK_AGAIN_AFTER = timedelta(hours=1)
OPEN_QUESTIONS = 5
KEPT_UNCONFIRMED = timedelta(days=2)


def subscribe(
    email: str, *, entry: Entry | None = None, subject: Subject | None = None
) -> Subscription | None:
    """Keep a wish to follow, and return it if its owner is to be asked by mail."""
    now = timezone.now()
    Subscription.objects.filter(
        confirmed_at__isnull=True, created_at__lt=now - KEPT_UNCONFIRMED
    ).delete()
    mine = Subscription.objects.filter(email__iexact=email)
    known = mine.filter(entry=entry, subject=subject).first()
    if known is None:
        if mine.filter(confirmed_at__isnull=True).count() >= OPEN_QUESTIONS:
            return None
        return Subscription.objects.create(
            email=email, entry=entry, subject=subject, created_at=now
        )
    if known.confirmed_at or known.created_at > now - ASK_AGAIN_AFTER:
        return None
    known.created_at = now
    known.save(update_fields=["created_at"])
    return known


def ask(subscription: Subscription) -> None:
    """Ask the owner of the address whether he or she wants it. A failure is only logged."""
    body = (
        f"Somebody, probably you, wants mails about changes of {what(subscription)}.\n\n"
        f"Yes: {address_of(reverse('subscription-confirm', args=[subscription.token]))}\n\n"
        "If you do nothing, you get no more mails."
    )
    deliver(subscription, subject="Please confirm", body=body)


def confirm_subscription(subscription: Subscription) -> None:
    """From now on, changes are told: those that come, not those that were."""
    if subscription.confirmed_at is None:
        subscription.confirmed_at = timezone.now()
        subscription.told_up_to = end_of_record()
        subscription.save(update_fields=["confirmed_at", "told_up_to"])


def end_of_record() -> int:
    head = ChainHead.objects.first()
    return head.seq if head else 0


def send_digests() -> int:
    """Send each confirmed reader one mail with what is new, and return how many went out."""
    end = end_of_record()
    confirmed = Subscription.objects.filter(confirmed_at__isnull=False, told_up_to__lt=end)
    return sum(
        send_digest(subscription, end=end)
        for subscription in confirmed.select_related("entry", "subject").iterator()
    )


def send_digest(subscription: Subscription, *, end: int) -> bool:
    """Mail what is new. What could not be mailed is new the next time, too."""
    changes = changes_for(subscription, end=end)
    if changes and not deliver(
        subscription,
        subject=f"Changes of {what(subscription)}",
        body="\n\n".join(map(line_for, changes)),
    ):
        return False
    subscription.told_up_to = end
    subscription.save(update_fields=["told_up_to"])
    return bool(changes)


def changes_for(subscription: Subscription, *, end: int) -> Sequence[Decision]:
    """Return the published changes the reader has not been told of, oldest first."""
    wanted = Q()
    if subscription.entry_id:
        wanted = Q(entry=subscription.entry_id)
    elif subscription.subject_id:
        wanted = Q(entry__subject=subscription.subject_id)
    rows = Decision.objects.filter(
        wanted,
        action__in=PUBLIC_ACTIONS,
        outcome=Outcome.DONE,
        seq__gt=subscription.told_up_to,
        seq__lte=end,
    )
    return list(rows.select_related("entry__subject").order_by("seq"))


def line_for(change: Decision) -> str:
    what_happened = "withdrawn" if change.action == Action.WITHDRAW else "published"
    return (
        f"{change.entry_title} ({change.entry_number}), version {change.version_label}: "
        f"{what_happened}\n{change.reason}\n{address_of(change.entry.get_absolute_url())}"
    )


def what(subscription: Subscription) -> str:
    if subscription.entry:
        return f"“{subscription.entry.title}”"
    return f"the subject “{subscription.subject}”" if subscription.subject else "the glossary"


def deliver(subscription: Subscription, *, subject: str, body: str) -> bool:
    """Send one mail with the way out of it; return whether it went."""
    end = address_of(reverse("subscription-end", args=[subscription.token]))
    message = EmailMessage(
        subject=subject_line(subject),
        body=f"{body}\n\n----\nNo more mails: {end}",
        to=[subscription.email],
        headers={
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    try:
        message.send()
    except Exception as error:  # noqa: BLE001
        # Whatever a mail backend raises, the other readers get theirs.
        log.warning("subscription %s was not mailed: %s", subscription.pk, error)
        return False
    return True


def by_token(token: str) -> Subscription | None:
    return Subscription.objects.filter(token=token).select_related("entry", "subject").first()
