"""Accounts and groups are kept by the role admin and by superusers."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from tests.admin.desk import client_of
from tests.factories import account, edda, petra, rolf, root, vera

pytestmark = pytest.mark.django_db
USERS = "/admin/auth/user/"
GROUPS = "/admin/auth/group/"


def ada() -> User:
    return account("ada", "admin")


def change(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def sent_for(user: User, **typed: object) -> dict[str, object]:
    return {"username": user.username, "is_active": "on", "is_staff": "on"} | typed


@pytest.mark.parametrize("person", [ada, root])
def test_admins_give_roles(person):
    reviewer = Group.objects.get(name="reviewer")

    client_of(person()).post(change(edda()), sent_for(edda(), groups=[reviewer.pk]))

    assert [group.name for group in edda().groups.all()] == ["reviewer"]


@pytest.mark.parametrize("person", [edda, rolf, petra, vera])
@pytest.mark.parametrize("address", [USERS, f"{USERS}add/", GROUPS])
def test_accounts_are_hidden_from_everybody_else(person, address):
    assert client_of(person()).get(address).status_code == 403


def test_an_admin_makes_no_superuser():
    client_of(ada()).post(change(edda()), sent_for(edda(), is_superuser="on"))
    client_of(ada()).post(change(ada()), sent_for(ada(), is_superuser="on"))

    assert not User.objects.filter(is_superuser=True).exists()


def test_an_admin_does_not_change_a_superuser():
    password = reverse("admin:auth_user_password_change", args=[root().pk])
    client = client_of(ada())

    response = client.post(change(root()), {"username": "root"})

    assert response.status_code == 403
    assert client.get(password).status_code == 403
    assert root().is_active


@pytest.mark.parametrize("person", [ada, root])
def test_accounts_are_not_deleted(person):
    """W-34."""
    address = reverse("admin:auth_user_delete", args=[edda().pk])

    assert client_of(person()).post(address, {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="edda").exists()


def test_the_groups_of_the_life_cycle_keep_their_names():
    author = Group.objects.get(name="author")
    address = reverse("admin:auth_group_change", args=[author.pk])

    client_of(ada()).post(address, {"name": "writers"})

    assert Group.objects.filter(name="author").exists()


def test_the_list_names_the_roles():
    edda()

    assert "author" in client_of(ada()).get(USERS).content.decode()
