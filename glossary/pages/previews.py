"""What is shown of an entry where a text links it: enough to read on without leaving (R-03)."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from glossary.pages.entries import published_under
from glossary.pages.namesakes import subject_behind, with_namesakes
from glossary.publishing.excerpt import ELLIPSIS, SENTENCE_END
from glossary.text import teaser_of

LONGEST_TEXT = 300
# "e.g. Audit", "z. B. Audit", "J. Juran": a point behind a single letter ends no sentence.
SINGLE_LETTER = re.compile(r"\b[^\W\d_]\.\Z")
PRINTED = (
    *("number", "slug", "title", "language", "last_reviewed", "subject__name"),
    *("current__short_definition", "current__major", "current__minor", "current__approved_at"),
    "publication__teaser",
)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A published entry in a few lines; `subject` where another entry has the same title.

    `reviewed` is the day of a review since the approval. Without either day it was published
    in an emergency and nobody has approved it yet.
    """

    title: str
    subject: str
    language: str
    text: str
    number: str
    label: str
    approved: date | None
    reviewed: date | None


def preview_of(slug: str) -> Preview | None:
    """Return the preview of the published entry of this slug, with one query."""
    entries = published_under(slug).select_related("current", "subject", "publication")
    entry = with_namesakes(entries.only(*PRINTED)).first()
    if entry is None:
        return None
    version, reviewed = entry.current, entry.last_reviewed
    approved = timezone.localdate(version.approved_at) if version.approved_at else None
    return Preview(
        title=entry.title,
        subject=subject_behind(entry, is_namesake=entry.is_namesake),
        language=entry.language,
        text=first_sentence(version.short_definition or entry.publication.teaser),
        number=entry.number,
        label=version.label,
        approved=approved,
        reviewed=reviewed if reviewed and approved and reviewed > approved else None,
    )


def first_sentence(text: str, *, length: int = LONGEST_TEXT) -> str:
    """Return the first sentence of a text; one that is too long is cut at a word end."""
    text = " ".join(text.split())
    # Whether a sentence has ended shows the first letter of the next.
    for end in SENTENCE_END.finditer(text, 0, length + len(". A")):
        sentence = text[: end.end()].rstrip()
        if len(sentence) <= length and not SINGLE_LETTER.search(sentence):
            return sentence
    return text if len(text) <= length else teaser_of(text, length=length - len(f" {ELLIPSIS}"))
