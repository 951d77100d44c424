"""Lists of entries that a person wants to see again: a name for a set of filters."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """What stands behind the question mark of the list of entries, in one normal form."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = (Lower("name"), "pk")
        constraints = [
            models.UniqueConstraint("person", "query", name="filter_saved_once"),
            models.UniqueConstraint("person", Lower("name"), name="one_filter_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
