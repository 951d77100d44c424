"""The entry template, kept as data, and the sections that follow it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.content import SectionText


class SectionKindQuerySet(models.QuerySet["SectionKind"]):
    """The template of a kind of entry."""

    def template_for(self, kind: str) -> "SectionKindQuerySet":
        """Return the section kinds of a term or a question in their order."""
        wanted = {"for_questions": True} if kind == "question" else {"for_terms": True}
        return self.filter(**wanted)


class SectionKind(models.Model):
    """One part of the entry template with guidance for its editors."""

    key = models.SlugField(_("key"), max_length=50, unique=True)
    title = models.CharField(_("title"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"))
    for_terms = models.BooleanField(_("for terms"), default=False)
    for_questions = models.BooleanField(_("for questions"), default=False)
    required = models.BooleanField(_("required"), default=False)
    guidance = models.TextField(_("guidance"), blank=True)
    example = models.TextField(_("example"), blank=True)

    objects = SectionKindQuerySet.as_manager()

    class Meta:
        ordering = ("position", "key")
        verbose_name = _("section kind")
        verbose_name_plural = _("section kinds")

    def __str__(self) -> str:
        return self.title


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
