"""The discussion of an entry as editors see it: threads of comments, the open ones first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from glossary.models import Comment, Entry


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A first comment with its replies; `section` is the title of what it is about, if a part."""

    first: Comment
    replies: tuple[Comment, ...]
    section: str

    @property
    def is_resolved(self) -> bool:
        return self.first.resolved_at is not None


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """All threads of an entry; `sections` are the titles of those one can comment on, by key."""

    threads: tuple[Thread, ...]
    sections: Mapping[str, str]
    may_write: bool

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_resolved]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_resolved]


def discussion_of(entry: Entry, *, may_write: bool) -> Discussion:
    """Return what was said about the released versions of a published entry: one query."""
    sections: dict[str, str] = {}
    for section in entry.publication.sections:
        sections.setdefault(section["key"], section["title"])
    comments = Comment.objects.filter(entry=entry).on_released()
    return Discussion(
        threads=threads_of(comments, sections=sections), sections=sections, may_write=may_write
    )


def threads_of(comments: QuerySet[Comment], *, sections: Mapping[str, str]) -> tuple[Thread, ...]:
    """Return comments as threads, the oldest first."""
    rows = list(comments.with_people())
    return tuple(
        Thread(
            first=first,
            replies=tuple(row for row in rows if row.parent_id == first.pk),
            section=title_of(first.section, sections=sections),
        )
        for first in rows
        if first.parent_id is None
    )


def title_of(key: str, *, sections: Mapping[str, str]) -> str:
    """Return the title of a section, made of its key where the text has none of it any more."""
    return sections.get(key) or key.replace("-", " ").capitalize()
