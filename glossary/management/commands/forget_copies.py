"""Forget recovery copies that nobody came back for; run it every day."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.workflow.presence import forget_presences
from glossary.workflow.recovery import forget_copies


class Command(BaseCommand):
    """Saved texts and versions are not touched: a copy is what was typed and never saved."""

    help = "Delete recovery copies of unsaved text that are older than 30 days."

    def handle(self, **options: Any) -> None:
        forget_presences()
        self.stdout.write(f"{forget_copies()} old")
