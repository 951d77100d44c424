"""manage.py create_account."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management.base import CommandError

from glossary.models import Role, roles_of
from tests.commands.running import run

pytestmark = pytest.mark.django_db


def create(monkeypatch, password, *arguments):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return run("create_account", *arguments, "--password-stdin")


def test_an_account_gets_its_roles_and_may_enter_the_admin(monkeypatch):
    said = create(
        monkeypatch, "a long enough phrase", "nora", "--role", "author", "--role", "reviewer"
    )
    nora = User.objects.get(username="nora")
    assert said.strip() == "Created nora: author, reviewer"
    assert roles_of(nora) == {Role.AUTHOR, Role.REVIEWER}
    assert nora.is_staff and not nora.is_superuser
    assert nora.check_password("a long enough phrase")


@pytest.mark.parametrize("password", ["short", "password1234", "nora-the-author"])
def test_a_weak_password_is_refused(monkeypatch, password):
    """S-40."""
    with pytest.raises(CommandError):
        create(monkeypatch, password, "nora-the-author", "--role", "author")
    assert not User.objects.exists()


def test_a_name_that_is_taken_is_refused_whatever_its_case(monkeypatch):
    """W-34."""
    create(monkeypatch, "a long enough phrase", "nora", "--role", "author")
    with pytest.raises(CommandError, match="already"):
        create(monkeypatch, "a long enough phrase", "Nora", "--role", "author")


def test_an_unknown_role_is_refused(monkeypatch):
    with pytest.raises(CommandError, match="invalid choice"):
        create(monkeypatch, "a long enough phrase", "nora", "--role", "king")
