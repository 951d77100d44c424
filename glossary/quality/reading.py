"""How hard a text is to read, as advice: long sentences are read twice."""

from glossary.quality.prose import plain, sentences

# Plain-language guides ask for 15 to 20 words on average; a longer one now and then does no harm.
AVERAGE, LONGEST = 25, 45


def words_a_sentence(markdown: str) -> tuple[int, int]:
    """Return how many words the sentences of a text have on average, and the longest of them."""
    lengths = [len(sentence.split()) for sentence in sentences(plain(markdown))]
    if not lengths:
        return 0, 0
    return round(sum(lengths) / len(lengths)), max(lengths)
