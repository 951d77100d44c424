"""Random people do random things; what must always hold, holds after each of them."""

import itertools
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from glossary.errors import GlossaryError
from glossary.models import (
    CURRENT_STATES,
    OPEN_STATES,
    RELEASED_STATES,
    ChainHead,
    Decision,
    Entry,
    Outcome,
    Publication,
    Role,
    Version,
    WithdrawalReason,
)
from glossary.publishing.sanitise import plain_text
from glossary.workflow import actions
from glossary.workflow.chain import walk_chain
from glossary.workflow.signatures import approvals_of
from glossary.workflow.transitions import TABLE, Action
from glossary.workflow.verification import faults
from tests import factories as make

pytestmark = pytest.mark.django_db

PEOPLE = {
    "edda": (Role.AUTHOR,),
    "otto": (Role.AUTHOR,),
    "rolf": (Role.REVIEWER,),
    "rita": (Role.REVIEWER, Role.AUTHOR),
    "petra": (Role.PUBLISHER,),
    "paul": (Role.PUBLISHER, Role.REVIEWER, Role.AUTHOR, Role.EMERGENCY),
    "vera": (Role.AUDITOR,),
    "root": (),
}
STEPS = {
    Action.REVISE: actions.open_draft,
    Action.SUBMIT: actions.submit,
    Action.REQUEST_CHANGES: actions.request_changes,
    Action.RECALL: actions.recall,
    Action.APPROVE: actions.approve,
    Action.REVOKE: actions.revoke,
    Action.PUBLISH: actions.publish,
    Action.SCHEDULE: actions.schedule,
    Action.UNSCHEDULE: actions.unschedule,
    Action.PUBLISH_UNAPPROVED: actions.publish_unapproved,
    Action.RATIFY: actions.ratify,
    Action.WITHDRAW: actions.withdraw,
    Action.CONFIRM: actions.confirm,
    Action.DISCARD: actions.discard,
}
people = st.sampled_from(sorted(PEOPLE))
places = st.integers(min_value=0, max_value=2)
texts = st.sampled_from(["Reason enough", "Another reason", "A third reason", ""])


class Office(RuleBasedStateMachine):
    """A few people, a few entries, every action. Most attempts are refused, as they should be."""

    @initialize()
    def open_office(self) -> None:
        self.opened = transaction.atomic()
        self.opened.__enter__()
        for name, roles in PEOPLE.items():
            make.account(name, *roles, is_superuser=name in ("root", "paul"))
        self.done = 0
        self.clock = itertools.count(1)
        for title in ("Audit", "Finding"):
            self.create(title, "edda", "")

    def teardown(self) -> None:
        if hasattr(self, "opened"):
            transaction.set_rollback(True)
            self.opened.__exit__(None, None, None)

    def attempt(self, action: object, *args: object, name: str, **facts: object) -> None:
        """Do it or be refused; count what a done action must have recorded."""
        before = list(Version.objects.order_by("pk").values())
        try:
            action(*args, by=User.objects.get(username=name), **facts)
        except GlossaryError:
            assert list(Version.objects.order_by("pk").values()) == before
        else:
            self.done += 1

    def version_at(self, place: int) -> Version | None:
        """Return the newest version of one of the entries."""
        entries = list(Entry.objects.order_by("pk")[:3])
        return entries[place].versions.latest("sequence") if place < len(entries) else None

    @rule(title=st.sampled_from(["Audit", "Gauge"]), name=people, reason=texts)
    @precondition(lambda self: Entry.objects.count() < 3)
    def another_entry(self, title: str, name: str, reason: str) -> None:
        self.create(title, name, reason)

    def create(self, title: str, name: str, reason: str) -> None:
        content = make.term_content(title)
        facts = {"kind": "term", "content": content, "duplicate_reason": reason}
        self.attempt(actions.create_entry, name=name, **facts)

    @rule(place=places, name=people, action=st.sampled_from(sorted(STEPS)), text=texts)
    def anything(self, place: int, name: str, action: Action, text: str) -> None:
        """Do what nobody thought of: mostly refused."""
        if version := self.version_at(place):
            self.take(action, version, name=name, text=text)

    @rule(place=places, data=st.data(), text=texts)
    def what_comes_next(self, place: int, data: st.DataObject, text: str) -> None:
        """Do what the table has a row for, by somebody whose role would do."""
        version = self.version_at(place)
        # Entries given up early would leave nothing to do.
        rows = [
            row
            for row in TABLE
            if version and row.source == version.state and row.roles and row.target != "discarded"
        ]
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        able = [name for name, roles in PEOPLE.items() if row.roles & {*roles}]
        name = data.draw(st.sampled_from(able))
        if row.action == Action.SAVE:
            self.save(version, name)
        elif row.action in STEPS:
            self.take(row.action, version, name=name, text=text)

    def take(self, action: Action, version: Version, *, name: str, text: str) -> None:
        subject = version.entry if action == Action.REVISE else version
        facts = self.facts_for(action, version, text)
        self.attempt(STEPS[action], subject, name=name, **facts)

    def facts_for(self, action: Action, version: Version, text: str) -> dict[str, object]:
        """Return what the action is called with."""
        seen = {"seen_hash": version.current_hash(), "proof": make.proof()}
        note = f"Change number {next(self.clock)}" if text else ""
        successor = Entry.objects.published().exclude(pk=version.entry_id).first()
        facts: dict[Action, dict[str, object]] = {
            Action.REVISE: {},
            Action.SUBMIT: {"change_note": note, "reply": text},
            Action.REQUEST_CHANGES: {"comment": text},
            Action.APPROVE: seen,
            Action.RATIFY: seen,
            Action.PUBLISH: {"proof": make.proof()},
            Action.SCHEDULE: {
                "proof": make.proof(),
                "at": timezone.now() + timedelta(days=1),
            },
            Action.PUBLISH_UNAPPROVED: {"reason": text, "proof": make.proof()},
            Action.WITHDRAW: {
                "reason": WithdrawalReason.values[len(text) % len(WithdrawalReason.values)],
                "explanation": text,
                "successor": successor,
                "proof": make.proof(),
            },
            Action.CONFIRM: {"remark": text},
        }
        return facts.get(action, {"reason": text})

    def save(self, version: Version, name: str) -> None:
        number = next(self.clock)
        content = make.term_content(version.title, definition=f"A record, seen {number} times.")
        recorded = Decision.objects.filter(action="save").count()
        self.attempt(actions.save_draft, version, content, name=name)
        # Saving again in one sitting is no second row.
        if self.rows_done() < self.done:
            assert Decision.objects.filter(action="save").count() == recorded
            self.done -= 1

    @rule()
    def let_the_clock_run(self) -> None:
        past = timezone.now() - timedelta(minutes=1)
        Version.objects.filter(state="scheduled").update(scheduled_for=past)
        self.done += len(actions.release_due())
        assert not Version.objects.filter(state="scheduled").exists()

    def rows_done(self) -> int:
        rows = Decision.objects.filter(outcome=Outcome.DONE)
        return rows.exclude(action="supersede").count()

    @invariant()
    def one_open_and_one_current_version_at_most(self) -> None:
        for entry in Entry.objects.prefetch_related("versions"):
            states = [version.state for version in entry.versions.all()]
            assert sum(state in OPEN_STATES for state in states) <= 1
            assert sum(state in CURRENT_STATES for state in states) <= 1
            assert bool(entry.current_id) == ("published" in states)

    @invariant()
    def no_approver_is_a_contributor(self) -> None:
        for version in Version.objects.prefetch_related("contributors"):
            wrote = {person.pk for person in version.contributors.all()}
            assert version.approved_by_id not in wrote
            assert not wrote & {row.actor_id for row in approvals_of(version)}
            if version.state in RELEASED_STATES:
                assert version.approved_by_id or version.exception_until

    @invariant()
    def as_many_records_as_actions_in_one_chain(self) -> None:
        if not hasattr(self, "done"):
            return
        assert self.rows_done() == self.done
        previous = ""
        for seq, row in enumerate(Decision.objects.order_by("seq"), start=1):
            assert (row.seq, row.prev_hash) == (seq, previous)
            assert row.row_hash == row.computed_hash()
            previous = row.row_hash
        assert previous == "".join(ChainHead.objects.values_list("row_hash", flat=True))

    @invariant()
    def everything_agrees_with_the_record(self) -> None:
        assert walk_chain().fault is None
        assert list(faults()) == []

    @invariant()
    def what_readers_see_is_what_was_signed(self) -> None:
        assert Publication.objects.count() == Entry.objects.published().count()
        for page in Publication.objects.select_related("version"):
            version = Version.objects.with_content().get(pk=page.version_id)
            assert version.current_hash() == version.content_hash
            (section,) = version.content().sections
            assert plain_text(page.sections[0]["html"]).strip() == section.body

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        for entry in Entry.objects.all():
            labels = [
                (version.major, version.minor)
                for version in entry.versions.exclude(major=None).order_by("major", "minor")
            ]
            for before, after in itertools.pairwise([(0, 0), *labels]):
                assert after in ((before[0] + 1, 0), (before[0], before[1] + 1))


def test_whatever_people_do_the_documents_stay_controlled(settings):
    settings.GLOSSARY = {"emergency_publication": True}
    run_state_machine_as_test(Office, settings=OFFICE_HOURS)


OFFICE_HOURS = hypothesis_settings(
    max_examples=15,
    stateful_step_count=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
