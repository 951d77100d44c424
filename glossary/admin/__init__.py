"""The editors' side: Django's admin, with pages of our own for writing and deciding."""

from glossary.admin import (
    accounts,
    audit,
    dashboard,
    entries,
    entry_template,
    notices,
    registers,
    ripples,
)

__all__ = [
    "accounts",
    "audit",
    "dashboard",
    "entries",
    "entry_template",
    "notices",
    "registers",
    "ripples",
]
