"""Files and folders named on the command line, read into records."""

from collections.abc import Iterator
from pathlib import Path

from glossary.errors import SourceRefused
from glossary.exchange.formats import AUTO, read
from glossary.exchange.loader import Incoming


def read_all(paths: list[Path], *, format: str = AUTO) -> tuple[list[Incoming], list[str]]:
    """Return the records of all files, and a line for every file that is refused."""
    incoming, refusals = [], []
    for path in files_in(paths):
        try:
            # A bundle holds one record a line; the record of any other file begins at its first.
            incoming += [
                Incoming(record=record, name=str(path), line=line)
                for line, record in enumerate(
                    read(path.read_bytes(), name=path.name, format=format), start=1
                )
            ]
        except SourceRefused as error:
            refusals.append(str(error))
        except OSError as error:
            refusals.append(f"{path}: {error.strerror}")
    return incoming, refusals


def files_in(paths: list[Path]) -> Iterator[Path]:
    """Yield the files; of a folder all but hidden ones, in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = (found for found in sorted(path.rglob("*")) if found.is_file())
            yield from (found for found in inside if not found.name.startswith("."))
        else:
            yield path
