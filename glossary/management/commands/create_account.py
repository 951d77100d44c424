"""Create an account with a role; the password is asked for, or read from standard input."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from glossary.models import Role
from glossary.workflow.record import append


class Command(BaseCommand):
    """An account may enter the admin; what it may do there follows from its roles."""

    help = "Create an account that may enter the admin in one or more roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--role", action="append", required=True, choices=Role.values, dest="roles"
        )
        parser.add_argument("--email", default="")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *, username: str, roles: list[str], email: str, **options: Any) -> None:
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"There is an account {username} already.")
        if email and User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"Another account has the address {email}.")
        user = User(username=username, email=email, is_staff=True)
        password = read_password(from_stdin=options["password_stdin"])
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.groups.set(Group.objects.filter(name__in=roles))
            append(
                action="add",
                by=None,
                object_type="user",
                object_id=str(user.pk),
                entry_title=username,
                changes={"username": ("", username), "groups": ([], sorted(roles))},
            )
        self.stdout.write(f"Created {username}: {', '.join(roles)}")


def read_password(*, from_stdin: bool) -> str:
    """Return the password; a final line end is not part of it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Password (again): ") != password:
        raise CommandError("The two passwords differ.")
    return password
