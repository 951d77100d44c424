"""All tags in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Count
from taggit.models import Tag

from glossary.pages.letters import anchor_for
from glossary.wording.collation import letter_of, sort_key


@dataclass(frozen=True, kw_only=True)
class TagGroup:
    """The tags of a letter, each with its `entry_count`."""

    letter: str
    anchor: str
    tags: Sequence[Tag]


def tag_groups() -> list[TagGroup]:
    """Return the tags of published entries by their letters; those of drafts do not count."""
    language = settings.LANGUAGE_CODE
    used = Tag.objects.filter(entry__current__isnull=False).exclude(slug="")
    tags = used.annotate(entry_count=Count("entry", distinct=True))
    in_order = sorted(tags, key=lambda tag: sort_key(tag.name, language=language))
    return [
        TagGroup(letter=letter, anchor=anchor_for(letter), tags=list(members))
        for letter, members in groupby(
            in_order, key=lambda tag: letter_of(tag.name, language=language)
        )
    ]
