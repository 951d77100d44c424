"""Advice beside the fields of an entry while it is written. It never stands in the way."""

from django.utils.translation import gettext as _

from glossary.content import Content
from glossary.quality.reading import AVERAGE, LONGEST, words_a_sentence

# ISO 704 asks for no number; longer phrases are rarely one any more.
LONG_DEFINITION = 300


def hints_for(content: Content) -> dict[str, list[str]]:
    """Return advice by the name of the form's field (E-11), beside what the quality rules find."""
    hints: dict[str, list[str]] = {}
    if len(content.short_definition) > LONG_DEFINITION:
        hints["short_definition"] = [_("Is long: what it tells may fit into the sections.")]
    for section in content.sections:
        if not section.heading and (advice := reading_hint(section.body)):
            hints[f"section-{section.kind}"] = [advice]
    return hints


def reading_hint(body: str) -> str:
    average, longest = words_a_sentence(body)
    if average > AVERAGE:
        return _("The sentences have %d words on average; up to 20 are easy to read.") % average
    if longest > LONGEST:
        return _("One sentence has %d words; two sentences are easier to read.") % longest
    return ""
