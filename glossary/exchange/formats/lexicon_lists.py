"""Lists of a lexicon page: bullets to Markdown, synonyms, related articles with bars."""

import re
from dataclasses import dataclass

from glossary.content import DesignationText, RelationText
from glossary.text import fold

BULLET = re.compile(r"([ \t\u00a0]*)([•‣◦▪●∙·*–-]|\d{1,3}[.)])[ \t\u00a0]+(\S.*)")
LABEL = re.compile(r"([^:*.!?]{1,80}):\s+(\S.*)")
# What a browser would take for a tag; addresses in angle brackets stay links.
TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)")
BAR_SIGNS = "■□▪▫★☆●○█░▓▒"
FILLED_SIGNS = "■▪★●█▓"
READ_MORE = "read more"
ELLIPSES = (". . .", "...", "…")
LONGEST_SYNONYM = 100
# Words in a row, divided by commas; a longer piece belongs to a sentence.
MOST_WORDS_IN_A_ROW = 4
INDENT = "    "


def markdown_of(lines: list[str], *, bold_labels: bool = False) -> str:
    """Return plain lines as Markdown; `bold_labels` sets `Label: text` items in bold."""
    return "\n".join(_Writer(bold_labels=bold_labels).written(lines)).strip("\n")


class _Writer:
    """Writes lists with four spaces a level and one blank line around them."""

    def __init__(self, *, bold_labels: bool) -> None:
        self.bold_labels = bold_labels
        self.output: list[str] = []
        self.indents: list[int] = []
        self.numbered = False

    def written(self, lines: list[str]) -> list[str]:
        after_blank = True
        for line in lines:
            bullet = BULLET.match(line)
            if bullet:
                self.item(len(bullet[1].expandtabs(4)), bullet[2], bullet[3].rstrip())
            elif line.strip():
                self.running_text(line, after_blank=after_blank)
            after_blank = not line.strip()
            if after_blank and not self.indents:
                self.blank()
        return self.output

    def item(self, width: int, sign: str, text: str) -> None:
        numbered = sign[0].isdigit()
        while self.indents and width < self.indents[-1]:
            self.indents.pop()
        starts_a_list = not self.indents or (len(self.indents) == 1 and numbered != self.numbered)
        if not self.indents or width > self.indents[-1]:
            self.indents.append(width)
        if len(self.indents) == 1:
            self.numbered = numbered
            if starts_a_list:
                self.blank()
        marker = f"{sign[:-1]}." if numbered else "-"
        indent = INDENT * (len(self.indents) - 1)
        self.output.append(f"{indent}{marker} {self.labelled(_plain(text))}")

    def labelled(self, text: str) -> str:
        label = LABEL.match(text) if self.bold_labels else None
        return f"**{label[1]}**: {label[2]}" if label else text

    def running_text(self, line: str, *, after_blank: bool) -> None:
        text = _plain(line.strip())
        continues = self.indents and not after_blank
        if continues and (line[0] in " \t\u00a0" or text[0].islower()):
            self.output.append(INDENT * len(self.indents) + text)
            return
        if self.indents:
            self.indents.clear()
            self.blank()
        self.output.append(text)

    def blank(self) -> None:
        if self.output and self.output[-1]:
            self.output.append("")


def _plain(text: str) -> str:
    return TAG_LIKE.sub("&lt;", text)


@dataclass(frozen=True, kw_only=True)
class Synonyms:
    """The words of a synonym list; `complete` is False where the list says more than words."""

    designations: tuple[DesignationText, ...]
    complete: bool


def synonyms_of(lines: list[str]) -> Synonyms:
    """Return each item as an unreviewed designation: similar or synonym, the text cannot say."""
    terms: dict[str, str] = {}
    complete = True
    for line in filter(str.strip, lines):
        bullet = BULLET.match(line)
        label = LABEL.match(bullet[3]) if bullet else None
        items = [label[1] if label else bullet[3]] if bullet else re.split(r"[,;]", line)
        words = list(filter(None, (item.strip(" \t\u00a0,;.") for item in items)))
        most_words = LONGEST_SYNONYM if bullet else MOST_WORDS_IN_A_ROW
        are_words = all(_is_word(word, most_words=most_words) for word in words)
        if are_words:
            terms |= {fold(word): terms.get(fold(word), word) for word in words}
        complete = complete and are_words and not label
    return Synonyms(
        designations=tuple(DesignationText(term=term, reviewed=False) for term in terms.values()),
        complete=complete,
    )


def _is_word(text: str, *, most_words: int) -> bool:
    """Return whether this may be a term: neither a sentence nor the way to a list."""
    is_sentence = re.search(r"[.!?:](?:\s|\Z)", text)
    return 0 < len(text) <= LONGEST_SYNONYM and len(text.split()) <= most_words and not is_sentence


def related_of(lines: list[str]) -> list[RelationText]:
    """Return title, rating and teaser of each related article, in the order of the page."""
    has_bars = any(bar_of(line) for line in lines)
    titles_only = not has_bars and not any(_is_cut(line) for line in lines)
    found: list[RelationText] = []
    title, rating, closed = "", "", False
    teasers: list[str] = []
    for line in [line.strip() for line in lines if line.strip()] + [""]:
        bar = bar_of(line)
        # Without bars a second line can only be the teaser, a third one the next title.
        opens = bool(bar) or titles_only or not line or not title or closed
        opens = opens or (bool(teasers) and not has_bars)
        if opens and title:
            found.append(RelationText(title=title, rating=rating, teaser=" ".join(teasers)))
        if opens:
            bullet = BULLET.match(line)
            name = (bullet[3] if bullet else line).removesuffix(bar).rstrip()
            title, rating, teasers = _without_read_more(name), _rating(bar), []
            closed = False
        else:
            teasers.append(_without_read_more(line))
            closed = _is_cut(line)
    return found


def bar_of(line: str) -> str:
    """Return the bar of signs at the end of a line, empty if there is none."""
    line = line.rstrip()
    bar = line[len(line.rstrip(BAR_SIGNS)) :]
    return bar if len(bar) > 1 else ""


def _rating(bar: str) -> str:
    return f"{sum(sign in FILLED_SIGNS for sign in bar)}/{len(bar)}" if bar else ""


def _is_cut(line: str) -> bool:
    return line.rstrip().lower().endswith(READ_MORE)


def _without_read_more(line: str) -> str:
    if not _is_cut(line):
        return line
    text = line.rstrip()[: -len(READ_MORE)].rstrip()
    ending = next((sign for sign in ELLIPSES if text.endswith(sign)), "")
    return text.removesuffix(ending).rstrip()
