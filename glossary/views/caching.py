"""Validators: a reader's browser asks again each time and mostly hears "not modified"."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language


def revalidate(response: HttpResponseBase) -> HttpResponseBase:
    """Let caches keep the answer, but ask before they use it: a withdrawal shows at once."""
    patch_cache_control(response, public=True, no_cache=True)
    return response


def etag_for(*state: object) -> str:
    """Return a strong validator for what a page depends on, its templates and style included."""
    facts = (release_mark(), get_language(), *state)
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


@cache
def release_mark() -> str:
    """Return a mark of the installed templates and static files; it changes with an upgrade."""
    digest = hashlib.sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
