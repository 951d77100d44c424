"""Decision: the append-only audit record. Rows are chained by hash and guarded by trigger."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChainHead(models.Model):
    """The end of the chain. Whoever appends locks this one row, so the chain never forks."""

    seq = models.PositiveBigIntegerField(default=0)
    row_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"#{self.seq}"


class Decision(models.Model):
    """Who did what to which version, when, why. Names are copied: later changes alter no row."""

    seq = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    actor_name = models.CharField(_("person"), max_length=200)
    actor_roles = models.CharField(_("roles"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=30)
    entry = models.ForeignKey("glossary.Entry", on_delete=models.PROTECT, related_name="decisions")
    entry_number = models.CharField(_("entry"), max_length=20)
    entry_title = models.CharField(_("title"), max_length=200)
    version_sequence = models.PositiveIntegerField(_("version"))
    state_before = models.CharField(_("state before"), max_length=20, blank=True)
    state_after = models.CharField(_("state after"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=10, default="done")
    meaning = models.CharField(_("meaning of the signature"), max_length=100, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    row_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-seq",)
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"#{self.seq} {self.action} {self.entry_number}"

    def computed_hash(self) -> str:
        """Return SHA-256 over the previous row's hash and the canonical JSON of this row."""
        skipped = {"id", "row_hash", "prev_hash"}
        values = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in skipped
        }
        values["at"] = self.at.isoformat(timespec="microseconds")
        canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256((self.prev_hash + canonical).encode()).hexdigest()
