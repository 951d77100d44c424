"""The application's options with their defaults; `GLOSSARY` in the settings overrides them."""

from dataclasses import dataclass, field

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Options:
    """Each option has a sentence in docs/operations.md. Lengths count characters."""

    site_name: str = "Quality management glossary"
    review_interval_months: int = field(default=24, metadata={"least": 1})
    review_lead_days: int = 30
    # After so many days beyond its review date an entry says so to readers; 0: never.
    overdue_note_days: int = 90
    last_author_may_confirm: bool = False
    links_per_100_words: int = 5
    related_limit: int = 10
    approval_policy: str = field(
        default="second-person", metadata={"among": ("second-person", "self")}
    )
    signatures: int = field(default=1, metadata={"least": 1})
    proof_minutes: int = field(default=10, metadata={"least": 1})
    submission_days: int = field(default=14, metadata={"least": 1})
    emergency_publication: bool = False
    emergency_days: int = field(default=14, metadata={"least": 1})
    retention_years: int = 10
    # So long the counts of searches without result are kept; 0: none is counted.
    missed_search_days: int = 365
    # So many months, this one included, readings are counted and kept; 0: none is counted.
    reading_months: int = 12
    # So long readers' feedback is kept; 0: readers are not asked.
    feedback_days: int = 365
    # All files of one import in the browser together.
    import_megabytes: int = field(default=20, metadata={"least": 1})
    recorded_address: str = field(
        default="shortened", metadata={"among": ("full", "shortened", "none")}
    )

    @property
    def asks_readers(self) -> bool:
        return self.feedback_days > 0

    @property
    def allows_self_approval(self) -> bool:
        return self.approval_policy == "self"


def options() -> Options:
    """Return the options of this installation."""
    return Options(**getattr(settings, "GLOSSARY", {}))
