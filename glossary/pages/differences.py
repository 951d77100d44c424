"""The word difference with the names that people know its places by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from glossary.models import SectionKind, Version
from glossary.workflow.diff import Change, Mark, content_diff

PARTS = {
    "designations": _("Designations"),
    "relations": _("Relations"),
    "citations": _("Citations"),
    "waivers": _("Waived findings"),
    "tags": _("Tags"),
}
LISTS = ("designations", "relations", "citations", "waivers")
MARKS = {
    Mark.ADDED: _("new"),
    Mark.REMOVED: _("removed"),
    Mark.CHANGED: _("changed"),
    Mark.MOVED: _("moved"),
    Mark.SAME: _("unchanged"),
}


@dataclass(frozen=True, kw_only=True)
class LabelledChange:
    """A change, what it is about and what happened, in words."""

    change: Change
    label: str
    mark: str

    @property
    def is_list(self) -> bool:
        return self.change.place in LISTS


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two versions and what changed on the way: texts, and the lists apart (W-22)."""

    before: Version
    after: Version
    texts: list[LabelledChange]
    lists: list[LabelledChange]


def compare(before: Version, after: Version) -> Comparison:
    """Return the difference of two versions, from the earlier to the later one as given."""
    loaded = Version.objects.with_content().in_bulk([before.pk, after.pk])
    changes = labelled(content_diff(loaded[before.pk].content(), loaded[after.pk].content()))
    return Comparison(
        before=before,
        after=after,
        texts=[row for row in changes if not row.is_list],
        lists=[row for row in changes if row.is_list],
    )


def labelled(
    changes: Iterable[Change], *, titles: dict[str, str] | None = None
) -> list[LabelledChange]:
    """Return changes with the names of their places; `titles` are `kind_titles`, if at hand."""
    changes = list(changes)
    if not changes:
        return []
    titles = kind_titles() if titles is None else titles
    return [
        LabelledChange(change=change, label=label_for(change, titles), mark=str(MARKS[change.mark]))
        for change in changes
    ]


def kind_titles() -> dict[str, str]:
    return dict(SectionKind.objects.values_list("key", "title"))


def label_for(change: Change, titles: dict[str, str]) -> str:
    if change.is_section:
        return change.heading or titles.get(change.place, change.place)
    if change.place in PARTS:
        return str(PARTS[change.place])
    label = str(Version._meta.get_field(change.place).verbose_name)
    return label[:1].upper() + label[1:]
