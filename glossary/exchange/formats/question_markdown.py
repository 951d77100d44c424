"""Question articles: Markdown files whose YAML front matter holds question and answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath

from django.utils.translation import gettext_noop

from glossary.content import Content, RelationText, SectionText
from glossary.errors import SourceRefused
from glossary.exchange.formats.decoding import beginning_of, text_of
from glossary.exchange.formats.front_matter import (
    FrontMatter,
    Value,
    front_matter_of,
    top_level_keys,
)
from glossary.exchange.formats.headings import ADDITIONAL
from glossary.exchange.formats.line_ends import with_real_line_ends
from glossary.exchange.formats.loose_values import members_of, only_texts, texts_of
from glossary.exchange.records import EntryRecord, ExternalId, Record, Source

NAME = "question-markdown"
TITLE = gettext_noop("Question articles (Markdown)")
ENDINGS = (".md", ".markdown")
TYPICAL_KEYS = frozenset({"question", "answer", "article_title", "related_article1"})
NOTHING = re.compile(r"(?:&nbsp;|&#160;|&#xa0;|<br ?/?>|\s)*", re.IGNORECASE)
NUMBERED_RELATED = re.compile(r"related_article_?(\d{1,6})")
SUBJECT_IN_ADDRESS = re.compile(r"/learn/([^/?#]+)/")
SEO_KEYS = ("title", "page_description", "page_keywords")
LONGEST_TAG = 100
RELATION_FIELDS = {"id": "external_id", "title": "title", "subject": "subject", "url": "address"}
BODY_HEADING = "Text after the front matter"


def looks_like(raw: bytes, *, name: str) -> bool:
    """Return whether the front matter has one of the keys only these articles use."""
    return bool(top_level_keys(beginning_of(raw)) & TYPICAL_KEYS)


def read(raw: bytes, *, name: str) -> Iterator[Record]:
    """Yield the one question of the file."""
    front_matter = front_matter_of(text_of(raw, name=name), name=name)
    article = _Article(name=name, front_matter=front_matter)
    yield article.record(raw)


@dataclass(kw_only=True)
class _Article:
    """The values of one article; what has been used is taken out, the rest goes to `extra`."""

    name: str
    front_matter: FrontMatter
    left: dict[str, Value] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)
    extra: dict = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for key, value in self.front_matter.values.items():
            folded = key.strip().lower()
            self.spelling[folded] = self.spelling.get(folded, key)
            if folded in self.left:
                self.extra[key] = value
                self.marks.append(f"The key “{key}” differs from another one by its case only.")
            else:
                self.left[folded] = value
        if duplicates := self.front_matter.duplicates:
            self.extra["duplicate_keys"] = [
                {"key": found.key, "line": found.line, "value": found.value} for found in duplicates
            ]
            self.marks += [
                f"Line {found.line}: the key “{found.key}” stands twice; the last value counts."
                for found in duplicates
            ]

    def record(self, raw: bytes) -> EntryRecord:
        """Return the entry with everything the file says."""
        content = self.content()
        address = self.text("url")
        file_name = self.text("file_name")
        identifier = self.text("id") or file_name or self.name
        self.extra |= {
            key: value for key, value in (("url", address), ("file_name", file_name)) if value
        }
        self.extra |= {
            self.spelling[key]: value for key, value in self.left.items() if value is not None
        }
        slug = address.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
        return EntryRecord(
            kind="question",
            content=content,
            slug=slug or PurePosixPath((file_name or self.name).replace("\\", "/")).stem,
            external_ids=(ExternalId(system=NAME, identifier=identifier),),
            source=Source(name=self.name, raw=raw, format=NAME, extra=self.extra),
            marks=tuple(self.marks),
        )

    def content(self) -> Content:
        """Return what a reviewer will approve."""
        title, heading = self.title_and_heading()
        seo = self.members("seo")
        seo_texts = {
            key: texts_of(seo.pop(key)) for key in SEO_KEYS if key in seo and only_texts(seo[key])
        }
        self.extra |= {"seo": seo} if seo else {}
        keywords = ", ".join(seo_texts.get("page_keywords", ()))
        return Content(
            title=title,
            heading=heading,
            subject=self.subject(),
            byline=", ".join(self.texts("author")),
            dated=self.dated(),
            seo_title=" ".join(seo_texts.get("title", ())),
            seo_description=" ".join(seo_texts.get("page_description", ())),
            seo_keywords=keywords,
            tags=self.tags(keywords),
            sections=self.sections(),
            relations=tuple(self.relations()),
        )

    def texts(self, key: str) -> list[str]:
        """Take all texts under a key; a value that is more than texts is kept and marked."""
        value = self.left.pop(key, None)
        if not only_texts(value):
            self.extra[key] = value
            self.marks.append(f"“{key}” holds more than text; all of it is kept aside.")
        return texts_of(value)

    def text(self, key: str) -> str:
        """Take the first text under a key; further ones are kept and marked."""
        value = self.left.get(key)
        texts = self.texts(key)
        if len(texts) > 1:
            self.extra[key] = value
            self.marks.append(f"“{key}” holds more than one text; the first is used.")
        return texts[0].strip() if texts else ""

    def members(self, key: str) -> dict[str, Value]:
        """Take a map under a key; anything else stays where it is."""
        found = members_of(self.left.get(key))
        if found is None:
            return {}
        del self.left[key]
        return found

    def title_and_heading(self) -> tuple[str, str]:
        """Return the title and, if the article asks for another one on the page, that too."""
        title, question, article_title = (
            " ".join(self.text(key).split()) for key in ("title", "question", "article_title")
        )
        chosen = title or question or article_title
        if not chosen:
            raise SourceRefused(
                "has none of title, question and article_title", name=self.name, line=1
            )
        if question and question != chosen:
            self.extra["question"] = question
            self.marks.append("The title and the question differ; the question is kept aside.")
        return chosen, article_title if article_title != chosen else ""

    def subject(self) -> str:
        """Return the subject, in need from the address `/learn/<subject>/...`."""
        if given := self.text("subject"):
            return given
        address = " ".join(texts_of(self.left.get("url")))
        if found := SUBJECT_IN_ADDRESS.search(address):
            subject = found[1].replace("-", " ").title()
            self.marks.append(f"The subject “{subject}” comes from the address.")
            return subject
        self.marks.append("The article names no subject.")
        return ""

    def dated(self) -> date | None:
        """Return the day; a text that is no date is kept and marked, one with a time kept."""
        given = self.text("date")
        if not given:
            return None
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.extra["date"] = given
        try:
            return datetime.fromisoformat(given).date()
        except ValueError:
            self.marks.append(f"“{given}” is no date; it is kept aside.")
            return None

    def tags(self, keywords: str) -> tuple[str, ...]:
        """Return the keywords as tags, each spelling once whatever its case."""
        found: dict[str, str] = {}
        for keyword in (" ".join(part.split()) for part in keywords.split(",")):
            if len(keyword) > LONGEST_TAG:
                self.marks.append(f"A keyword of {len(keyword)} characters is too long for a tag.")
            elif keyword:
                found.setdefault(keyword.casefold(), keyword)
        return tuple(found.values())

    def sections(self) -> tuple[SectionText, ...]:
        """Return the answer, and the text after the front matter if there is any."""
        real = with_real_line_ends("\n\n".join(self.texts("answer")))
        self.marks += real.marks
        answer = real.text.strip()
        body = self.front_matter.body
        body = "" if NOTHING.fullmatch(body) else body.strip()
        if not answer and not body:
            self.marks.append("The article has no answer.")
        elif not answer:
            self.marks.append("The answer is taken from the text after the front matter.")
            return (SectionText(kind="answer", body=body),)
        elif body:
            self.marks.append("There is text after the front matter beside the answer.")
            extra_text = SectionText(kind=ADDITIONAL, heading=BODY_HEADING, body=body)
            return (SectionText(kind="answer", body=answer), extra_text)
        return (SectionText(kind="answer", body=answer),) if answer else ()

    def relations(self) -> Iterator[RelationText]:
        """Yield the related articles in the order of their numbers, repeated ones too."""
        numbered = sorted(
            (int(found[1]), key) for key in self.left if (found := NUMBERED_RELATED.fullmatch(key))
        )
        for _, key in numbered:
            members = members_of(self.left[key])
            if members is None:
                relation = RelationText(title=self.text(key))
            else:
                del self.left[key]
                relation = _relation(members)
                self.extra |= {key: members} if members else {}
            if relation != RelationText():
                yield relation


def _relation(members: dict[str, Value]) -> RelationText:
    """Take the four known members of a related article; what else it holds stays."""
    known = {}
    for key, field_name in RELATION_FIELDS.items():
        texts = texts_of(members.get(key))
        if len(texts) == 1:
            known[field_name] = " ".join(texts[0].split())
            del members[key]
    return RelationText(**known)
