"""Write everything out in the lossless bundle."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from glossary.exchange.formats import json_bundle
from glossary.exchange.snapshot import snapshot


class Command(BaseCommand):
    """A file is written under another name first, so that it is whole or not there."""

    help = "Export registers and entries, one JSON object a line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", default="json", choices=["json"])
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(self, *, out: Path | None, **options: Any) -> None:
        lines = map(json_bundle.write_line, snapshot())
        if out is None:
            for line in lines:
                sys.stdout.buffer.write(line.encode())
            return
        part = out.with_name(f".{out.name}.part")
        with part.open("wb") as file:
            for line in lines:
                file.write(line.encode())
        part.replace(out)
