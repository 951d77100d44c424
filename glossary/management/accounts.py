"""Accounts as commands name them."""

from django.contrib.auth.models import User
from django.core.management.base import CommandError


def account_named(username: str) -> User:
    """Return the account, or end the command with a clear line."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account {username}.")
    return user
