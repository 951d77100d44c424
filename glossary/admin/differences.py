"""The word difference with the names that people know its places by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from glossary.models import SectionKind, Version
from glossary.workflow.diff import Change, Mark

PARTS = {
    "designations": _("Designations"),
    "relations": _("Relations"),
    "citations": _("Citations"),
    "tags": _("Tags"),
}
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
        return self.change.place in ("designations", "relations", "citations")


def labelled(changes: Iterable[Change]) -> list[LabelledChange]:
    changes = list(changes)
    if not changes:
        return []
    titles = dict(SectionKind.objects.values_list("key", "title"))
    return [
        LabelledChange(change=change, label=label_for(change, titles), mark=str(MARKS[change.mark]))
        for change in changes
    ]


def label_for(change: Change, titles: dict[str, str]) -> str:
    if change.is_section:
        return change.heading or titles.get(change.place, change.place)
    if change.place in PARTS:
        return str(PARTS[change.place])
    label = str(Version._meta.get_field(change.place).verbose_name)
    return label[:1].upper() + label[1:]
