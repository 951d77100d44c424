"""Two other ways to rank documents for a sentence, neither of them knowing anything of ours."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from tests.bench.gain import CUT
from tests.bench.sentences import Text

# One more than counts, because one document may be set aside.
DEPTH = CUT + 1
Rank = Callable[[str], Sequence[int]]
WORD = re.compile(r"[a-z0-9]+")


def fts5(texts: Sequence[Text]) -> Rank:
    """Rank by bm25 of plain FTS5: the stems of a sentence joined by OR, the older of equals first.

    One column with title and text, the Porter stemmer, no stop words.
    """
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
    database.executemany(
        "INSERT INTO texts (rowid, text) VALUES (?, ?)",
        [(text.number, f"{text.title} {text.body}") for text in texts],
    )
    statement = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts), rowid LIMIT ?"

    def rank(sentence: str) -> list[int]:
        words = dict.fromkeys(WORD.findall(sentence.lower()))
        expression = " OR ".join(f'"{word}"' for word in words)
        return [number for (number,) in database.execute(statement, (expression, DEPTH))]

    return rank


def bm25s_is_there() -> bool:
    """Say whether bm25s and PyStemmer are installed; numpy makes them too heavy to be locked."""
    return bool(find_spec("bm25s") and find_spec("Stemmer"))


def bm25s(texts: Sequence[Text]) -> Rank:
    """Rank by bm25s with its English stop words and the stemmer of PyStemmer."""
    package, stemmer = import_module("bm25s"), import_module("Stemmer").Stemmer("english")

    def tokens(lines: list[str]) -> object:
        return package.tokenize(lines, stopwords="en", stemmer=stemmer, show_progress=False)

    ranker = package.BM25()
    ranker.index(tokens([f"{text.title} {text.body}" for text in texts]), show_progress=False)

    def rank(sentence: str) -> list[int]:
        places, _scores = ranker.retrieve(tokens([sentence]), k=DEPTH, show_progress=False)
        return [texts[place].number for place in places[0]]

    return rank
