"""All settings, from environment variables (docs/operations.md lists them).

Nothing starts with a setting that is missing or wrong: `refuse_mistakes` below names them all.
"""

import os
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import quote

from glossary.conf import Options
from qmglossary.env import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY_LENGTH = 50
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", ".localhost"}

env = Environment(os.environ)

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
PORT = env.number("PORT", 8000)
HTTPS = env.flag("HTTPS")
TRUST_PROXY = env.flag("TRUST_PROXY")
TIME_ZONE = env.text("TIME_ZONE", "UTC")
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING", "ERROR"))
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
SQLITE_URL = f"sqlite:///{quote(str(VAR_DIR))}/qmglossary.sqlite3"
DATABASES = {"default": env.database("DATABASE_URL", SQLITE_URL)}
# Mails are sent by a command, never in a request; a server that hangs holds up the command only.
globals().update(env.mail("EMAIL_URL", "console:"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "glossary@localhost")
SITE_ADDRESS = env.text("SITE_ADDRESS", f"http://127.0.0.1:{PORT}")
GLOSSARY = env.overrides(Options, prefix="GLOSSARY_")

if DEBUG and not SECRET_KEY:
    # Ends every session at a restart, which is what a key nobody keeps should do.
    SECRET_KEY = token_urlsafe(SECRET_KEY_LENGTH)
if len(SECRET_KEY) < SECRET_KEY_LENGTH:
    env.mistake(
        f"SECRET_KEY (or SECRET_KEY_FILE) must hold at least {SECRET_KEY_LENGTH} random characters."
    )
if DEBUG and (foreign := set(ALLOWED_HOSTS) - LOCAL_HOSTS):
    env.mistake(f"DEBUG shows everybody the settings; with it, drop {', '.join(sorted(foreign))}.")
env.refuse_mistakes()

if not env.text("DATABASE_URL"):
    VAR_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)

INSTALLED_APPS = [
    "glossary",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
]
MIDDLEWARE = [
    "qmglossary.security.ContentSecurityPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "glossary.views.origin.RecordOrigin",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "qmglossary.urls"
WSGI_APPLICATION = "qmglossary.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Our templates stand in a folder of the project, because an override of an admin template
# would lose against django.contrib.admin inside an application that is listed later.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
USE_TZ = True
TAGGIT_CASE_INSENSITIVE = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "qmglossary.joined_files.JoinedFiles",
]
STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}

VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# A browser takes a __Host- cookie only over HTTPS and never from a neighbouring subdomain.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
# Shows the text of a form whose token is old, instead of losing it.
CSRF_FAILURE_VIEW = "glossary.admin.kept_text.csrf_failed"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Probes ask over plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# W021 asks for the preload list of the browsers: a promise only the owner of a domain can give.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "qmglossary.logs.OneLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers would write its lines a second time and mail them to nobody.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL}},
}
