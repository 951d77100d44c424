"""The application: guards are installed after every migrate and looked for by a check."""

import gc

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate

from glossary.checks import (
    check_full_text,
    check_guards,
    guards_after_migrate,
    no_guards_while_migrating,
)

# After so many new objects Python looks for circles among them. At its own 700 that takes an
# eighth of the time of a batch, which makes rows by the thousand and hardly any circle.
OBJECTS_BEFORE_COLLECTING = 50_000


class GlossaryConfig(AppConfig):
    """Wires what must happen around migrations."""

    name = "glossary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
        pre_migrate.connect(no_guards_while_migrating, sender=self)
        post_migrate.connect(guards_after_migrate, sender=self)
        register(check_guards, Tags.database)
        register(check_full_text, Tags.database)
