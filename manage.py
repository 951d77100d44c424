#!/usr/bin/env python3
"""Django's commands, and ours: `manage.py help` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qmglossary.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as mistake:
        # The message names every setting that is missing or wrong; a traceback would hide it.
        sys.exit(str(mistake))
