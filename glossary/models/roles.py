"""Roles are groups made by a migration; membership alone gives a right, never `is_superuser`."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The default groups of the life cycle."""

    AUTHOR = "author", _("author")
    REVIEWER = "reviewer", _("reviewer")
    PUBLISHER = "publisher", _("publisher")
    AUDITOR = "auditor", _("auditor")
    ADMIN = "admin", _("admin")
    # Given beside "publisher" to those who may publish without approval where that is allowed.
    EMERGENCY = "emergency publisher", _("emergency publisher")


def roles_of(user: User | AbstractBaseUser | AnonymousUser | None) -> frozenset[Role]:
    """Return the roles of an active account, read afresh so that a lost role ends at once."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    names = user.groups.filter(name__in=Role.values).values_list("name", flat=True)
    return frozenset(Role(name) for name in names)
