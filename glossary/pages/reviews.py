"""The review of a version: the difference, then the page, comments with each section."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from glossary.models import Comment, Version
from glossary.pages.differences import LabelledChange
from glossary.pages.discussions import Thread, threads_of


@dataclass(frozen=True, kw_only=True)
class Remarks:
    """What was said about one section, or the whole; `key` is empty for the whole.

    `may_add` says whether the version has such a section; one that was removed has not.
    """

    key: str
    title: str
    threads: tuple[Thread, ...]
    may_add: bool = True

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_resolved]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_resolved]


@dataclass(frozen=True, kw_only=True)
class ChangedPlace:
    """One place of the difference; `remarks` where it is a section and the first of its kind."""

    row: LabelledChange
    anchor: str
    text_anchor: str
    remarks: Remarks | None


@dataclass(frozen=True, kw_only=True)
class PaperSection:
    """One section of the page; `remarks` where they do not stand with its change."""

    section: Mapping[str, str]
    anchor: str
    change_anchor: str
    remarks: Remarks | None


@dataclass(frozen=True, kw_only=True)
class Review:
    """All of it: what changed, the page, and what is said about neither or both."""

    changes: tuple[ChangedPlace, ...]
    paper: tuple[PaperSection, ...]
    whole: Remarks
    open: tuple[Thread, ...]
    blocking: tuple[Thread, ...]


def review_of(
    version: Version,
    *,
    changes: Sequence[LabelledChange],
    page: Sequence[Mapping[str, str]],
    threads: Sequence[Thread],
) -> Review:
    """Put every thread where its section stands first: in the difference, else on the page."""
    spread = Spread(version, threads)
    places = tuple(changed_places(changes, page, spread))
    changed_at = {place.row.change.place: place.anchor for place in places if place.text_anchor}
    paper = tuple(paper_sections(page, changed_at, spread))
    return Review(
        changes=places,
        paper=paper,
        whole=Remarks(key="", title="", threads=spread.left()),
        open=tuple(thread for thread in threads if not thread.is_resolved),
        blocking=blocking_among(threads, version=version),
    )


def blocking_among(threads: Sequence[Thread], *, version: Version) -> tuple[Thread, ...]:
    """Return the threads that keep this version from approval."""
    return tuple(
        thread
        for thread in threads
        if thread.first.is_holding and thread.first.version_id == version.pk
    )


class Spread:
    """The threads of a version, each to be shown at one place only."""

    def __init__(self, version: Version, threads: Sequence[Thread]) -> None:
        self.threads = threads
        self.titles = section_titles(version)
        self.taken: set[str] = set()

    def take(self, key: str, *, title: str) -> Remarks | None:
        """Return what was said about a section, the first time it is asked for."""
        if key in self.taken:
            return None
        self.taken.add(key)
        said = tuple(thread for thread in self.threads if thread.first.section == key)
        return Remarks(key=key, title=title, threads=said, may_add=key in self.titles)

    def left(self) -> tuple[Thread, ...]:
        return tuple(thread for thread in self.threads if thread.first.section not in self.taken)


def changed_places(
    changes: Sequence[LabelledChange], page: Sequence[Mapping[str, str]], spread: Spread
) -> Iterator[ChangedPlace]:
    anchors = {section["key"]: section["anchor"] for section in reversed(page)}
    for number, row in enumerate(changes, start=1):
        key, is_section = row.change.place, row.change.is_section
        yield ChangedPlace(
            row=row,
            anchor=f"change-{number}",
            text_anchor=f"text-{anchors[key]}" if is_section and key in anchors else "",
            remarks=spread.take(key, title=row.label) if is_section else None,
        )


def paper_sections(
    page: Sequence[Mapping[str, str]], changed_at: Mapping[str, str], spread: Spread
) -> Iterator[PaperSection]:
    for section in page:
        yield PaperSection(
            section=section,
            anchor=f"text-{section['anchor']}",
            change_anchor=changed_at.get(section["key"], ""),
            remarks=spread.take(section["key"], title=section["title"]),
        )


def section_titles(version: Version) -> dict[str, str]:
    """Return the sections of a version that can be commented on, by key."""
    titles: dict[str, str] = {}
    for section in version.sections.all():
        titles.setdefault(section.kind.key, str(section))
    return titles


def threads_on(version: Version) -> tuple[Thread, ...]:
    """Return what was said about a version, and what is open of the one in force beside it."""
    current = version.entry.current_id or version.pk
    about = {version.pk, current}
    comments = Comment.objects.filter(Q(version__in=about) | Q(parent__version__in=about))
    threads = threads_of(comments, sections=section_titles(version))
    return tuple(
        thread
        for thread in threads
        if thread.first.version_id == version.pk or not thread.is_resolved
    )
