"""Approve, and publish if wanted, what an import brought in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.errors import GlossaryError
from glossary.management.accounts import account_named
from glossary.management.progress import ProgressLine
from glossary.models import Batch
from glossary.workflow.batches import approve_batch
from glossary.workflow.proof import Proof


class Command(BaseCommand):
    """The second pair of eyes for a whole batch."""

    help = "Approve a whole imported batch by a second person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="N")
        parser.add_argument("--by", required=True, metavar="OTHER", dest="username")
        parser.add_argument("--publish", action="store_true", help="publish what is approved")
        parser.add_argument(
            "--with-marked", action="store_true", help="also what is marked “needs review”"
        )

    def handle(
        self, *, number: int, username: str, publish: bool, with_marked: bool, **options: Any
    ) -> None:
        batch = Batch.objects.filter(pk=number).first()
        if batch is None:
            raise CommandError(f"There is no batch {number}.")
        by = account_named(username)
        try:
            outcomes = approve_batch(
                batch,
                by=by,
                proof=Proof.by_command(),
                publish=publish,
                with_marked=with_marked,
                progress=ProgressLine(self.stderr).of("looked at", total=batch.sources.count()),
            )
        except GlossaryError as error:
            raise CommandError(str(error)) from error
        for outcome in outcomes:
            entry = outcome.version.entry
            reason = f"  {outcome.reason}" if outcome.reason else ""
            self.stdout.write(f"{outcome.action:<9}  {entry.number}  {entry.title}{reason}")
        if any(outcome.action == "refused" for outcome in outcomes):
            raise CommandError("Not everything could be approved; see above.")
        if left := [outcome for outcome in outcomes if outcome.action == "left out"]:
            self.stdout.write(
                f"{len(left)} left out because they need a person's eye; "
                "--with-marked takes them in."
            )
