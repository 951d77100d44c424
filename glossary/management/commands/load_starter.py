"""Load the starter vocabulary that comes with the product."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction

from glossary.exchange.formats import read
from glossary.exchange.loader import Incoming, entries_of, load
from glossary.exchange.matching import entries_for, name_of, namesakes_of
from glossary.exchange.records import EntryRecord
from glossary.exchange.registers import load_register
from glossary.management.progress import ProgressLine
from glossary.models import Role
from glossary.workflow.batches import approve_batch
from glossary.workflow.proof import Proof

STARTER = Path(__file__).resolve().parents[2] / "starter"
AUTHOR = ("starter-author", "authors", Role.AUTHOR)
PUBLISHER = ("starter-publisher", "reviewers", Role.PUBLISHER)


class Command(BaseCommand):
    """Only adds what is missing: entries that are there, in whatever wording, stay as they are."""

    help = "Load the starter vocabulary; harmless when it is there already."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        incoming = starter()
        for item in incoming:
            if not isinstance(item.record, EntryRecord):
                load_register(item.record)
        missing = missing_among(entries_of(incoming))
        if not missing:
            self.stdout.write("The starter vocabulary is there already")
            return
        total = len(missing)
        report = load(
            missing,
            by=account_for(*AUTHOR),
            progress=ProgressLine(self.stderr).of("read in", total=total),
        )
        outcomes = approve_batch(
            report.batch,
            by=account_for(*PUBLISHER),
            proof=Proof.by_command(),
            publish=True,
            with_marked=True,
            progress=ProgressLine(self.stderr).of("approved", total=total),
        )
        refused = [outcome for outcome in outcomes if outcome.action == "refused"]
        for outcome in refused:
            self.stderr.write(f"{outcome.version.entry}: {outcome.reason}")
        loaded = len(outcomes) - len(refused)
        self.stdout.write(f"Loaded {loaded} entries of the starter vocabulary")


def starter() -> list[Incoming]:
    """Return the standards, then questions and terms, as they come with the product."""
    return [
        Incoming(record=record, name=path.name)
        for folder in ("standards", "questions", "terms")
        for path in sorted((STARTER / folder).glob("*.md"))
        for record in read(path.read_bytes(), name=path.name)
    ]


def missing_among(incoming: Sequence[Incoming]) -> list[Incoming]:
    """Return what is not there, neither as the same entry nor as another one of the same name."""
    records = [item.record for item in incoming]
    known, namesakes = entries_for(records), namesakes_of(records)
    return [
        item
        for item, entry in zip(incoming, known, strict=True)
        if entry is None and name_of(item.record) not in namesakes
    ]


def account_for(username: str, last_name: str, role: Role) -> User:
    """Return an account that nobody can log in to: it only signs for the product's own texts."""
    names = {"first_name": "qmglossary", "last_name": last_name}
    user, is_new = User.objects.get_or_create(username=username, defaults=names)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=role))
    return user
