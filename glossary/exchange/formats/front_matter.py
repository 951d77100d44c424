"""YAML front matter between two `---` lines: read strictly, with the line of every value.

Every scalar stays text as it was written. YAML's own reading would turn the clause `8.10`
into 8.1, the title `No` into False and the identifier `0012` into 10.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from glossary.errors import SourceRefused
from glossary.exchange.formats.decoding import line_at, refuse_unprintable

# The reader takes some 10 seconds a million characters; an article has a few thousand.
FRONT_MATTER_LIMIT = 300_000
DEPTH_LIMIT = 20
OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
KEY_LINE = re.compile(r"^([A-Za-z_]\w*)[ \t]*:", re.MULTILINE)

Value = str | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """A value that a later one with the same key replaced."""

    key: str
    line: int
    value: Value


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The values, the line of each by its path ("seo.title"), and the text after them."""

    values: dict[str, Value]
    lines: dict[str, int]
    duplicates: tuple[Duplicate, ...]
    body: str
    body_line: int


class TextLoader(yaml.SafeLoader):
    """A loader that composes nodes only; refuses anchors, aliases, tags and deep nesting."""

    # Only the resolver for "no value" is added below: all other scalars are text.
    yaml_implicit_resolvers: dict = {}
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Refuse before composing: an alias bomb must not become a tree first."""
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise yaml.MarkedYAMLError(None, None, "anchors and aliases", event.start_mark)
        if getattr(event, "tag", None) is not None:
            raise yaml.MarkedYAMLError(None, None, "a tag", event.start_mark)
        if self.depth > DEPTH_LIMIT:
            problem = f"more than {DEPTH_LIMIT} levels"
            raise yaml.MarkedYAMLError(None, None, problem, event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


TextLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def opens_front_matter(text: str) -> bool:
    """Return whether the first line that is not blank is `---`."""
    return OPENING.match(text) is not None


def top_level_keys(text: str) -> set[str]:
    """Return the keys of a front matter in lower case, without reading it as YAML."""
    opening = OPENING.match(text)
    if not opening:
        return set()
    closing = CLOSING.search(text, opening.end())
    inside = text[opening.end() : closing.start() if closing else len(text)]
    return {key.lower() for key in KEY_LINE.findall(inside)}


def front_matter_of(text: str, *, name: str) -> FrontMatter:
    """Return front matter and body. Raise SourceRefused with the line in the file."""
    opening = OPENING.match(text)
    if not opening:
        raise SourceRefused("does not begin with a `---` line", name=name, line=1)
    first_line = line_at(text, opening.end())
    closing = CLOSING.search(text, opening.end())
    if not closing:
        raise SourceRefused(
            "the front matter opened here is never closed by `---`", name=name, line=first_line - 1
        )
    inside = text[opening.end() : closing.start()]
    walk = _Walk(name=name, text=inside, first_line=first_line)
    values = walk.mapping()
    return FrontMatter(
        values=values,
        lines=walk.lines,
        duplicates=tuple(walk.duplicates),
        body=text[closing.end() :].removeprefix("\n"),
        body_line=line_at(text, closing.end()) + 1,
    )


class _Walk:
    """From YAML text to plain values, noting lines and duplicates on the way."""

    def __init__(self, *, name: str, text: str, first_line: int) -> None:
        self.name = name
        self.text = text
        self.first_line = first_line
        self.line_ends = [found.start() for found in re.finditer("\n", text)]
        self.lines: dict[str, int] = {}
        self.duplicates: list[Duplicate] = []

    def mapping(self) -> dict[str, Value]:
        """Return the front matter's keys and values."""
        if len(self.text) > FRONT_MATTER_LIMIT:
            raise self.refusal(f"the front matter exceeds {FRONT_MATTER_LIMIT} characters", 0)
        node = self.node()
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise self.refusal("the front matter is no list of keys", node.start_mark.index)
        return dict(self.members(node, path=""))

    def node(self) -> yaml.Node | None:
        """Return the root node; every complaint of the YAML reader names the line in the file."""
        try:
            return TextLoader(self.text).get_single_node()
        except yaml.reader.ReaderError as error:
            problem = f"the front matter holds the character U+{error.character:04X}"
            raise self.refusal(problem, error.position) from error
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = f"the front matter cannot be read: {error.problem or error.context}"
            raise self.refusal(problem, mark.index if mark else 0) from error

    def refusal(self, reason: str, position: int) -> SourceRefused:
        """Return the error for a character position in the YAML text."""
        return SourceRefused(reason, name=self.name, line=self.line_of(position))

    def line_of(self, position: int) -> int:
        """Return the file's line. PyYAML's own count also takes U+2028 for a line end."""
        return self.first_line + bisect_left(self.line_ends, position)

    def value(self, node: yaml.Node, *, path: str) -> Value:
        """Return the plain value of a node."""
        line = self.line_of(node.start_mark.index)
        self.lines.setdefault(path, line)
        if isinstance(node, yaml.MappingNode):
            return dict(self.members(node, path=f"{path}."))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, path=f"{path}.{n}") for n, item in enumerate(node.value)]
        refuse_unprintable(node.value, name=self.name, line=line)
        return None if node.tag == "tag:yaml.org,2002:null" else node.value

    def members(self, node: yaml.MappingNode, *, path: str) -> Iterator[tuple[str, Value]]:
        """Yield keys and values; an earlier value under the same key goes to `duplicates`."""
        seen: dict[str, Value] = {}
        for key_node, value_node in node.value:
            position = key_node.start_mark.index
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.refusal("a key of the front matter is no text", position)
            key, line = key_node.value, self.line_of(position)
            refuse_unprintable(key, name=self.name, line=line)
            self.lines[f"{path}{key}"] = line
            value = self.value(value_node, path=f"{path}{key}")
            if key in seen:
                earlier = Duplicate(key=f"{path}{key}", line=line, value=seen[key])
                self.duplicates.append(earlier)
            seen[key] = value
            yield key, value
