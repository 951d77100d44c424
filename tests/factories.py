"""A small cast and the states a version can be in. Each function makes rows and returns one.

Edda writes, Rolf reviews, Petra publishes, Vera audits, Root is a superuser without a role.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.contrib.auth.models import Group, User
from django.utils import timezone

from glossary.content import Content, SectionText
from glossary.models import EntryKind, Role, State, Version
from glossary.workflow.actions import (
    approve,
    create_entry,
    discard,
    open_draft,
    publish,
    request_changes,
    save_draft,
    schedule,
    submit,
    withdraw,
)
from glossary.workflow.proof import Proof

PASSWORD = "correct horse battery staple"


def account(username: str, *roles: str, **fields: object) -> User:
    """Return the account of this name, made at the first call."""
    known = User.objects.filter(username=username).first()
    if known:
        return known
    values = {"is_staff": True, "first_name": username.title()} | fields
    user = User.objects.create_user(username, password=PASSWORD, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def edda() -> User:
    return account("edda", Role.AUTHOR, last_name="Ehlers")


def rolf() -> User:
    return account("rolf", Role.REVIEWER, last_name="Roth")


def petra() -> User:
    return account("petra", Role.PUBLISHER, last_name="Palm")


def vera() -> User:
    return account("vera", Role.AUDITOR, last_name="Voss")


def root() -> User:
    return account("root", is_superuser=True)


def on(day: str) -> AbstractContextManager:
    """Let it be noon of that day (UTC) for everything done inside."""
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return patch("django.utils.timezone.now", return_value=noon)


def proof() -> Proof:
    """Return the proof of somebody who has just given the right password."""
    return Proof.by_password()


def term_content(title: str, *, definition: str = "", **fields: object) -> Content:
    """Return a term with a definition; `fields` are those of Content."""
    body = definition or f"{title} is explained here in one plain sentence."
    sections = (SectionText(kind="definition", body=body),)
    values: dict = {"subject": "Fundamentals", "sections": sections} | fields
    return Content(title=title, **values)


def question_content(title: str, *, answer: str = "", **fields: object) -> Content:
    body = answer or f"The answer to “{title}” in one plain sentence."
    sections = (SectionText(kind="answer", body=body),)
    values: dict = {"subject": "Fundamentals", "sections": sections} | fields
    return Content(title=title, **values)


def draft(title: str = "Negotiation", *, kind: str = EntryKind.TERM, **fields: object) -> Version:
    content = question_content if kind == EntryKind.QUESTION else term_content
    # Tests are free to use a title twice.
    facts = {"duplicate_reason": "It is another one"}
    return create_entry(kind=kind, content=content(title, **fields), by=edda(), **facts)


def submitted(title: str = "Negotiation", **fields: object) -> Version:
    version = draft(title, **fields)
    with whatever_it_says():
        return submit(version, by=edda(), change_note="First version")


def whatever_it_says() -> AbstractContextManager:
    """Let tests of other things write what the quality gate would stop."""
    return patch("glossary.workflow.reviewing.require_quality")


def approved(title: str = "Negotiation", **fields: object) -> Version:
    version = submitted(title, **fields)
    return approve(version, by=rolf(), seen_hash=version.current_hash(), proof=proof())


def published(title: str = "Negotiation", **fields: object) -> Version:
    """Return a published version, `.entry` afresh from the database."""
    version = publish(approved(title, **fields), by=petra(), proof=proof())
    version.entry.refresh_from_db()
    return version


def next_version(
    version: Version,
    *,
    note: str = "Says it better than before",
    change_class: str = "",
    content: Content | None = None,
) -> Version:
    """Open, submit and approve another version of a published or withdrawn entry."""
    opened = open_draft(version.entry, by=edda())
    if content:
        save_draft(opened, content, by=edda())
    with whatever_it_says():
        opened = submit(opened, by=edda(), change_note=note, change_class=change_class)
    return approve(opened, by=rolf(), seen_hash=opened.current_hash(), proof=proof())


def republished(version: Version, **facts: object) -> Version:
    """Publish another version of an entry; `facts` are those of `next_version`."""
    return publish(next_version(version, **facts), by=petra(), proof=proof())


def changes_requested(title: str = "Negotiation", **fields: object) -> Version:
    return request_changes(submitted(title, **fields), by=rolf(), comment="Too long")


def scheduled(title: str = "Negotiation", **fields: object) -> Version:
    """Return a version that is to be published tomorrow."""
    at = timezone.now() + timedelta(days=1)
    return schedule(approved(title, **fields), by=petra(), at=at, proof=proof())


def withdrawn(title: str = "Negotiation", *, reason: str = "obsolete", **fields: object) -> Version:
    return withdraw(
        published(title, **fields),
        by=petra(),
        reason=reason,
        explanation="Nobody uses the word any more.",
        proof=proof(),
    )


def superseded(title: str = "Negotiation", **fields: object) -> Version:
    """Return the first of two published versions."""
    version = published(title, **fields)
    republished(version)
    return Version.objects.get(pk=version.pk)


def discarded(title: str = "Negotiation", **fields: object) -> Version:
    return discard(draft(title, **fields), by=edda())


VERSION_IN: dict[State, Callable[..., Version]] = {
    State.DRAFT: draft,
    State.IN_REVIEW: submitted,
    State.CHANGES_REQUESTED: changes_requested,
    State.APPROVED: approved,
    State.SCHEDULED: scheduled,
    State.PUBLISHED: published,
    State.WITHDRAWN: withdrawn,
    State.SUPERSEDED: superseded,
    State.DISCARDED: discarded,
}
