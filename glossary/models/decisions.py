"""Decision: the append-only audit record. Rows are chained by hash and guarded by trigger.

A signature is a decision with a `meaning`: it holds the person's name and roles, the time, how
the person was proved to be that person, and the SHA-256 of what was signed.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def moment_as_text(value: datetime) -> str:
    """Return a time as the hash of a row covers it."""
    return value.isoformat(timespec="microseconds")


ROW_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=moment_as_text
)
# What the hash of a row covers. Later columns begin a new format; old rows keep theirs.
FORMAT_1 = (
    *("seq", "at", "actor_id", "actor_name", "actor_roles", "action", "entry_id"),
    *("entry_number", "entry_title", "version_sequence", "state_before", "state_after"),
    *("outcome", "meaning", "reason", "content_hash"),
)
FORMAT_2 = (
    *FORMAT_1,
    *("format", "event_id", "clock_regressed", "on_behalf_of", "auth_method", "auth_at"),
    *("session", "ip", "request_id", "object_type", "object_id", "version_label"),
    *("content_hash_before", "changes", "software_version"),
)
# In the order of canonical JSON: sorting anew for each of a million rows takes a tenth of the time.
FORMATS = {1: tuple(sorted(FORMAT_1)), 2: tuple(sorted(FORMAT_2))}
CURRENT_FORMAT = 2


class Outcome(models.TextChoices):
    """Whether it was done, refused to the person, or failed by itself."""

    DONE = "done", _("done")
    DENIED = "denied", _("denied")
    FAILED = "failed", _("failed")


class ChainHead(models.Model):
    """The end of the chain. Whoever appends locks this one row, so the chain never forks.

    `options` are the installation's options as of the last decision: a change of them becomes
    a decision of its own before anything is decided under the new ones.
    """

    seq = models.PositiveBigIntegerField(default=0)
    row_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    options = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"#{self.seq}"


class Decision(models.Model):
    """Who did what to what, when, why. Names are copied: later changes alter no row.

    `event_id` is shared by all rows of one action of a person. `changes` is canonical JSON:
    field to [old, new]. `actor` is empty for the system, which acts `on_behalf_of` somebody.
    """

    seq = models.PositiveBigIntegerField(_("number"), unique=True)
    format = models.PositiveSmallIntegerField(default=1)
    event_id = models.CharField(_("event"), max_length=36, blank=True)
    at = models.DateTimeField(_("time"))
    clock_regressed = models.BooleanField(_("clock went back"), default=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    actor_name = models.CharField(_("person"), max_length=200)
    actor_roles = models.CharField(_("roles"), max_length=200, blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    auth_method = models.CharField(_("proved by"), max_length=20, blank=True)
    auth_at = models.DateTimeField(_("proved at"), null=True)
    session = models.CharField(_("session"), max_length=16, blank=True)
    ip = models.CharField(_("network address"), max_length=45, blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)
    action = models.CharField(_("action"), max_length=30)
    object_type = models.CharField(_("kind of object"), max_length=30, default="version")
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    entry_number = models.CharField(_("entry"), max_length=20, blank=True)
    entry_title = models.CharField(_("title"), max_length=200, blank=True)
    version_sequence = models.PositiveIntegerField(_("version"), null=True)
    version_label = models.CharField(_("version number"), max_length=20, blank=True)
    state_before = models.CharField(_("state before"), max_length=20, blank=True)
    state_after = models.CharField(_("state after"), max_length=20, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.DONE
    )
    meaning = models.CharField(_("meaning of the signature"), max_length=100, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    changes = models.TextField(_("changes"), blank=True)
    content_hash_before = models.CharField(max_length=64, blank=True)
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    software_version = models.CharField(_("software version"), max_length=40, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    row_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-seq",)
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index("entry", "version_sequence", "seq", name="decisions_of_a_version"),
        ]

    def __str__(self) -> str:
        return f"#{self.seq} {self.action} {self.entry_number}"

    def computed_hash(self) -> str:
        """Return what `row_hash` must be."""
        return hash_of_row(vars(self), prev_hash=self.prev_hash)


def canonical_json(value: object) -> str:
    """Return the one way to write a value that is hashed: sorted keys, no spaces."""
    return ENCODER.encode(value)


def hash_of_row(values: Mapping[str, object], *, prev_hash: str) -> str:
    """Return SHA-256 over the previous row's hash and the canonical JSON of a row's columns."""
    columns = {name: values[name] for name in FORMATS[int(str(values["format"]))]}
    return hashlib.sha256((prev_hash + ROW_ENCODER.encode(columns)).encode()).hexdigest()
