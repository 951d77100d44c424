"""Standards and the citations of them."""

import re
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glossary.content import CitationText
from glossary.text import slug_for

NOT_WORD = re.compile(r"\W+")


def place_anchor(clause: str) -> str:
    """Return the id of a clause on the page of its standard: "clause-8-4-1"."""
    return f"clause-{slug_for(NOT_WORD.sub(' ', clause), fallback='0')}"


class StandardStatus(models.TextChoices):
    """Whether an edition is in force."""

    CURRENT = "current", _("current")
    REPLACED = "replaced", _("replaced")


class Standard(models.Model):
    """One edition of a standard; `designation` without the year ("ISO 9001").

    `slug` is made of designation and edition once and stays: links lead there.
    """

    designation = models.CharField(_("designation"), max_length=100)
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=StandardStatus.choices,
        default=StandardStatus.CURRENT,
    )
    slug = models.SlugField(max_length=130, unique=True, blank=True, editable=False)

    class Meta:
        ordering = ("designation", "edition")
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        constraints = [
            models.UniqueConstraint("designation", "edition", name="unique_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.designation}:{self.edition}" if self.edition else self.designation

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new edition its address."""
        self.slug = self.slug or self.free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("standard", args=[self.slug])

    def free_slug(self) -> str:
        base = slug_for(NOT_WORD.sub(" ", str(self)), fallback="standard")
        taken = set(Standard.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 2))
        return next(slug for slug in (base, *numbered) if slug not in taken)


class Clause(models.Model):
    """What a clause of a standard is about, in our own words: its title there is not ours."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(_("clause"), max_length=50)
    title = models.CharField(_("what it is about"), max_length=300)

    class Meta:
        ordering = ("standard", "position")
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint("standard", "number", name="unique_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def anchor(self) -> str:
        return place_anchor(self.number)


class SourceRelation(models.TextChoices):
    """How our text relates to the source (ISO 10241-1, Glossarist)."""

    IDENTICAL = "identical", _("identical")
    MODIFIED = "modified", _("modified")
    ADAPTED = "adapted", _("adapted")
    RELATED = "related", _("related")
    UNSPECIFIED = "unspecified", _("unspecified")


class Citation(models.Model):
    """A place in a standard, or a free source where there is no standard."""

    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="citations"
    )
    position = models.PositiveSmallIntegerField()
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    clause = models.CharField(_("clause"), max_length=50, blank=True)
    source = models.CharField(_("other source"), max_length=500, blank=True)
    relation = models.CharField(
        _("relation to the source"),
        max_length=12,
        choices=SourceRelation.choices,
        default=SourceRelation.UNSPECIFIED,
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    accessed = models.DateField(_("read on"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    class Meta:
        ordering = ("version", "position")
        indexes = [models.Index("standard", "clause", name="citation_of_clause")]
        constraints = [
            models.UniqueConstraint("version", "position", name="unique_citation_position"),
            models.CheckConstraint(
                condition=models.Q(standard__isnull=False) | ~models.Q(source=""),
                name="citation_names_a_source",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.standard or self.source), self.clause]))

    @property
    def place(self) -> str:
        """Return the address of what is cited; empty where it is no standard."""
        if self.standard is None:
            return ""
        clause = f"#{place_anchor(self.clause)}" if self.clause else ""
        return f"{self.standard.get_absolute_url()}{clause}"

    def as_text(self) -> CitationText:
        return CitationText(
            standard=self.standard.designation if self.standard else "",
            edition=self.standard.edition if self.standard else "",
            clause=self.clause,
            source=self.source,
            relation=self.relation,
            note=self.note,
            accessed=self.accessed,
            licence=self.licence,
        )
