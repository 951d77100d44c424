"""After any sequence of edits every page is as if everything had been made anew."""

from contextlib import contextmanager

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from glossary.content import CitationText, Content, DesignationText, RelationText, SectionText
from glossary.errors import GlossaryError
from glossary.models import Entry, Version
from glossary.workflow import publication
from glossary.workflow.actions import move, publish_all, withdraw
from glossary.workflow.rebuild import rebuild
from glossary.workflow.ripples import run_waiting
from tests import factories as make
from tests.workflow.derived import derived

pytestmark = pytest.mark.django_db

TITLES = ("Audit", "Audit plan", "Plan", "Non-conformance", "Risk", "QM")
WORDS = ("Audits", "Check", "nonconformance", "Plan of audits", "CC")
SUBJECTS = ("Fundamentals", "Risk", "")
texts = st.lists(
    st.sampled_from(
        ("An audit plan.", "Plans and checks.", "A nonconformance.", "See [[Audit|here]].")
        + ("See [[Risk]].", "QM and CC.", "The plan of audits.", "Nothing.", "[[Check]]", "A risk.")
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
contents = st.builds(
    Content,
    title=st.sampled_from(TITLES),
    subject=st.sampled_from(SUBJECTS),
    tags=st.lists(st.sampled_from(("one", "two")), unique=True).map(tuple),
    sections=st.lists(texts, min_size=1, max_size=2).map(
        lambda bodies: tuple(
            SectionText(kind=kind, body=body)
            for kind, body in zip(("definition", "risks"), bodies, strict=False)
        )
    ),
    designations=st.lists(st.sampled_from(WORDS), unique=True, max_size=2).flatmap(
        lambda words: st.booleans().map(
            lambda autolink: tuple(DesignationText(term=word, autolink=autolink) for word in words)
        )
    ),
    relations=st.lists(
        st.builds(
            RelationText,
            kind=st.sampled_from(("related", "broader", "confusable")),
            title=st.sampled_from((*TITLES, *WORDS)),
        ),
        max_size=2,
    ).map(tuple),
    citations=st.lists(
        st.sampled_from(("8.4", "8.7")).map(
            lambda clause: CitationText(standard="ISO 9001", edition="2015", clause=clause)
        ),
        max_size=1,
    ).map(tuple),
    title_autolink=st.booleans(),
    unlinked=st.lists(st.sampled_from(TITLES), max_size=1).map(tuple),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("new"), st.lists(contents, min_size=1, max_size=2)),
        st.tuples(st.just("edit"), st.integers(0, 5), contents),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("move"), st.integers(0, 5), st.sampled_from(("here", "there", "audit"))),
    ),
    min_size=1,
    max_size=6,
)


def do(step):
    """Take one step; what the workflow refuses changes nothing."""
    kind, *facts = step
    if kind == "new":
        made = [make.approved(content.title, **without_title(content)) for content in facts[0]]
        publish_all(made, by=make.petra(), proof=make.proof())
        return
    entries = list(Entry.objects.published().order_by("pk"))
    if not entries:
        return
    entry = entries[facts[0] % len(entries)]
    if kind == "edit":
        make.republished(entry.current, note=f"Edited {Version.objects.count()}", content=facts[1])
    elif kind == "withdraw":
        reasons = {"reason": "obsolete", "explanation": "Nobody needs it."}
        withdraw(entry.current, by=make.petra(), proof=make.proof(), **reasons)
    else:
        move(entry, slug=facts[1], by=make.petra(), take_over=True)


def without_title(content):
    return {name: value for name, value in vars(content).items() if name != "title"}


@pytest.mark.parametrize("at_once", [20, 0])
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_incremental_and_full_rebuilds_agree(steps, at_once, monkeypatch, transactional_copy):
    """Whether others follow at once (20) or a worker goes after them (0)."""
    monkeypatch.setattr(publication, "AT_ONCE", at_once)
    with transactional_copy():
        for step in steps:
            try:
                do(step)
            except GlossaryError:
                continue
        run_waiting()
        incremental = derived()
        rebuild(Entry.objects.values_list("pk", flat=True), progress=lambda *told: None)
        full = derived()
        for name, rows in full.items():
            assert incremental[name] == rows, name


@pytest.fixture
def transactional_copy():
    """Give a context whose changes are undone, so that every example begins with nothing."""

    @contextmanager
    def undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undone
