"""The editors' side: Django's admin, with pages of our own for writing and deciding."""

from glossary.admin import (
    accounts,
    audit,
    batches,
    dashboard,
    entries,
    entry_template,
    feedback,
    importing,
    notices,
    registers,
    ripples,
)

__all__ = [
    "accounts",
    "audit",
    "batches",
    "dashboard",
    "entries",
    "entry_template",
    "feedback",
    "importing",
    "notices",
    "registers",
    "ripples",
]
