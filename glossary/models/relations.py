"""Relations between entries, as an editor or a source stated them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.content import RelationText


class RelationKind(models.TextChoices):
    """How the other entry relates to this one (SKOS, ISO 10241-1)."""

    RELATED = "related", _("related")
    BROADER = "broader", _("broader")
    NARROWER = "narrower", _("narrower")
    CONFUSABLE = "confusable", _("not to be confused with")
    REPLACED_BY = "replaced-by", _("replaced by")


class Relation(models.Model):
    """A stated relation. Without `target` it describes an entry that need not exist yet.

    It is part of the approved text and never changes; which entry a description leads to
    is worked out at publication and kept in `RelatedLink`.
    """

    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="relations"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        _("kind"), max_length=12, choices=RelationKind.choices, default=RelationKind.RELATED
    )
    target = models.ForeignKey(
        "glossary.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    external_id = models.CharField(_("external id"), max_length=200, blank=True)
    teaser = models.TextField(_("teaser"), blank=True)
    rating = models.CharField(_("rating given by the source"), max_length=20, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint("version", "position", name="unique_relation_position"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title or self.target}"

    def as_text(self) -> RelationText:
        return RelationText(
            kind=self.kind,
            number=self.target.number if self.target else "",
            title=self.title,
            subject=self.subject,
            address=self.address,
            external_id=self.external_id,
            teaser=self.teaser,
            rating=self.rating,
            note=self.note,
        )
