"""The names of languages."""

from django.utils.translation import get_language_info


def language_name(tag: str) -> str:
    """Return the name of a language in the reader's own, the tag itself where none is known."""
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag
