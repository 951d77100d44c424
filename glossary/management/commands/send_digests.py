"""Mail readers who follow the glossary what was published; run it every day."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.workflow.subscriptions import send_digests


class Command(BaseCommand):
    """Nothing new, no mail. Running it twice sends nothing twice."""

    help = "Mail readers what was published or withdrawn since their last mail."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{send_digests()} sent")
