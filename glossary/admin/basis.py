"""What the form of an entry says about itself: the text it began with, whose it is, its key."""

import json
from dataclasses import dataclass
from typing import Self
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict

from glossary.content import Content, content_hash
from glossary.exchange.formats.json_shapes import WrongShape, record_from

Fields = list[tuple[str, str]]
# What a form sends that nobody typed: its buttons begin with an underline, the login with its name.
NOT_TYPED = ("_", "csrfmiddlewaretoken", "login-", "choice:")


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The hidden fields of the form.

    `based_on` is the hash of the content that was loaded, `loaded` that content as JSON, from
    which three texts can be compared when somebody else has saved meanwhile. The browser keeps
    it, not the server: looking at a page writes nothing. `form_key` names this one form.
    """

    based_on: str = ""
    loaded: str = ""
    form_key: str = ""

    @classmethod
    def of(cls, content: Content, *, form_key: str = "") -> Self:
        return cls(
            based_on=content_hash(content),
            loaded=json.dumps(content.as_dict(), ensure_ascii=False),
            form_key=form_key or str(uuid4()),
        )

    @classmethod
    def for_new_entry(cls) -> Self:
        return cls(form_key=str(uuid4()))

    @classmethod
    def sent(cls, posted: QueryDict) -> Self:
        """Return what came back. Without a hash nobody knows what the text was typed upon."""
        return cls(
            based_on=posted.get("based_on") or "unknown",
            loaded=posted.get("loaded", ""),
            form_key=posted.get("form_key", ""),
        )

    def content(self) -> Content | None:
        """Return the content that was loaded. The hash says whether it is the one it claims."""
        try:
            content = record_from(Content, json.loads(self.loaded))
        except (ValueError, RecursionError, WrongShape):
            return None
        return content if content_hash(content) == self.based_on else None

    @property
    def key(self) -> UUID | None:
        try:
            return UUID(self.form_key)
        except ValueError:
            return None


def typed_fields(posted: QueryDict) -> Fields:
    """Return all fields that were sent, in their order, without buttons and passwords."""
    return [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if not name.startswith(NOT_TYPED)
    ]


def as_posted(fields: Fields) -> QueryDict:
    """Return fields as if they had been sent."""
    posted = QueryDict(mutable=True)
    for name, value in fields:
        posted.appendlist(name, value)
    return posted


def is_somebody_elses(request: HttpRequest) -> bool:
    """Whether the form was written under another account than the one that sends it."""
    return request.POST.get("person", "") not in ("", str(request.user.pk))
