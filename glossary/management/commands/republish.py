"""Make pages, links, related articles and search documents anew."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.models import Entry
from glossary.workflow.publication import republish


class Command(BaseCommand):
    """Needed after a crash between publishing and linking, or when the rules have changed."""

    help = "Render, link, relate and index every published entry again."

    def handle(self, **options: Any) -> None:
        count = republish(Entry.objects.published())
        self.stdout.write(f"Republished {count} entries")
