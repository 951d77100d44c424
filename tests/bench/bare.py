"""Entries without a version or a page, as many as a bench needs something to index for."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.models import Entry
from glossary.text import fold

LONGEST = 200


def bare_entries(titles: Sequence[str]) -> list[Entry]:
    """Make an entry for each title and return them in the same order."""
    owner, _is_new = User.objects.get_or_create(username="bench")
    now = timezone.now()
    first = Entry.objects.count() + 1
    return Entry.objects.bulk_create(
        [
            Entry(
                number=f"QM-{number:07}",
                slug=f"bare-{number}",
                kind="term",
                title=title[:LONGEST],
                folded_title=fold(title)[:LONGEST],
                owner=owner,
                created_at=now,
            )
            for number, title in enumerate(titles, first)
        ],
        batch_size=2_000,
    )
