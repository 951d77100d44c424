"""What is derived from published versions. It can be thrown away and rebuilt."""

from django.db import models


class Rendering(models.Model):
    """The clean HTML of a version that is or was in force, before terms are linked.

    `sections` is a list of {key, anchor, title, html}. It is kept for ever, so that an old
    version is shown as it was and linking a page again needs no Markdown.
    """

    version = models.OneToOneField(
        "glossary.Version", on_delete=models.CASCADE, related_name="rendering"
    )
    sections = models.JSONField(default=list)
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
        constraints = [
            models.UniqueConstraint("entry", "position", name="unique_related_position"),
            models.UniqueConstraint("entry", "target", name="related_once"),
            models.CheckConstraint(
                condition=models.Q(relevance__gte=1, relevance__lte=10), name="relevance_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return self.title
