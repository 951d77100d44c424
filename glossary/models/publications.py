"""What is derived from published versions. It can be thrown away and rebuilt."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rendering(models.Model):
    """The clean HTML of a version since it was submitted, before terms are linked.

    `sections` is a list of {key, anchor, title, html}. It is kept for ever, so that an old
    version is shown as it was and linking a page again needs no Markdown.
    """

    version = models.OneToOneField(
        "glossary.Version", on_delete=models.CASCADE, related_name="rendering"
    )
    sections = models.JSONField(default=list)
    # Which dialect and cleaner made it; 0 is before they were counted.
    dialect = models.PositiveSmallIntegerField(default=0)
    rendered_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version_id)


class Publication(models.Model):
    """The stored reader's page of the current version; `sections` are linked."""

    entry = models.OneToOneField(
        "glossary.Entry", on_delete=models.CASCADE, related_name="publication"
    )
    version = models.OneToOneField("glossary.Version", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    teaser = models.TextField(blank=True)
    plain_text = models.TextField(blank=True)
    sections = models.JSONField(default=list)
    rendered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Mention(models.Model):
    """`source` names `target` in its text; `excerpt` is the sentence around the first place."""

    source = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="mentions_made"
    )
    target = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="mentioned_in"
    )
    surface = models.CharField(max_length=300)
    excerpt = models.TextField(blank=True)
    section = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("source", "target", name="one_mention_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class PublishedName(models.Model):
    """A name of a published term, as texts are searched for it.

    A name may need several look-up keys (`wording.keys`): then it has a row for each. `autolink`
    is False for names that are matched and never linked by themselves. `position` 0 is the title.
    """

    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="published_names"
    )
    language = models.CharField(max_length=35)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    is_abbreviation = models.BooleanField()
    autolink = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=("language", "key"), name="published_name_key"),
            models.Index(fields=("language", "folded"), name="published_name_folded"),
        ]

    def __str__(self) -> str:
        return self.text


class IndexLine(models.Model):
    """A name that a published entry is listed under, with its place among the others.

    `key` sorts the names of a language (`wording.collation`). `position` 0 is the title; only
    terms have other names.
    """

    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="index_lines"
    )
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=35)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    letter = models.CharField(max_length=10)
    key = models.BinaryField()
    is_deprecated = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=("kind", "language", "letter", "key"), name="index_by_letter"),
            models.Index(
                fields=("kind", "language", "key"),
                condition=models.Q(position=0),
                name="index_of_titles",
            ),
        ]
        constraints = [
            models.UniqueConstraint("entry", "position", name="one_line_per_name"),
        ]

    def __str__(self) -> str:
        return self.text


class ExplicitLink(models.Model):
    """A link of the form [[name]] in a published text; without `target` it leads nowhere.

    `folded` and `slug` are the forms in which an entry may come to bear the name.
    """

    source = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="explicit_links"
    )
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    slug = models.CharField(max_length=120, db_index=True)
    section = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("source", "name", name="explicit_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.name}"


class Ripple(models.Model):
    """Pages that have to follow a change of names or relations, for a worker to go through.

    It goes through the pages that hold one of `names` and through the entries `related`, or
    through all pages, in the order of their keys; `position` is the last one that is done, so
    that it can stop at any moment. The pages of `apart_from` are right already. Where all pages
    are linked, they are related in a second round, `is_relating`. `total` is None until somebody
    has counted.
    """

    cause = models.CharField(_("cause"), max_length=300)
    names = models.JSONField(default=list)
    related = models.JSONField(default=list)
    all_pages = models.BooleanField(default=False)
    apart_from = models.JSONField(default=list)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    is_relating = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("since"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("change that pages follow")
        verbose_name_plural = _("changes that pages follow")

    def __str__(self) -> str:
        return self.cause


class NameClock(models.Model):
    """Counts the changes of published names: whoever keeps them in memory looks here."""

    changes = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.changes)


class RelatedLink(models.Model):
    """One related article of a published entry, with its reason in words.

    `target` is empty while the described entry has not arrived; `external_id`, `slug` (the
    end of the described address) and `folded_title` are what it will be recognised by.
    `kind` is that of the curated relation, empty for a computed one.
    """

    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="related_links"
    )
    position = models.PositiveSmallIntegerField()
    target = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, null=True, related_name="related_from"
    )
    title = models.CharField(max_length=300)
    folded_title = models.CharField(max_length=300, db_index=True)
    subject = models.CharField(max_length=200, blank=True)
    slug = models.CharField(max_length=120, blank=True, db_index=True)
    external_id = models.CharField(max_length=200, blank=True, db_index=True)
    teaser = models.TextField(blank=True)
    relevance = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    is_curated = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("entry", "position")
        indexes = [
            models.Index("entry", condition=models.Q(kind="confusable"), name="confusable_links"),
            models.Index("target", condition=models.Q(is_curated=True), name="curated_links_to"),
        ]
        constraints = [
            models.UniqueConstraint("entry", "position", name="unique_related_position"),
            models.UniqueConstraint("entry", "target", name="related_once"),
            models.CheckConstraint(
                condition=models.Q(relevance__gte=1, relevance__lte=10), name="relevance_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return self.title
