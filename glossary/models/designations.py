"""Designations beside the title: synonyms, abbreviations, symbols, equivalents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.content import DesignationText


class Acceptability(models.TextChoices):
    """How a designation may be used (ISO 10241-1)."""

    PREFERRED = "preferred", _("preferred")
    ADMITTED = "admitted", _("admitted")
    DEPRECATED = "deprecated", _("deprecated")
    SEARCH_ONLY = "search-only", _("search only")


class DesignationType(models.TextChoices):
    """What kind of sign a designation is (ISO 1087)."""

    TERM = "term", _("term")
    ABBREVIATION = "abbreviation", _("abbreviation")
    SYMBOL = "symbol", _("symbol")


class Designation(models.Model):
    """One designation of one version; in another language it is an equivalent."""

    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="designations"
    )
    position = models.PositiveSmallIntegerField()
    term = models.CharField(_("designation"), max_length=200)
    language = models.CharField(_("language"), max_length=35, blank=True)
    acceptability = models.CharField(
        _("acceptability"),
        max_length=12,
        choices=Acceptability.choices,
        default=Acceptability.ADMITTED,
    )
    type = models.CharField(
        _("type"), max_length=12, choices=DesignationType.choices, default=DesignationType.TERM
    )
    reviewed = models.BooleanField(_("confirmed as a synonym"), default=True)
    autolink = models.BooleanField(_("linked in other entries"), default=True)

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint("version", "position", name="unique_designation_position"),
            models.UniqueConstraint(
                "version", "term", "language", name="unique_designation_per_version"
            ),
        ]

    def __str__(self) -> str:
        return self.term

    def as_text(self) -> DesignationText:
        return DesignationText(
            term=self.term,
            language=self.language,
            acceptability=self.acceptability,
            type=self.type,
            reviewed=self.reviewed,
            autolink=self.autolink,
        )
