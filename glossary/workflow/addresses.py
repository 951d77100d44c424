"""Where an entry stands, and the old addresses that still lead to it (W-70 to W-74).

A redirect names an entry, never a path, so that following one always ends at a live address
after one step. What is left of loops is a redirect from where its entry stands now: refused.
"""

from django.contrib.auth.models import User
from django.urls import Resolver404, resolve
from django.utils import timezone

from glossary.errors import ActionRefused, MissingRole
from glossary.models import Entry, Redirect, Role, roles_of
from glossary.text import slug_for
from glossary.workflow.publication import Before, follow
from glossary.workflow.record import record_entry
from glossary.workflow.steps import action, locked_entry

ENTRY_VIEWS = ("term", "question")
MOVE = "move"
REDIRECT = "redirect"


@action
def move(entry: Entry, *, slug: str, by: User, take_over: bool = False) -> Entry:
    """Give an entry another address; the old one leads there for ever (W-70).

    Raise ActionRefused when another entry stands there, or stood there once and its redirect
    is not knowingly taken over (W-72).
    """
    require_publisher(by, action=MOVE)
    entry = locked_entry(entry)
    slug = slug_for(slug, fallback="")
    if not slug:
        raise ActionRefused("An address needs letters or digits.", action=MOVE)
    if Entry.objects.filter(language=entry.language, slug=slug).exclude(pk=entry.pk).exists():
        raise ActionRefused("Another entry stands at this address.", action=MOVE)
    before = Before.of([entry.pk])
    old, old_slug = entry.get_absolute_url(), entry.slug
    entry.slug = slug
    new = entry.get_absolute_url()
    if new == old:
        return entry
    clear_redirect(new, entry, take_over=take_over)
    entry.save(update_fields=["slug"])
    Redirect.objects.update_or_create(
        path=old, defaults={"entry": entry, "created_at": timezone.now()}
    )
    record_entry(entry, action=MOVE, by=by, changes={"slug": (old_slug, slug)})
    follow([entry.pk], before=before, cause=str(entry))
    return entry


def clear_redirect(path: str, entry: Entry, *, take_over: bool) -> None:
    redirect = Redirect.objects.filter(path=path).select_related("entry").first()
    if redirect is None:
        return
    if redirect.entry_id != entry.pk and not take_over:
        raise ActionRefused(
            f"{path} leads to {redirect.entry}; say that it shall be taken over.", action=MOVE
        )
    redirect.delete()


@action
def add_redirect(path: str, entry: Entry, *, by: User) -> Redirect:
    """Let an old address lead to an entry. Raise ActionRefused for one that is in use."""
    require_publisher(by, action=REDIRECT)
    known = require_free(path, entry)
    if known:
        return known
    redirect = Redirect.objects.create(path=path, entry=entry, created_at=timezone.now())
    record_entry(entry, action=REDIRECT, by=by, changes={"path": ("", path)})
    return redirect


def require_free(path: str, entry: Entry) -> Redirect | None:
    """Return the redirect that is there already. Raise ActionRefused where there can be none."""
    if not path.startswith("/") or path.startswith("//") or len(path) > 300:
        raise ActionRefused("An old address begins with one slash.", action=REDIRECT)
    if is_live(path, entry):
        raise ActionRefused(f"{path} is in use; it cannot lead elsewhere.", action=REDIRECT)
    known = Redirect.objects.filter(path=path).first()
    if known and known.entry_id != entry.pk:
        raise ActionRefused(f"{path} leads to another entry already.", action=REDIRECT)
    return known


def is_live(path: str, entry: Entry) -> bool:
    """Whether a page stands at the path: an entry, or any other page of the site."""
    if path.rstrip("/") == entry.get_absolute_url().rstrip("/"):
        return True
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name not in ENTRY_VIEWS:
        return True
    return Entry.objects.filter(slug=match.kwargs["slug"]).exists()


def require_publisher(by: User, *, action: str) -> None:
    if Role.PUBLISHER not in roles_of(by):
        raise MissingRole(f"To {action} an entry is for: publisher.", action=action)
