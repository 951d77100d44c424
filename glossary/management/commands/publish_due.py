"""Publish what has been scheduled and whose time has come; run it every minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from glossary.workflow.actions import release_due


class Command(BaseCommand):
    """Each version on its own: one that fails stops no other. Running twice at once is safe."""

    help = "Publish every scheduled version whose time has come."

    def handle(self, **options: Any) -> None:
        failed = 0
        for version, problem in release_due():
            if problem:
                failed += 1
                self.stderr.write(f"failed     {version.entry}: {problem}")
            else:
                self.stdout.write(f"published  {version.entry}")
        if failed:
            raise CommandError(f"{failed} could not be published.")
