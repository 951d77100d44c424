"""Mail the notices that wait; run it every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.workflow.mail import send_notices


class Command(BaseCommand):
    """One mail a person. What cannot be sent waits longer each time, for about a day."""

    help = "Mail the notices that wait."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{send_notices()} sent")
