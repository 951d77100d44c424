"""What readers searched for and did not find, counted by day, and what editors set aside of it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from glossary.models.accounts import shown_name
from glossary.models.search_documents import SearchName

# Longer texts are no terms; see workflow.miss_texts.
LONGEST_MISS = 100


class SearchMissQuerySet(models.QuerySet["SearchMiss"]):
    """Reads of misses that chain."""

    def wanted(self, *, since: date) -> Self:
        """Misses from that day on that no published name answers and nobody has set aside."""
        named = SearchName.objects.filter(folded=OuterRef("folded"))
        dismissed = DismissedSearch.objects.filter(
            folded=OuterRef("folded"), language=OuterRef("language")
        )
        return self.filter(~Exists(named), ~Exists(dismissed), day__gte=since)


class SearchMiss(models.Model):
    """How often a text was searched for on one day without a result.

    `folded` is `text.fold(text)`; `text` is how it was typed first on that day. Nothing is kept
    of who searched, nor at what time.
    """

    folded = models.CharField(max_length=LONGEST_MISS, db_index=True)
    text = models.CharField(_("text"), max_length=LONGEST_MISS)
    language = models.CharField(_("language"), max_length=35)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("searches"))

    objects = SearchMissQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        constraints = [
            # The day stands first: the rows of a day, and those from a day on, are read by it.
            models.UniqueConstraint(
                fields=("day", "folded", "language"), name="search_miss_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DismissedSearch(models.Model):
    """A searched text that an editor set aside. An empty reason says that it is not a term."""

    folded = models.CharField(max_length=LONGEST_MISS)
    language = models.CharField(max_length=35)
    text = models.CharField(_("text"), max_length=LONGEST_MISS)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint("folded", "language", name="search_dismissed_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def by_name(self) -> str:
        return shown_name(self.by)
