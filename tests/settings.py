"""The project's settings as tests need them, whatever the shell around them has set.

Only DATABASE_URL is kept: it chooses the database that the suite runs on.
"""

import os
import tempfile

OTHERS = """
    ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS DEBUG EMAIL_URL HTTPS LOG_LEVEL MAIL_FROM PORT
    SECRET_KEY_FILE SITE_ADDRESS TIME_ZONE TRUST_PROXY VAR_DIR
""".split()
for name in [*os.environ]:
    if name in OTHERS:
        del os.environ[name]
    elif name.startswith("GLOSSARY_"):
        del os.environ[name]
os.environ["SECRET_KEY"] = "for the tests only, where nothing secret is ever signed"
# Playwright keeps an event loop in the thread of the test; Django would refuse its queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FOLDER = tempfile.TemporaryDirectory(prefix="qmglossary-tests-")

from qmglossary.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected for a test: files are found where they are written.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # In memory, Django lets the server of a browser test and the test share one connection, and
    # each would meet the other's open tables and transactions.
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER.name}/tests.sqlite3"}  # noqa: F405
