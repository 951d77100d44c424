"""The page of a version before it is published, made as publication will make it."""

from dataclasses import dataclass

from glossary.errors import ContentRefused
from glossary.models import Version
from glossary.publishing.pipeline import preview


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The page as readers would see it, or the sentence why it cannot be shown.

    `broken` are the names that the text links and that no entry bears.
    """

    sections: list[dict]
    broken: tuple[str, ...] = ()
    problem: str = ""


def preview_of(version: Version) -> Preview:
    try:
        shown = preview(version)
    except ContentRefused as error:
        problem = f"{error.place}: {error}" if error.place else str(error)
        return Preview(sections=[], problem=problem)
    return Preview(sections=[vars(section) for section in shown.sections], broken=shown.broken)
