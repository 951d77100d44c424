"""How often the page of an entry was read, counted by month."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
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


def readings_of(entry: str, *, since: date) -> Coalesce:
    """Return, to annotate with, how often the entry that this field names was read since then."""
    kept = Reading.objects.filter(entry=OuterRef(entry), month__gte=since).order_by()
    return Coalesce(Subquery(kept.values("entry").annotate(sum=Sum("count")).values("sum")), 0)
