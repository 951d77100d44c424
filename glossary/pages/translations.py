"""The same concept in other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Value, When

from glossary.models import Entry


@dataclass(frozen=True, kw_only=True)
class Translation:
    """An entry of a concept, by its language."""

    language: str
    url: str


def ours_first() -> Case:
    """Order entries of one address: what stands there is in the installation's language."""
    return Case(When(language=settings.LANGUAGE_CODE, then=Value(0)), default=Value(1))


def has_translations() -> Exists:
    """Return whether the entry that is read is published in another language, too."""
    same = Entry.objects.published().filter(concept=OuterRef("concept"))
    return Exists(same.exclude(pk=OuterRef("pk")))


def translations_of(entry: Entry) -> tuple[Translation, ...]:
    """Return the published entries of a concept by language, this one among them."""
    same = Entry.objects.published().filter(concept=entry.concept).select_related("subject")
    fields = ("kind", "language", "slug", "subject__slug")
    found: dict[str, Translation] = {}
    for one in same.only(*fields).order_by(ours_first(), "pk"):
        url = one.get_absolute_url()
        found.setdefault(url, Translation(language=one.language, url=url))
    return tuple(sorted(found.values(), key=lambda one: one.language))
