"""The settings as a whole: they start with what is right and refuse what is dangerous."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "a key of more than fifty characters, as production wants it"


@pytest.fixture
def settings_with(monkeypatch, tmp_path):
    """Return a function that reads the settings in an environment of these variables alone."""

    def read(**variables: str) -> dict[str, Any]:
        monkeypatch.setattr(os, "environ", {"VAR_DIR": str(tmp_path / "var"), **variables})
        return runpy.run_path(str(ROOT / "qmglossary" / "settings.py"))

    return read


def test_a_key_is_enough_to_start(settings_with, tmp_path):
    settings = settings_with(SECRET_KEY=KEY)
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DATABASES"]["default"]["NAME"] == f"{tmp_path}/var/qmglossary.sqlite3"
    assert (tmp_path / "var").is_dir()


@pytest.mark.parametrize("variables", [{}, {"SECRET_KEY": "short"}, {"DEBUG": "false"}])
def test_nothing_starts_without_a_long_key(settings_with, variables):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        settings_with(**variables)


def test_a_refused_start_makes_no_folder(settings_with, tmp_path):
    with pytest.raises(ImproperlyConfigured):
        settings_with()
    assert not (tmp_path / "var").exists()


def test_debug_needs_no_key(settings_with):
    keys = {settings_with(DEBUG="true")["SECRET_KEY"] for _ in range(2)}
    assert len(keys) == 2


def test_debug_is_refused_with_a_host_that_is_not_local(settings_with):
    with pytest.raises(ImproperlyConfigured, match=r"drop \*, glossary\.example\.org"):
        settings_with(DEBUG="true", ALLOWED_HOSTS="localhost,glossary.example.org,*")


def test_all_mistakes_are_told_together(settings_with):
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings_with(HTTPS="perhaps", PORT="web", DATABASE_URL="mysql://db/x")
    for name in ("HTTPS", "PORT", "DATABASE_URL", "SECRET_KEY"):
        assert f"- {name} " in str(refusal.value)


def test_https_binds_cookies_and_sends_hsts(settings_with):
    settings = settings_with(SECRET_KEY=KEY, HTTPS="true")
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert settings["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000


def test_plain_http_works_without_https(settings_with):
    settings = settings_with(SECRET_KEY=KEY)
    assert settings["SESSION_COOKIE_SECURE"] is False
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0


def test_a_forwarded_scheme_counts_only_when_the_proxy_is_trusted(settings_with):
    assert settings_with(SECRET_KEY=KEY)["SECURE_PROXY_SSL_HEADER"] is None
    trusting = settings_with(SECRET_KEY=KEY, TRUST_PROXY="yes")
    assert trusting["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_options_of_the_glossary_come_from_the_environment(settings_with):
    settings = settings_with(SECRET_KEY=KEY, GLOSSARY_SITE_NAME="Words", GLOSSARY_RELATED_LIMIT="4")
    assert settings["GLOSSARY"] == {"site_name": "Words", "related_limit": 4}


def test_postgres_makes_no_folder(settings_with, tmp_path):
    settings_with(SECRET_KEY=KEY, DATABASE_URL="postgres://db/glossary")
    assert not (tmp_path / "var").exists()


def test_djangos_deployment_check_is_clean_behind_https(tmp_path):
    variables = {
        "SECRET_KEY": KEY,
        "HTTPS": "true",
        "ALLOWED_HOSTS": "glossary.example.org",
        "VAR_DIR": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ended = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert "no issues" in ended.stdout


def test_the_log_keeps_a_message_on_one_line_and_tells_utc(settings_with, tmp_path):
    script = "import django, logging; django.setup(); logging.getLogger('qm').info('one\\r\\ntwo')"
    variables = {
        "SECRET_KEY": KEY,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "qmglossary.settings",
        "TIME_ZONE": "Asia/Tokyo",
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert ended.stderr.endswith("INFO qm one\\r\\ntwo\n")
    assert ended.stderr.split()[0].endswith("Z")
