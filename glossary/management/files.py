"""Files and folders named on the command line, read into records."""

from collections.abc import Iterator
from pathlib import Path

from glossary.errors import SourceRefused
from glossary.exchange.formats import AUTO, read_each
from glossary.exchange.loader import Incoming


def read_all(paths: list[Path], *, format: str = AUTO) -> tuple[list[Incoming], list[str]]:
    """Return the records of all files, and a line for everything that is refused."""
    incoming, refusals = [], []
    for path in files_in(paths):
        try:
            raw = path.read_bytes()
        except OSError as error:
            refusals.append(f"{path}: {error.strerror}")
            continue
        for line, found in read_each(raw, name=path.name, format=format):
            if isinstance(found, SourceRefused):
                refusals.append(str(found))
            else:
                incoming.append(Incoming(record=found, name=str(path), line=line))
    return incoming, refusals


def files_in(paths: list[Path]) -> Iterator[Path]:
    """Yield the files; of a folder all but hidden ones, in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = (found for found in sorted(path.rglob("*")) if found.is_file())
            yield from (found for found in inside if not found.name.startswith("."))
        else:
            yield path
