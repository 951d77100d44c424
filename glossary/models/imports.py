"""Where imported entries came from: batch, raw bytes, names in other systems."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.accounts import shown_name


class Batch(models.Model):
    """The drafts of one import; its primary key is the number people use."""

    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self) -> str:
        return f"{_('Batch')} {self.pk}"

    @property
    def by_name(self) -> str:
        return shown_name(self.by)


class ImportedSource(models.Model):
    """How a version came in. `marks` says in words what a person must decide.

    `name`, `raw` and `sha256` are those of the file it was read from; they are empty where a
    bundle brought an entry that never had one. `content_hash` is the content as imported.
    `undone_at` says that the import was undone and its draft discarded.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="sources")
    version = models.OneToOneField(
        "glossary.Version", on_delete=models.PROTECT, related_name="imported_source"
    )
    name = models.CharField(_("file"), max_length=300, blank=True)
    format = models.CharField(_("format"), max_length=30, blank=True)
    raw = models.BinaryField(blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    content_hash = models.CharField(max_length=64)
    extra = models.JSONField(_("kept besides"), default=dict, blank=True)
    marks = models.JSONField(_("needs review"), default=list, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("imported source")
        verbose_name_plural = _("imported sources")

    def __str__(self) -> str:
        return self.name or str(self.version_id)


class ExternalId(models.Model):
    """The name of an entry in another system; a second import finds the entry by it."""

    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="external_ids"
    )
    system = models.CharField(_("system"), max_length=100)
    identifier = models.CharField(_("identifier"), max_length=300)

    class Meta:
        ordering = ("system", "identifier")
        constraints = [
            models.UniqueConstraint("system", "identifier", name="unique_external_id"),
        ]

    def __str__(self) -> str:
        return f"{self.system}: {self.identifier}"
