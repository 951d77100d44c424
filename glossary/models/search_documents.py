"""What search knows of a published entry: one narrow row, beside it the engine's own index."""

from django.db import models


class SearchDocument(models.Model):
    """One published entry in the search index; `sections` is a list of {title, text}.

    The full-text index is made by a migration: an FTS5 table whose rowid is our primary
    key on SQLite, a tsvector column with a GIN index on PostgreSQL.
    """

    entry = models.OneToOneField(
        "glossary.Entry", on_delete=models.CASCADE, related_name="search_document"
    )
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=35)
    sections = models.JSONField(default=list)

    class Meta:
        indexes = [
            # Rows are fat: counting and ranking on SQLite read this instead of them.
            models.Index(fields=("id", "kind", "language", "entry"), name="search_scope"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchName(models.Model):
    """A designation of a document, folded for exact and near look-ups. Position 0 is the title."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    acceptability = models.CharField(max_length=12)
    type = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.text
