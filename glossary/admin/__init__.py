"""The editors' side: Django's admin, with pages of our own for writing and deciding."""

from glossary.admin import (
    accounts,
    audit,
    dashboard,
    entries,
    feedback,
    notices,
    registers,
    ripples,
)

__all__ = [
    "accounts",
    "audit",
    "dashboard",
    "entries",
    "feedback",
    "notices",
    "registers",
    "ripples",
]
