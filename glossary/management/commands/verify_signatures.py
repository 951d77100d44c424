"""Verify that every version is what was signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from glossary.models import Version
from glossary.workflow.verification import faults, signature_count


class Command(BaseCommand):
    """Names every broken version and ends with status 1 if there is one."""

    help = "Recompute the content of every version and compare it with signatures and record."

    def handle(self, **options: Any) -> None:
        count = 0
        for fault in faults():
            count += 1
            self.stderr.write(str(fault))
        if count:
            raise CommandError(f"{count} faults.")
        self.stdout.write(
            f"{signature_count()} signatures on {Version.objects.count()} versions hold"
        )
