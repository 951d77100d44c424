"""Run a management command and keep what it says."""

import io

from django.core.management import call_command


def run(*arguments: object, **options: object) -> str:
    """Return what the command wrote to standard output."""
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()
