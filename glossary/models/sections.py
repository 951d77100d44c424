"""The entry template, kept as data, and the sections that follow it."""

from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from glossary.content import SectionText

# Headings that the template does not know are kept under this kind: it cannot go.
ADDITIONAL = "additional"


class SectionKindQuerySet(models.QuerySet["SectionKind"]):
    """The template of a kind of entry."""

    def offered(self, *, beside: Collection[str] = ()) -> Self:
        """Return what new texts may have; `beside` are keys that a text has already."""
        return self.filter(Q(retired=False) | Q(key__in=beside))

    def template_for(self, kind: str, *, beside: Collection[str] = ()) -> Self:
        """Return the section kinds of a term or a question in their order."""
        wanted = {"for_questions": True} if kind == "question" else {"for_terms": True}
        return self.offered(beside=beside).filter(**wanted)


class SectionKind(models.Model):
    """One part of the entry template with guidance for its editors."""

    key = models.SlugField(_("key"), max_length=50, unique=True)
    title = models.CharField(_("title"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"))
    for_terms = models.BooleanField(_("for terms"), default=False)
    for_questions = models.BooleanField(_("for questions"), default=False)
    required = models.BooleanField(_("required"), default=False)
    guidance = models.TextField(
        _("guidance"), blank=True, help_text=_("What belongs there. It stands above the field.")
    )
    example = models.TextField(
        _("example"), blank=True, help_text=_("Unfolded on demand below the field.")
    )
    retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("No longer offered for new texts; texts that have it keep it."),
    )

    objects = SectionKindQuerySet.as_manager()

    class Meta:
        ordering = ("position", "key")
        verbose_name = _("section kind")
        verbose_name_plural = _("section kinds")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse what would leave an editor with a text that cannot be handed in."""
        if self.retired and self.required:
            raise ValidationError(
                {"required": _("A retired section cannot be required; untick one of the two.")}
            )
        if self.retired and self.key == ADDITIONAL:
            raise ValidationError(
                {"retired": _("Headings that the template does not know are kept under it.")}
            )


class Section(models.Model):
    """The Markdown of one section of one version."""

    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="sections"
    )
    kind = models.ForeignKey(SectionKind, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    body = models.TextField(_("text"))

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint("version", "position", name="unique_section_position"),
        ]

    def __str__(self) -> str:
        return self.heading or self.kind.title

    def as_text(self) -> SectionText:
        return SectionText(kind=self.kind.key, body=self.body, heading=self.heading)
