"""Uploaded files: kept byte for byte, and read piece by piece as often as an import needs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from glossary.errors import SourceRefused
from glossary.exchange.arriving import Incoming
from glossary.exchange.formats import read_each
from glossary.exchange.sources import digest
from glossary.models import Import, ImportFile

NAME_LENGTH = 300


@dataclass(frozen=True, kw_only=True)
class Upload:
    name: str
    raw: bytes


@transaction.atomic
def receive(uploads: Sequence[Upload], *, by: User, key: UUID, format: str) -> Import:
    """Keep files that came with a form; the same form sent twice is one import (F-17)."""
    facts = {"owner": by, "format": format, "created_at": timezone.now()}
    imported, is_new = Import.objects.get_or_create(key=key, owner=by, defaults=facts)
    if is_new:
        for upload in uploads:
            ImportFile.objects.create(
                import_of=imported,
                name=upload.name[-NAME_LENGTH:],
                raw=upload.raw,
                sha256=digest(upload.raw),
                size=len(upload.raw),
            )
    return imported


def pieces_of(imported: Import) -> Iterator[Incoming | SourceRefused]:
    """Yield the records of all files in their order, and what is wrong in its place.

    One file at a time is in memory.
    """
    position = 0
    for pk, name in imported.files.values_list("pk", "name"):
        raw = bytes(ImportFile.objects.values_list("raw", flat=True).get(pk=pk))
        for line, found in read_each(raw, name=name, format=imported.format):
            if isinstance(found, SourceRefused):
                yield found
            else:
                yield Incoming(record=found, name=name, line=line, position=position)
            position += 1


def items_of(imported: Import, *, start: int = 0) -> Iterator[Incoming]:
    """Yield the records from a position on. Raise SourceRefused for what cannot be read."""
    for piece in pieces_of(imported):
        if isinstance(piece, SourceRefused):
            raise piece
        if piece.position >= start:
            yield piece
