"""What people are told: notices to accounts, and readers who follow changes by mail."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Notice(models.Model):
    """One thing one person is told, in the admin and, if an address is known, by mail.

    `key` names the occasion: a second notice of the same key to the same person is not made.
    `mail_after` is empty when no mail is (or is no longer) to be sent.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    key = models.CharField(max_length=120)
    kind = models.CharField(_("kind"), max_length=30)
    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, null=True, related_name="+"
    )
    subject_line = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mail_after = models.DateTimeField(null=True, blank=True, db_index=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint("recipient", "key", name="told_once")]

    def __str__(self) -> str:
        return self.subject_line


class Pace(models.TextChoices):
    """When a person gets a notice by mail; in the admin it stands at once in any case."""

    AT_ONCE = "at once", _("at once")
    DAILY = "daily", _("once a day")
    OFF = "off", _("not by mail")


class NoticePace(models.Model):
    """How soon one person wants mail about one event. Without a row: at once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_paces"
    )
    event = models.CharField(max_length=30)
    pace = models.CharField(max_length=10, choices=Pace.choices)

    class Meta:
        constraints = [models.UniqueConstraint("person", "event", name="one_pace_per_event")]

    def __str__(self) -> str:
        return f"{self.event}: {self.pace}"


class Subscription(models.Model):
    """A reader who follows an entry, a subject, or (neither named) everything, by mail.

    Only a confirmed one gets mail; `token` is known from the mails alone, so that confirming
    and ending it need no login.
    """

    email = models.EmailField()
    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, null=True, related_name="+"
    )
    subject = models.ForeignKey(
        "glossary.Subject", on_delete=models.CASCADE, null=True, related_name="+"
    )
    token = models.CharField(max_length=40, unique=True, default=new_token)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Changes up to this decision have been told.
    told_up_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            # Two empty columns would count as different.
            models.UniqueConstraint(
                Lower("email"),
                Coalesce("entry", 0),
                Coalesce("subject", 0),
                name="subscribed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.email
