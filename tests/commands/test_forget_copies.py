"""The daily command that forgets copies of unsaved text."""

import pytest

from glossary.models import Presence, RecoveryCopy
from glossary.workflow.presence import be_present
from glossary.workflow.recovery import keep_copy
from tests import factories as make
from tests.commands.running import run

pytestmark = pytest.mark.django_db


def test_old_copies_and_presences_go() -> None:
    with make.on("2026-01-01"):
        old = make.draft("Old")
        keep_copy(old, [("title", "Typed")], by=make.edda(), based_on=old.current_hash())
        be_present(old.entry, by=make.edda(), is_active=True)
    new = make.draft("New")
    keep_copy(new, [("title", "Typed")], by=make.edda(), based_on=new.current_hash())

    assert run("forget_copies") == "1 old\n"
    assert run("forget_copies") == "0 old\n"
    assert RecoveryCopy.objects.get().entry == new.entry
    assert not Presence.objects.exists()
