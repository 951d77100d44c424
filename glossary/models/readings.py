"""How often the page of an entry was read, counted by month."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """How often readers asked for an entry in one month, which `month` names by its first day.

    Nothing is kept of who read, nor at what time.
    """

    entry = models.ForeignKey("glossary.Entry", on_delete=models.CASCADE, related_name="readings")
    month = models.DateField(_("month"))
    count = models.PositiveIntegerField(_("readings"))

    class Meta:
        verbose_name = _("readings in a month")
        verbose_name_plural = _("readings by month")
        constraints = [
            models.UniqueConstraint(fields=("entry", "month"), name="readings_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.count}"
