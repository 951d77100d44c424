"""How people are named to others."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pseudonym(models.Model):
    """A name shown instead of a person's own; the records keep the own one (W-53)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pseudonym"
    )
    name = models.CharField(_("shown as"), max_length=150)

    class Meta:
        verbose_name = _("pseudonym")
        verbose_name_plural = _("pseudonyms")

    def __str__(self) -> str:
        return self.name


def shown_name(user: User | None) -> str:
    """Return the name of a person as others see it; empty for nobody."""
    if user is None:
        return ""
    pseudonym = getattr(user, "pseudonym", None)
    return pseudonym.name if pseudonym else user.get_full_name() or user.get_username()
