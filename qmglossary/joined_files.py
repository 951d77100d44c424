"""Style and scripts are written in many small files and asked for in few: joined here.

A request costs a reader on a slow line more than the bytes in it. `site.css` and `site.js` are
made by a finder of static files, so they are there in development, in tests and for
`collectstatic` alike; see docs/decisions/0011.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = settings.BASE_DIR / "static" / "glossary"
# What fixes the order of the layers comes first; paper overrides what screens got.
FIRST, LAST = ("tokens.css", "base.css", "layout.css"), "print.css"
# It sets the theme before anything is painted and is loaded by itself.
APART = "theme-switch.js"


def joined_style() -> str:
    """Return all style sheets as one; the one for paper is for paper only."""
    names = {path.name for path in (SOURCES / "css").glob("*.css")} - {*FIRST, LAST}
    sheets = [(SOURCES / "css" / name).read_text() for name in (*FIRST, *sorted(names))]
    paper = (SOURCES / "css" / LAST).read_text()
    return "\n".join((*sheets, f"@media print {{\n{paper}}}\n"))


def joined_scripts() -> str:
    """Return all scripts as one module; each keeps its names to itself in a block of its own."""
    paths = sorted(path for path in (SOURCES / "js").glob("*.js") if path.name != APART)
    return "\n".join(f"{{\n{path.read_text()}}}" for path in paths)


JOINED = {"glossary/site.css": joined_style, "glossary/site.js": joined_scripts}


class JoinedFiles(BaseFinder):
    """Finds the joined files, written anew wherever their parts have changed."""

    def __init__(self) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")

    def find(self, path: str, find_all: bool = False) -> str | list[str]:
        """Return the path of a joined file, in the forms that Django asks for."""
        if path not in JOINED:
            return []
        found = str(self.written(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in JOINED:
            self.written(path)
            yield path, self.storage

    def written(self, path: str) -> Path:
        """Write a joined file if it has changed, so that a reader never meets half of one."""
        target = Path(self.storage.path(path))
        text = JOINED[path]()
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_suffix(f".{id(self)}")
            half.write_text(text)
            half.replace(target)
        return target
