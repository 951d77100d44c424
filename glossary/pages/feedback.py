"""What readers say about entries, as the editors' queue shows it (R-10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from glossary.models import Feedback

STATES = ("open", "handled")
VOICES = ("all", "clear", "unclear")


@dataclass(frozen=True, kw_only=True)
class FeedbackRow:
    """One reader's words, and how many readers found the entry clear or not."""

    feedback: Feedback
    clear: int
    unclear: int


def feedback_queue(*, state: str, voice: str) -> QuerySet[Feedback]:
    """Return feedback that tells something, the newest first."""
    found = Feedback.objects.telling().filter(handled_at__isnull=state == "open")
    if voice in ("clear", "unclear"):
        found = found.filter(is_clear=voice == "clear")
    return found.select_related("entry__subject", "version", "handled_by__pseudonym")


def feedback_rows(shown: Sequence[Feedback]) -> list[FeedbackRow]:
    """Return rows for a page, with the counts of their entries in one query."""
    about = Feedback.objects.filter(entry__in={row.entry_id for row in shown})
    sums = (
        about.order_by()
        .values("entry")
        .annotate(
            clear=Count("pk", filter=Q(is_clear=True)),
            unclear=Count("pk", filter=Q(is_clear=False)),
        )
    )
    counts = {row["entry"]: row for row in sums}
    return [
        FeedbackRow(
            feedback=row,
            clear=counts[row.entry_id]["clear"],
            unclear=counts[row.entry_id]["unclear"],
        )
        for row in shown
    ]
