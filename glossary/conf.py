"""The application's options with their defaults; `GLOSSARY` in the settings overrides them."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Options:
    """Each option has a sentence in docs/operations.md. Lengths count characters."""

    site_name: str = "Quality management glossary"
    review_interval_months: int = 24
    links_per_100_words: int = 5
    related_limit: int = 10


def options() -> Options:
    """Return the options of this installation."""
    return Options(**getattr(settings, "GLOSSARY", {}))
