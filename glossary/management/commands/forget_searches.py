"""Forget what is old or answered of what readers left behind; run it every day."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.workflow.feedback import forget_feedback
from glossary.workflow.misses import forget_answered, forget_misses
from glossary.workflow.readings import forget_readings


class Command(BaseCommand):
    """What editors dismissed stays: it is their decision, not a reader's search."""

    help = (
        "Delete counts of searches without result: old ones, and of what is found by now. "
        "Delete feedback of readers and counts of readings that are old."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(
            f"{forget_misses()} old, {forget_answered()} answered; "
            f"{forget_feedback()} of feedback, {forget_readings()} of readings"
        )
