"""Make the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.search import published_documents, rebuild


class Command(BaseCommand):
    """Needed when the index was lost, or was restored from another time than the entries."""

    help = "Index every published entry again and forget everything else."

    def handle(self, **options: Any) -> None:
        count = rebuild(published_documents())
        self.stdout.write(f"Indexed {count} entries")
