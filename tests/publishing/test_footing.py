"""Whom a change concerns: exactly those whose related articles can differ."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.models import (
    Citation,
    Entry,
    ExternalId,
    Mention,
    RelatedLink,
    Relation,
    RelationKind,
)
from glossary.publishing.footing import dependents, footing_of
from glossary.publishing.neighbours import relate
from tests.publishing.neighbourhood import (
    cite,
    in_force,
    known_as,
    name,
    related,
    state,
    strong_rows,
    subject,
    take_away,
)

pytestmark = pytest.mark.django_db
TITLES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta")
TAGS = ("a", "b")
CLAUSES = ("4.1", "8.4")
Edit = tuple[str, int, int]


def concerned(entry: Entry, change: Callable[[], object]) -> set[str]:
    """Return the titles of those who must be related again after a change of this entry."""
    before = footing_of([entry.pk])
    change()
    after = footing_of([entry.pk])
    found = Entry.objects.filter(pk__in=dependents(before, after))
    return set(found.values_list("title", flat=True))


def test_what_changes_nothing_concerns_nobody():
    alpha, beta = in_force("Alpha"), in_force("Beta")
    name(alpha, beta)
    relate([alpha.pk, beta.pk])
    assert concerned(alpha, lambda: Entry.objects.filter(pk=alpha.pk).update(title="A")) == set()


def test_a_new_or_lost_mention_concerns_both_ends_only():
    alpha, beta, gamma = map(in_force, TITLES[:3])
    name(alpha, gamma)
    assert concerned(alpha, lambda: name(alpha, beta)) == {"Alpha", "Beta"}
    lost = Mention.objects.filter(source=alpha, target=beta)
    assert concerned(alpha, lost.delete) == {"Alpha", "Beta"}


def test_a_new_tag_or_subject_concerns_all_neighbours_and_no_others():
    alpha, beta, gamma, delta, epsilon, _zeta = map(in_force, TITLES[:6])
    name(alpha, beta)
    name(gamma, alpha)
    state(delta, alpha)
    cite(alpha, "8.4")
    cite(epsilon, "8.4")
    relate(Entry.objects.values_list("pk", flat=True))
    expected = {"Alpha", "Beta", "Gamma", "Delta", "Epsilon"}
    assert concerned(alpha, lambda: alpha.tags.add("supplier")) == expected
    other = subject("Process")
    moved = Entry.objects.filter(pk=alpha.pk)
    assert concerned(alpha, lambda: moved.update(subject=other)) == expected


def test_a_clause_concerns_who_cites_it_in_any_edition():
    alpha, beta, gamma = map(in_force, TITLES[:3])
    cite(beta, "8.4", edition="2008")
    cite(gamma, "4.1")
    assert concerned(alpha, lambda: cite(alpha, "8.4")) == {"Alpha", "Beta"}


def test_a_new_name_concerns_those_who_described_it():
    alpha, beta, gamma = map(in_force, TITLES[:3])
    state(beta, "Alfa")
    state(gamma, "Elsewhere", address="https://example.org/learn/elsewhere/", external_id="7")
    relate([beta.pk, gamma.pk])
    assert concerned(alpha, lambda: known_as(alpha, "Alpha", "Alfa")) == {"Alpha", "Beta"}
    known = {"entry": alpha, "system": "sample", "identifier": "7"}
    assert "Gamma" in concerned(alpha, lambda: ExternalId.objects.create(**known))


def test_a_relation_without_a_row_is_found_when_its_name_gets_a_second_bearer():
    """One to the entry itself, and the second one to the same entry, are in no list."""
    alpha, beta, gamma = map(in_force, TITLES[:3])
    known_as(alpha, "Alpha", "Alfa")
    state(alpha, "Alfa")
    state(beta, "Alpha")
    state(beta, "Alfa")
    relate([alpha.pk, beta.pk])
    assert [row.folded_title for row in RelatedLink.objects.filter(is_curated=True)] == ["alpha"]
    expected = {"Alpha", "Beta", "Gamma"}
    assert concerned(gamma, lambda: known_as(gamma, "Gamma", "Alfa")) == expected


def test_a_withdrawal_concerns_those_who_list_it_for_any_reason():
    alpha = in_force("Alpha", tags=("supplier",))
    beta, gamma = in_force("Beta", tags=("supplier",)), in_force("Gamma")
    name(gamma, alpha)
    relate([alpha.pk, beta.pk, gamma.pk])
    assert related(beta) == ["Alpha"]
    assert concerned(alpha, lambda: take_away(alpha)) == {"Alpha", "Beta", "Gamma"}


def test_the_number_of_queries_does_not_depend_on_the_number_of_entries():
    entries = [in_force(f"Entry {number}", tags=("supplier",)) for number in range(12)]
    for entry, other in zip(entries, entries[1:], strict=False):
        name(entry, other)
        state(entry, other.title)
        cite(entry, "8.4")
    pks = [entry.pk for entry in entries]
    relate(pks)
    counts = [queries_for(pks[:2]), queries_for(pks[:11])]
    assert counts[0] == counts[1]


def queries_for(pks: list[int]) -> int:
    footing_of(pks)
    with CaptureQueriesContext(connection) as queries:
        dependents({}, footing_of(pks))
    return len(queries)


EDITS: dict[str, Callable[[Entry, Entry, int], object]] = {
    "mention": lambda one, other, _number: one != other and name(one, other),
    "no mentions": lambda one, _other, _number: Mention.objects.filter(source=one).delete(),
    "cite": lambda one, _other, number: cite(one, CLAUSES[number % 2]),
    "cite nothing": lambda one, _other, _number: Citation.objects.filter(
        version=one.current
    ).delete(),
    "tag": lambda one, _other, number: one.tags.set(TAGS[: number % 3]),
    "subject": lambda one, _other, number: Entry.objects.filter(pk=one.pk).update(
        subject=subject(("Audit", "Process")[number % 2])
    ),
    "state": lambda one, other, number: state(one, other, kind=RelationKind.values[number % 4]),
    "describe": lambda one, other, number: state(
        one, other.title, subject=("", "Audit")[number % 2]
    ),
    "state nothing": lambda one, _other, _number: Relation.objects.filter(
        version=one.current
    ).delete(),
    "rename": lambda one, _other, number: known_as(one, TITLES[number % 7], "Alias"),
    "withdraw": lambda one, _other, _number: take_away(one),
    "return": lambda one, _other, _number: put_back(one),
}


def put_back(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(current=entry.current)
    known_as(entry, entry.title)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 41), st.integers(0, 11)),
        min_size=1,
        max_size=14,
    )
)
def test_after_any_changes_the_lists_are_those_of_a_full_rebuild(edits: list[Edit]):
    """R-06."""
    with transaction.atomic():
        User.objects.all().delete()
        entries = list(map(in_force, TITLES))
        for one, other in zip(entries, entries[1:], strict=False):
            name(one, other)
        state(entries[0], entries[5], kind=RelationKind.BROADER)
        state(entries[6], "Alpha")
        relate([entry.pk for entry in entries])
        for kind, pair, number in edits:
            one, other = entries[pair % 7], entries[pair // 6]
            before = footing_of([one.pk])
            EDITS[kind](one, other, number)
            relate({one.pk})
            relate(dependents(before, footing_of([one.pk])))
        followed = strong_rows()
        RelatedLink.objects.all().delete()
        relate([entry.pk for entry in entries[::-1]])
        assert strong_rows() == followed
        transaction.set_rollback(True)


@pytest.mark.parametrize("most", [1, 2])
def test_what_very_many_share_stops_counting_for_all_of_them_at_once(
    monkeypatch: pytest.MonkeyPatch, most: int
):
    """The last of many to cite a clause takes it away from those who cited it before."""
    monkeypatch.setattr("glossary.publishing.footing.CITING_MOST", most)
    monkeypatch.setattr("glossary.publishing.evidence.CITING_MOST", most)
    entries = [in_force(title) for title in TITLES[: most + 1]]
    for entry in entries[:-1]:
        cite(entry, "8.4")
    relate([entry.pk for entry in entries])
    last = entries[-1]
    assert concerned(last, lambda: cite(last, "8.4")) == {entry.title for entry in entries}
    relate([entry.pk for entry in entries])
    assert strong_rows() == {}
