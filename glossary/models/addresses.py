"""Old addresses that lead to an entry, for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """A path where an entry once was. It names the entry and not a path, so it cannot loop."""

    path = models.CharField(_("old path"), max_length=300, unique=True)
    entry = models.ForeignKey("glossary.Entry", on_delete=models.CASCADE, related_name="redirects")
    created_at = models.DateTimeField(_("created"))

    class Meta:
        ordering = ("path",)
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")

    def __str__(self) -> str:
        return self.path
