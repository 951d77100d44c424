"""Settings from environment variables, with every mistake reported in one message.

A variable `NAME` may instead be given as `NAME_FILE`, a path to a file that holds the value:
container platforms hand over secrets that way.
"""

from collections.abc import Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")
MAIL_BACKENDS = "django.core.mail.backends"
SQLITE_IN_MEMORY = ("sqlite://:memory:", "sqlite:///:memory:")
# Several readers beside one writer; an application-level transaction takes the write lock at
# its start, because SQLite refuses at once, without waiting, when a reader wants to write.
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


class Environment:
    """Reads variables and remembers what is wrong with them; `refuse_mistakes` tells."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.mistakes: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return the value of NAME or the content of the file NAME_FILE."""
        path = self.variables.get(f"{name}_FILE", "")
        value = self.variables.get(name, "")
        if path and value:
            self.mistake(f"{name} and {name}_FILE are both set; keep one of them.")
        if path and not value:
            value = self.content_of(path, name=f"{name}_FILE")
        return value.strip() or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name).lower()
        if value in (*TRUE, *FALSE):
            return value in TRUE
        if value:
            self.mistake(f"{name} must be true or false, not {value!r}.")
        return default

    def number(self, name: str, default: int, *, least: int = 0) -> int:
        value = self.text(name, str(default))
        try:
            number = int(value)
        except ValueError:
            self.mistake(f"{name} must be a whole number, not {value!r}.")
            return default
        if number < least:
            self.mistake(f"{name} must be at least {least}, not {number}.")
        return number

    def items(self, name: str, default: str = "") -> list[str]:
        """Return the parts of a comma-separated value without the spaces around them."""
        parts = (part.strip() for part in self.text(name, default).split(","))
        return [part for part in parts if part]

    def choice(self, name: str, default: str, *, among: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value in among:
            return value
        self.mistake(f"{name} must be one of {', '.join(among)}, not {value!r}.")
        return default

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().resolve()

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Return Django's description of the database at a sqlite:// or postgres:// address."""
        address = self.text(name, default)
        try:
            return database_at(address)
        except ValueError as error:
            self.mistake(f"{name} is not a database address: {error}")
            return database_at(default)

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Return Django's mail settings for a console:, file: or smtp(s):// address."""
        address = self.text(name, default)
        try:
            return mail_at(address)
        except ValueError as error:
            self.mistake(f"{name} is not a mail address of a server: {error}")
            return mail_at(default)

    def overrides(self, options: type, *, prefix: str) -> dict[str, Any]:
        """Return values for those fields of a dataclass whose PREFIX_FIELD variable is set.

        A field whose metadata has `among` takes one of those words, one with `least` no number
        below it.
        """
        found: dict[str, Any] = {}
        for field in fields(options):
            name = f"{prefix}{field.name.upper()}"
            if self.text(name):
                found[field.name] = self.override(name, field)
        return found

    def override(self, name: str, field: Field) -> Any:
        if field.type is bool:
            return self.flag(name, default=field.default)
        if field.type is int:
            return self.number(name, field.default, least=field.metadata.get("least", 0))
        if "among" in field.metadata:
            return self.choice(name, field.default, among=field.metadata["among"])
        return self.text(name, field.default)

    def content_of(self, path: str, *, name: str) -> str:
        try:
            return Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.mistake(f"{name} cannot be read: {error}")
            return ""

    def mistake(self, sentence: str) -> None:
        # NAME_FILE may be read more than once; one sentence is enough.
        if sentence not in self.mistakes:
            self.mistakes.append(sentence)

    def refuse_mistakes(self) -> None:
        """Raise ImproperlyConfigured with all mistakes, one on a line."""
        if self.mistakes:
            lines = "\n".join(f"- {sentence}" for sentence in self.mistakes)
            raise ImproperlyConfigured(f"The settings are not complete or not right:\n{lines}")


def database_at(address: str) -> dict[str, Any]:
    """Build a DATABASES entry. Raise ValueError when the address is neither of the two kinds."""
    if address in SQLITE_IN_MEMORY:
        return sqlite_database(":memory:")
    parts = parts_of(address)
    if parts.scheme == "sqlite":
        return sqlite_database(sqlite_path(parts))
    if parts.scheme in ("postgres", "postgresql"):
        return postgres_database(parts)
    raise ValueError("it must begin with sqlite:// or postgres://.")


def mail_at(address: str) -> dict[str, Any]:
    """Build the EMAIL_ settings. Raise ValueError when the address is none of the three kinds."""
    parts = parts_of(address)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{MAIL_BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {
            "EMAIL_BACKEND": f"{MAIL_BACKENDS}.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        is_whole = parts.scheme == "smtps"
        starts = dict(parse_qsl(parts.query)).get("tls", "false").lower() in TRUE
        return {
            "EMAIL_BACKEND": f"{MAIL_BACKENDS}.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or (465 if is_whole else 587 if starts else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": is_whole,
            "EMAIL_USE_TLS": starts and not is_whole,
        }
    raise ValueError("it must be console:, file:///folder, smtp://host or smtps://host.")


def parts_of(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        # Looked at here, because only reading the port checks it.
        _ = parts.port
    except ValueError:
        # The library's messages quote the address, and with it perhaps a password.
        message = "its parts cannot be told apart (are all signs written as percent codes?)."
        raise ValueError(message) from None
    return parts


def sqlite_path(parts: SplitResult) -> str:
    """Return the path: three slashes begin a relative, four an absolute one."""
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path:
        raise ValueError("a file stands behind three slashes, as in sqlite:///glossary.sqlite3.")
    return path


def sqlite_database(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # To open a file takes longer than most pages.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {**SQLITE_OPTIONS},
    }


def postgres_database(parts: SplitResult) -> dict[str, Any]:
    """Build the entry; what follows the question mark goes to the driver (sslmode=require)."""
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ValueError("the name of the database is missing.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    pooled = options.pop("pool", "false").lower() in TRUE
    if pooled:
        options["pool"] = True
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host_of(parts),
        "PORT": str(parts.port or ""),
        # Django refuses persistent connections beside a pool.
        "CONN_MAX_AGE": 0 if pooled else 60,
        "CONN_HEALTH_CHECKS": not pooled,
        "OPTIONS": options,
    }


def host_of(parts: SplitResult) -> str:
    """Return the host as written: `parts.hostname` would lower the case of a socket folder."""
    host = parts.netloc.rpartition("@")[2]
    if not host.startswith("["):
        host = host.partition(":")[0]
    return unquote(host.partition("]")[0].removeprefix("["))
