"""Write the dossier of an entry: one archive that an auditor can verify offline."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.models import Entry
from glossary.pages.dossiers import archive, dossier_of
from glossary.workflow.record import record_entry


class Command(BaseCommand):
    """All versions, differences, comments, signatures and records of one entry, as a ZIP."""

    help = "Write all versions, signatures and records of an entry into one ZIP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="QM-0001")
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(self, *, number: str, out: Path | None, **options: Any) -> None:
        entry = Entry.objects.filter(number__iexact=number).first()
        if entry is None:
            raise CommandError(f"There is no entry {number}.")
        path = out or Path(f"{entry.number}.zip")
        record_entry(entry, action="export dossier", by=None)
        try:
            path.write_bytes(archive(dossier_of(entry)))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"Wrote {path}")
