"""Values of front matter as people and exporters write them: text, a list, a numbered map."""

from glossary.exchange.formats.front_matter import Value


def texts_of(value: Value) -> list[str]:
    """Return the texts in a value: one text, a list, or a map keyed 0, 1, 2; empty ones dropped."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        if not all(key.isdecimal() for key in value):
            return []
        value = [value[key] for key in sorted(value, key=int)]
    return [text for member in value or [] for text in texts_of(member)]


def only_texts(value: Value) -> bool:
    """Return whether `texts_of` gives everything that is in the value."""
    if isinstance(value, dict):
        value = list(value.values()) if all(key.isdecimal() for key in value) else [value]
        return all(not isinstance(member, dict) and only_texts(member) for member in value)
    return not isinstance(value, list) or all(only_texts(member) for member in value)


def members_of(value: Value) -> dict[str, Value] | None:
    """Return a map with its keys in lower case and without empty members, None for others.

    A list with one map in it counts as that map.
    """
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return None
    return {key.lower(): member for key, member in value.items() if member is not None}
