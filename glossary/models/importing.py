"""An import in the browser: its files, what a dry run said of each record, and how far it is."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.accounts import shown_name


class ImportState(models.TextChoices):
    """Where an import stands. A worker takes up what is uploaded, running or being undone."""

    UPLOADED = "uploaded", _("waits to be checked")
    CHECKED = "checked", _("checked")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class RowResult(models.TextChoices):
    """What an import does, or did, with one record."""

    CREATE = "create", _("new")
    CHANGE = "change", _("changed")
    SAME = "same", _("same")
    SKIP = "skip", _("skipped")
    ERROR = "error", _("error")


class Import(models.Model):
    """Files on their way to one batch of drafts.

    `key` came with the form: the same form sent twice is one import. `total` and `done` count the
    records, or what is undone of them; in a second round, `is_relating`, the relations that name
    entries by number are written. `claim` is the worker that holds it until `leased_until`.
    """

    key = models.UUIDField(default=uuid.uuid4)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("time"))
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    format = models.CharField(_("format"), max_length=30)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    is_relating = models.BooleanField(default=False)
    batch = models.OneToOneField(
        "glossary.Batch", on_delete=models.PROTECT, null=True, related_name="import_of"
    )
    error = models.TextField(blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    claim = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint("owner", "key", name="one_import_per_form"),
        ]

    def __str__(self) -> str:
        return f"{_('Import')} {self.pk}"

    @property
    def owner_name(self) -> str:
        return shown_name(self.owner)


class ImportFile(models.Model):
    """One uploaded file, byte for byte."""

    import_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=300)
    raw = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One record of an import. `changes` are the places that differ, with pieces of text.

    `undone` says what an undoing did with it: "discarded", or why it was left.
    """

    import_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    name = models.CharField(_("file"), max_length=300)
    line = models.PositiveIntegerField(_("line"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=RowResult.choices)
    reason = models.TextField(_("reason"), blank=True)
    marks = models.JSONField(_("needs review"), default=list)
    changes = models.JSONField(default=list)
    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint("import_of", "position", name="one_row_per_record"),
        ]

    def __str__(self) -> str:
        return f"{self.name}:{self.line}"
