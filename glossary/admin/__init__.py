"""The editors' side: Django's admin, with pages of our own for writing and deciding."""

from glossary.admin import accounts, dashboard, entries, registers

__all__ = ["accounts", "dashboard", "entries", "registers"]
