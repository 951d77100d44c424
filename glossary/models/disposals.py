"""The end of an entry after its retention period."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Disposal(models.Model):
    """Two persons let the content of an entry go; number, hash of the title and dates remain.

    The triggers allow content to be deleted once the disposal is confirmed.
    """

    entry = models.OneToOneField(
        "glossary.Entry", on_delete=models.PROTECT, related_name="disposal"
    )
    reason = models.TextField(_("reason"))
    title_hash = models.CharField(_("SHA-256 of the title"), max_length=64)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="two_persons_dispose",
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry_id)
