"""What a page says of itself in whole sentences, for search engines and previews of links."""

from glossary.models import Publication
from glossary.publishing.excerpt import sentence_end
from glossary.publishing.pipeline import MAIN_SECTIONS

# So much of a description is shown by most who show it.
SHOWN_LENGTH = 160


def whole_sentences(text: str, *, length: int = SHOWN_LENGTH) -> str:
    """Return the first sentence, however long, and those that follow within `length` characters."""
    text = " ".join(text.split())
    end = sentence_end(text, 0)
    while end < len(text):
        following = sentence_end(text, end)
        if following > length:
            break
        end = following
    return text[:end].strip()


def defining_sentence(title: str, phrase: str) -> str:
    """Return a short definition with what it defines, as one sentence."""
    stop = "" if phrase.endswith((".", "!", "?", "…")) else "."
    return f"{title}: {phrase}{stop}"


def main_text(publication: Publication) -> str:
    """Return the definition or the answer without markup; where there is neither, what is first."""
    # No section has an empty line in its plain text: `pipeline.publication` joins them so.
    texts = publication.plain_text.split("\n\n")
    keys = [section["key"] for section in publication.sections]
    place = next((index for index, key in enumerate(keys) if key in MAIN_SECTIONS), 0)
    return texts[place] if place < len(texts) else ""


def opening_sentences(publication: Publication) -> str:
    """Return the first sentences of the definition or the answer."""
    return whole_sentences(main_text(publication).partition("\n")[0])
