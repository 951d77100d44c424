"""Entries made directly, without the workflow, where a bench needs many and looks at none."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from glossary.guards import install_guards, remove_guards
from glossary.models import Entry, Publication, State, Subject, Version
from glossary.text import fold
from tests.bench.corpus import SUBJECTS

LONGEST = 200
BATCH = 2_000


def bare_entries(titles: Sequence[str]) -> list[Entry]:
    """Make an entry for each title and return them in the same order."""
    owner, now, first = bench_user(), timezone.now(), Entry.objects.count() + 1
    subjects = [
        Subject.objects.get_or_create(name=name, defaults={"slug": fold(name)})[0]
        for name in SUBJECTS
    ]
    return Entry.objects.bulk_create(
        [
            Entry(
                number=f"QM-{number:07}",
                slug=f"bare-{number}",
                kind="term",
                title=title[:LONGEST],
                folded_title=fold(title)[:LONGEST],
                subject=subjects[number % len(subjects)],
                owner=owner,
                created_at=now,
            )
            for number, title in enumerate(titles, first)
        ],
        batch_size=BATCH,
    )


def published_entries(titles: Sequence[str]) -> list[Entry]:
    """Make entries that readers find: with a version in force and a page without sections."""
    remove_guards(connection)
    with transaction.atomic():
        entries = bare_entries(titles)
        versions = Version.objects.bulk_create(map(version_of, entries), batch_size=BATCH)
        Publication.objects.bulk_create(map(page_of, versions), batch_size=BATCH)
        current = Version.objects.filter(entry=OuterRef("pk")).values("pk")[:1]
        Entry.objects.update(current=Subquery(current), next_review=date(2100, 1, 1))
    install_guards(connection)
    return entries


def version_of(entry: Entry) -> Version:
    times = dict.fromkeys(
        ("created_at", "saved_at", "approved_at", "published_at"), entry.created_at
    )
    return Version(
        entry=entry,
        sequence=1,
        major=1,
        minor=0,
        state=State.PUBLISHED,
        title=entry.title,
        short_definition=f"What {entry.title} means, in one sentence of a definition.",
        subject=entry.subject,
        content_hash="0" * 64,
        created_by=entry.owner,
        approved_by=entry.owner,
        **times,
    )


def page_of(version: Version) -> Publication:
    return Publication(
        entry=version.entry,
        version=version,
        title=version.title,
        teaser=version.short_definition,
        rendered_at=version.created_at,
    )


def bench_user() -> User:
    return User.objects.get_or_create(username="bench")[0]
