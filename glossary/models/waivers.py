"""Reasons why findings of the quality rules may stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.content import WaiverText


class Waiver(models.Model):
    """A reason for one finding, or for all of one rule, in one version."""

    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="waivers"
    )
    position = models.PositiveSmallIntegerField()
    rule = models.CharField(_("rule"), max_length=50)
    about = models.CharField(_("about"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint("version", "position", name="unique_waiver_position"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"

    def as_text(self) -> WaiverText:
        return WaiverText(rule=self.rule, about=self.about, reason=self.reason)
