"""Addresses that follow from others: where an entry has moved, where terms stand side by side."""

from django.urls import reverse

from glossary.models import Entry, Redirect


def moved_entry(path: str) -> Entry | None:
    """Return the entry to which an old path leads; with or without the final slash.

    It is asked for only where nothing stands, so a page that is there pays nothing.
    """
    bare = path.rstrip("/")
    redirects = Redirect.objects.filter(path__in=(bare, f"{bare}/"))
    found = redirects.select_related("entry__subject").first()
    return found.entry if found else None


def comparison_url(*slugs: str) -> str:
    """Return the one address at which entries stand side by side, whatever their order."""
    return reverse("side-by-side", args=sorted(slugs))
