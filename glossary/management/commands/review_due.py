"""Remind of periodic reviews; run it every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from glossary.workflow.reminders import remind


class Command(BaseCommand):
    """However often it runs, each reminder is written once; `send_notices` mails them."""

    help = "Remind owners and publishers of reviews that are due, overdue or owed."

    def handle(self, **options: Any) -> None:
        reminded = remind(today=timezone.localdate())
        self.stdout.write(
            f"{reminded.due} due, {reminded.overdue} overdue, "
            f"{reminded.exceptions} without approval"
        )
