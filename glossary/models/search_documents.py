"""What search knows of published entries. All of it can be thrown away and made again."""

from django.db import models


class SearchDocument(models.Model):
    """One published entry in the search index; `sections` is a list of {title, text}.

    `marks` are the keys of its SearchFacets between blanks, by which lists are narrowed and
    counted. The full-text index is made by migrations: FTS5 tables whose rowid is our primary
    key on SQLite, tsvector columns with GIN indexes on PostgreSQL.
    """

    entry = models.OneToOneField(
        "glossary.Entry", on_delete=models.CASCADE, related_name="search_document"
    )
    number = models.CharField(max_length=20, default="", db_index=True)
    slug = models.CharField(max_length=120, default="")
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, default="")
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=35, db_index=True)
    definition = models.TextField(default="", blank=True)
    teaser = models.TextField(default="", blank=True)
    changed_on = models.DateField(null=True)
    marks = models.TextField(default="", blank=True)
    sections = models.JSONField(default=list)

    class Meta:
        indexes = [
            # Rows are fat: facets are counted in this instead of them.
            models.Index(fields=("id", "marks"), name="search_marks"),
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


class SearchBag(models.Model):
    """The bag of words of a document, from which its rank is worked out.

    `words` holds " stem:weight" for each, ending in a blank; `length` is the sum of the weights.
    A table of its own: hundreds are read for one list, and the documents are long.
    """

    document = models.OneToOneField(
        SearchDocument, on_delete=models.CASCADE, primary_key=True, related_name="bag"
    )
    length = models.PositiveIntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return str(self.document_id)


class SearchWord(models.Model):
    """A word that occurs, or once occurred, in a document: what a misspelt one may have meant."""

    word = models.CharField(max_length=100, unique=True)
    in_names = models.BooleanField()

    def __str__(self) -> str:
        return self.word


class SearchFacet(models.Model):
    """A value by which entries can be chosen: of `field` "subject", say, the slug and the name."""

    field = models.CharField(max_length=10)
    value = models.CharField(max_length=200)
    label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("field", "value"), name="unique_search_facet"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.value}"
