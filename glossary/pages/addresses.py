"""Old addresses: asked for only where nothing stands, so a page that is there pays nothing."""

from glossary.models import Entry, Redirect


def moved_entry(path: str) -> Entry | None:
    """Return the entry to which an old path leads; with or without the final slash."""
    bare = path.rstrip("/")
    redirects = Redirect.objects.filter(path__in=(bare, f"{bare}/"))
    found = redirects.select_related("entry__subject").first()
    return found.entry if found else None
