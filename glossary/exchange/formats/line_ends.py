"""Literal backslash-n in answers: where it stands for a line end and where it does not.

An exporter wrote every line end of an answer as the two characters backslash and n, into a
text that also holds LaTeX (`\\nabla`, `\\neq`) and code. The rule, in this order:

1. Fenced code (three or more backticks or tildes at the start of a line): `\\n` is a line end,
   except inside a string literal in one pair of quotes (`print("a\\n")`).
   Three quotes, and quotes in a comment (`#`, `//`), do not open a string literal.
2. Inline code: `\\n` stays.
3. Mathematics ($...$, $$...$$, \\(...\\), \\[...\\], \\begin{x}...\\end{x}): `\\n` stays where
   all the letters that follow make it a LaTeX command (`\\nu_i`, not `\\nP(X)`).
4. Other text: only a command that cannot be a line end before a word stays (`\\neq`).

An even number of backslashes before the n is never a line end: `\\\\n` is a LaTeX row end
and a letter, or an escaped backslash in code.
"""

import re
from dataclasses import dataclass

# After a line end these could also be the words or letters "u", "e", "i", "eg", "mid", "less"...
AMBIGUOUS_COMMANDS: frozenset[str] = frozenset(
    "nu ne ni neg nmid nless nexists nsim nprec nsucc nparallel".split()
)
COMMANDS: frozenset[str] = AMBIGUOUS_COMMANDS | frozenset(
    """
    nabla natural ncong nearrow neq newcommand newenvironment newline ngeq ngeqq ngeqslant ngtr
    nicefrac
    nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nobreak
    nobreakspace noindent nolimits nonumber normalfont normalsize not notag notin nolinebreak
    nopagebreak npreceq nRightarrow nrightarrow nshortmid nshortparallel nsubseteq nsubseteqq
    nsucceq nsupseteq nsupseteqq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq
    nVDash nVdash nvDash nvdash nwarrow
    """.split()
)

NEWLINE = re.compile(r"(?<!\\)((?:\\\\)*)\\n(?P<rest>[A-Za-z]*)")
LINE_END = r"(?:\\n|\n|\Z)"
# Each repeat stops at the next sign that could end it, so that hostile input stays linear.
# Possessive repeats would say so more plainly; Python before 3.11.5 gets them wrong.
REGIONS = re.compile(
    rf"""
    (?P<fence>
        (?:(?<=\\n)|(?<=\n)|\A)[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?
        (?P<mark>`{{3,}}|~{{3,}})(?:(?!\\n)[^`\n])*(?={LINE_END})
        (?P<code>.*?)
        (?P<closing>(?:\\n|\n)[ \t]*(?P=mark)[`~]*[ \t]*(?={LINE_END})|\Z)
    )
    | (?P<inline>(?<!`)`(?!`)(?:(?!\\n\\n)[^`\n]|\n(?!\n))+`(?!`)
        | (?<!`)``(?!`)(?:(?!\\n\\n|\n\n)(?!``).){{1,2000}}?``(?!`))
    | (?P<maths>\$\$(?:(?!\$\$).)+\$\$
        | (?<![\\$])\$(?![\s$])(?:(?!\\n\\n)(?:\\\$|\\(?!\$)|[^$\n\\]))+(?<=\S)\$(?![\d$])
        | \\\((?:(?!\\[()]).)*\\\)
        | \\\[(?:(?!\\[\[\]]).)*\\\]
        | \\begin\{{(?P<environment>[A-Za-z]+\*?)\}}(?:(?!\\begin\{{|\\end\{{).)*
          \\end\{{(?P=environment)\}})
    """,
    re.VERBOSE | re.DOTALL,
)
# An apostrophe after a word ("don't") or a bracket (a transposed matrix) opens no literal.
LITERAL_MAY_FOLLOW = re.compile(r"(?:(?<![\w)\]])[rbfuRBFU]{1,2}|(?<![\w)\]]))\Z")
COMMENT_STARTS = ("#", "//")


@dataclass(frozen=True, kw_only=True)
class RealLines:
    """The text with real line ends, and what a person should look at."""

    text: str
    marks: tuple[str, ...] = ()


def with_real_line_ends(answer: str) -> RealLines:
    """Return the answer with `\\n` turned into line ends by the rule of this module."""
    pieces: list[str] = []
    marks: list[str] = []
    position = 0
    for region in REGIONS.finditer(answer):
        pieces.append(_text(answer[position : region.start()], keep=COMMANDS - AMBIGUOUS_COMMANDS))
        pieces.append(_region(region, marks))
        position = region.end()
    pieces.append(_text(answer[position:], keep=COMMANDS - AMBIGUOUS_COMMANDS))
    if "\n" in answer and "\\n" in answer:
        marks.append("The answer mixes real line ends with literal \\n; check its paragraphs.")
    return RealLines(text="".join(pieces), marks=tuple(dict.fromkeys(marks)))


def _text(text: str, *, keep: frozenset[str]) -> str:
    def line_end(found: re.Match) -> str:
        backslashes, rest = found[1], found["rest"]
        return found[0] if f"n{rest}" in keep else f"{backslashes}\n{rest}"

    return NEWLINE.sub(line_end, text)


def _region(region: re.Match, marks: list[str]) -> str:
    if region["inline"]:
        return region[0]
    if region["maths"]:
        return _text(region[0], keep=COMMANDS)
    if not region["closing"]:
        marks.append("A code block in the answer is never closed.")
    code = _code_lines(region["code"])
    if "\\n" in code.replace("\\\\", ""):
        marks.append("Code in the answer keeps \\n inside string literals; check its lines.")
    opening = region[0][: region.start("code") - region.start()]
    return opening + code + region["closing"].replace("\\n", "\n", 1)


def _code_lines(code: str) -> str:
    """Return code with line ends for `\\n` outside string literals."""
    pieces: list[str] = []
    position = 0
    while position < len(code):
        piece, step = _next_in_code(code, position, "".join(pieces[-3:]))
        pieces.append(piece)
        position += step
    return "".join(pieces)


def _next_in_code(code: str, position: int, before: str) -> tuple[str, int]:
    """Return what comes next in code, as written out, and how many characters it took."""
    if code.startswith("\\n", position):
        return "\n", 2
    if code[position] == "\\":
        return code[position : position + 2], 2
    if code.startswith(COMMENT_STARTS, position):
        end = _end_of_line(code, position)
        return code[position:end], end - position
    triple = code[position : position + 3]
    if triple in ('"""', "'''"):
        end = code.find(triple, position + 3)
        end = len(code) if end < 0 else end + 3
        return code[position:end].replace("\\n", "\n"), end - position
    if code[position] in "\"'" and LITERAL_MAY_FOLLOW.search(before):
        literal = re.compile(rf"{triple[0]}(?:\\.|[^\\{triple[0]}\n])*{triple[0]}")
        found = literal.match(code, position)
        if found:
            return found[0], len(found[0])
    return code[position], 1


def _end_of_line(code: str, position: int) -> int:
    ends = [end for end in (code.find("\\n", position), code.find("\n", position)) if end >= 0]
    return min(ends, default=len(code))
