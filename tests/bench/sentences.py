"""Public collections of questions and judged documents: Cranfield and CISI.

They are not part of the project. Each is a folder as universities hand it out, `cran` with
cran.all.1400, cran.qry and cranqrel, `cisi` with CISI.ALL, CISI.QRY and CISI.REL, in the folder
that BENCH_COLLECTIONS names or in var/collections/.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIELD = re.compile(r"^\.([A-Z])[ \t]*(?:\n|$)", re.MULTILINE)
RECORD = re.compile(r"^\.I[ \t]+(\d+)\s*$", re.MULTILINE)
# Cranfield's codes: 1 is a complete answer, 4 of minimum interest; 5, "of no interest", is not
# given. They gain in reverse, and any other code gains nothing.
CRANFIELD_GAINS = {1: 4, 2: 3, 3: 2, 4: 1}
# One document of each question has this code, which the collection explains nowhere. It reads
# like the article that the question was taken from: plain full-text search puts it first more
# often than all others, so figures are also given with it set aside, as if it were not there.
UNEXPLAINED = -1
Codes = dict[int, dict[int, int]]


@dataclass(frozen=True)
class Text:
    """A document; its number is the one the judgements use."""

    number: int
    title: str
    body: str


@dataclass(frozen=True)
class Question:
    """A question, what each judged document gains, and the documents to set aside if any."""

    text: str
    gains: dict[int, float]
    aside: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Collection:
    """Documents and the questions that have any relevant one among them."""

    name: str
    texts: list[Text]
    questions: list[Question]
    # The nDCG that search must reach.
    wanted: float


def folder() -> Path:
    return Path(os.environ.get("BENCH_COLLECTIONS", ROOT / "var" / "collections"))


def collections() -> Iterator[Collection | str]:
    """Yield each collection, or a line that says it is not there."""
    for name, read in (("cran", cranfield), ("cisi", cisi)):
        path = folder() / name
        yield read(path) if path.is_dir() else f"{path} is not there: nothing measured with it"


def cranfield(path: Path) -> Collection:
    """Read Cranfield. Its judgements count the questions, whatever their own numbers say."""
    codes = codes_in(path / "cranqrel", column=2)
    questions = [
        Question(
            text,
            {pk: CRANFIELD_GAINS.get(code, 0) for pk, code in codes[number].items()},
            frozenset(pk for pk, code in codes[number].items() if code == UNEXPLAINED),
        )
        for number, (_own, text) in enumerate(bodies(path / "cran.qry"), 1)
    ]
    return collection("Cranfield", path / "cran.all.1400", questions, wanted=0.43)


def cisi(path: Path) -> Collection:
    """Read CISI, where a document is relevant or not: those named are, and gain 1."""
    codes = codes_in(path / "CISI.REL", column=1)
    questions = [
        Question(text, dict.fromkeys(codes[number], 1))
        for number, text in bodies(path / "CISI.QRY")
    ]
    return collection("CISI", path / "CISI.ALL", questions, wanted=0.36)


def collection(name: str, path: Path, questions: list[Question], *, wanted: float) -> Collection:
    texts = [
        Text(number, one_line(fields.get("T", "")), one_line(fields.get("W", "")))
        for number, fields in records(path)
    ]
    judged = [question for question in questions if any(question.gains.values())]
    return Collection(name, texts, judged, wanted)


def codes_in(path: Path, *, column: int) -> Codes:
    """Read the judgements of each question: question, document and code in a line."""
    codes: Codes = defaultdict(dict)
    for row in map(str.split, path.read_text().splitlines()):
        codes[int(row[0])][int(row[1])] = int(row[column])
    return codes


def bodies(path: Path) -> Iterator[tuple[int, str]]:
    for number, fields in records(path):
        yield number, one_line(fields["W"])


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield numbers and fields of a file in the format of SMART: ".I 1", ".T", ".W" ..."""
    _before, *parts = RECORD.split(path.read_text())
    for number, record in zip(parts[::2], parts[1::2], strict=True):
        _before, *fields = FIELD.split(record)
        yield int(number), dict(zip(fields[::2], fields[1::2], strict=True))


def one_line(text: str) -> str:
    return " ".join(text.split())
