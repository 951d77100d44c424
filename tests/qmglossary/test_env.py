"""Settings from the environment: what is understood, what is refused, and in which words."""

from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from qmglossary.env import Environment, database_at, mail_at


def env(**variables: str) -> Environment:
    return Environment(variables)


def mistakes_of(environment: Environment) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.refuse_mistakes()
    return str(refusal.value)


def test_a_text_is_taken_as_it_stands_without_the_space_around_it():
    assert env(NAME=" a $b %c ").text("NAME") == "a $b %c"
    assert env().text("NAME", "default") == "default"
    assert env(NAME="").text("NAME", "default") == "default"


def test_a_secret_is_read_from_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    assert env(KEY_FILE=str(secret)).text("KEY") == "sesame"


def test_a_secret_file_that_is_missing_is_named(tmp_path):
    environment = env(KEY_FILE=str(tmp_path / "absent"))
    assert environment.text("KEY") == ""
    assert "KEY_FILE cannot be read" in mistakes_of(environment)


def test_a_value_beside_its_file_is_refused(tmp_path):
    environment = env(KEY="a", KEY_FILE=str(tmp_path))
    environment.text("KEY")
    assert "KEY and KEY_FILE are both set" in mistakes_of(environment)


@pytest.mark.parametrize("value", ["1", "true", "True", "YES", "on"])
def test_a_flag_is_set(value):
    assert env(FLAG=value).flag("FLAG") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "OFF"])
def test_a_flag_is_cleared(value):
    assert env(FLAG=value).flag("FLAG", default=True) is False


def test_a_flag_that_is_neither_is_refused():
    environment = env(FLAG="maybe")
    assert environment.flag("FLAG") is False
    assert "FLAG must be true or false, not 'maybe'." in mistakes_of(environment)


def test_a_number_is_whole():
    environment = env(GOOD="7", BAD="7.5")
    assert environment.number("GOOD", 1) == 7
    assert environment.number("BAD", 1) == 1
    assert "BAD must be a whole number, not '7.5'." in mistakes_of(environment)


def test_a_number_may_have_a_least_value():
    environment = env(LOW="-1", ENOUGH="2")
    environment.number("LOW", 1)
    assert environment.number("ENOUGH", 1, least=2) == 2
    environment.number("ENOUGH", 1, least=3)
    told = mistakes_of(environment)
    assert "LOW must be at least 0, not -1." in told
    assert "ENOUGH must be at least 3, not 2." in told


def test_items_lose_their_spaces_and_empty_ones_are_dropped():
    assert env(HOSTS=" a.org, b.org ,,").items("HOSTS") == ["a.org", "b.org"]
    assert env().items("HOSTS", "x,y") == ["x", "y"]


def test_a_choice_is_one_of_those_given():
    environment = env(LEVEL="LOUD")
    assert environment.choice("LEVEL", "INFO", among=("INFO", "DEBUG")) == "INFO"
    assert "LEVEL must be one of INFO, DEBUG" in mistakes_of(environment)


def test_a_path_is_absolute(tmp_path):
    assert env(FOLDER=f"{tmp_path}/a/../b").path("FOLDER", tmp_path) == tmp_path / "b"
    assert env().path("FOLDER", tmp_path) == tmp_path


def test_all_mistakes_come_in_one_message():
    environment = env(FLAG="maybe", NUMBER="many")
    environment.flag("FLAG")
    environment.flag("FLAG")
    environment.number("NUMBER", 1)
    assert mistakes_of(environment).count("\n- ") == 2


def test_no_mistake_raises_nothing():
    environment = env(FLAG="on")
    assert environment.flag("FLAG")
    environment.refuse_mistakes()
    assert environment.mistakes == []


@dataclass
class Choices:
    site_name: str = "Glossary"
    limit: int = field(default=3, metadata={"least": 2})
    is_open: bool = False
    policy: str = field(default="strict", metadata={"among": ("strict", "loose")})


def test_options_are_overridden_by_prefixed_names():
    found = env(APP_LIMIT="5", SITE_NAME="no prefix").overrides(Choices, prefix="APP_")
    assert found == {"limit": 5}


def test_an_option_of_the_wrong_kind_is_refused():
    environment = env(APP_LIMIT="five")
    assert environment.overrides(Choices, prefix="APP_") == {"limit": 3}
    assert "APP_LIMIT must be a whole number" in mistakes_of(environment)


def test_an_option_below_its_least_value_is_refused():
    environment = env(APP_LIMIT="1")
    environment.overrides(Choices, prefix="APP_")
    assert "APP_LIMIT must be at least 2, not 1." in mistakes_of(environment)


def test_options_may_be_flags_and_choices():
    assert env(APP_IS_OPEN="yes", APP_POLICY="loose").overrides(Choices, prefix="APP_") == {
        "is_open": True,
        "policy": "loose",
    }
    environment = env(APP_POLICY="lax")
    assert environment.overrides(Choices, prefix="APP_") == {"policy": "strict"}
    assert "APP_POLICY must be one of strict, loose, not 'lax'." in mistakes_of(environment)


@pytest.mark.parametrize(
    ("address", "port", "is_whole", "starts"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp://mail.example?tls=true", 587, False, True),
        ("smtp://mail.example:2525?tls=true", 2525, False, True),
        ("smtps://mail.example", 465, True, False),
        ("smtps://mail.example?tls=true", 465, True, False),
    ],
)
def test_a_mail_server_is_reached_plainly_or_with_tls(address, port, is_whole, starts):
    found = mail_at(address)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", port)
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (is_whole, starts)


def test_a_mail_server_may_ask_who_one_is():
    found = mail_at("smtp://edda:p%40ss@mail.example")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("edda", "p@ss")


def test_mails_may_go_to_the_console_or_into_a_folder():
    assert mail_at("console:")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert mail_at("file:///srv/a%20b")["EMAIL_FILE_PATH"] == "/srv/a b"


@pytest.mark.parametrize(
    "address", ["", "mail.example", "smtp:", "smtps:///", "file:", "http://mail", "smtp://a:b:c@["]
)
def test_a_wrong_mail_address_is_refused(address):
    environment = env(EMAIL_URL=address or "x")
    assert environment.mail("EMAIL_URL", "console:") == mail_at("console:")
    assert "EMAIL_URL is not a mail address of a server" in mistakes_of(environment)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:///notes.sqlite3", "notes.sqlite3"),
        ("sqlite:////srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
        ("sqlite://:memory:", ":memory:"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_sqlite_addresses(address, name):
    database = database_at(address)
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == name
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgres_address_is_taken_apart():
    database = database_at("postgres://edda:p%40ss%2Fword@db.example:5433/glossary?sslmode=require")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["NAME"] == "glossary"
    assert (database["USER"], database["PASSWORD"]) == ("edda", "p@ss/word")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("[::1]:5432", "::1"), ("%2Frun%2FMy-Socket", "/run/My-Socket"), ("", "")],
)
def test_hosts_of_postgres_addresses(host, expected):
    assert database_at(f"postgresql://{host}/glossary")["HOST"] == expected


def test_a_pool_takes_the_place_of_kept_connections():
    database = database_at("postgres://db/glossary?pool=true")
    assert database["OPTIONS"] == {"pool": True}
    assert database["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "mysql://db/glossary",
        "glossary.sqlite3",
        "sqlite://glossary.sqlite3",
        "sqlite:///",
        "postgres://db",
        "postgres://db:port/glossary",
    ],
)
def test_a_wrong_database_address_is_refused(address):
    environment = env(DATABASE_URL=address)
    assert environment.database("DATABASE_URL", "sqlite:///a.sqlite3")["NAME"] == "a.sqlite3"
    assert "DATABASE_URL is not a database address" in mistakes_of(environment)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://edda:sesame@db/glossary",
        "postgres://edda:sesame/more@db/glossary",
        "postgres://edda:sesame\u2100@db/glossary",
        "postgres://edda:sesame[@db/glossary",
    ],
)
def test_the_refusal_of_an_address_does_not_tell_its_password(address):
    environment = env(DATABASE_URL=address)
    environment.database("DATABASE_URL", "sqlite:///a.sqlite3")
    assert "sesame" not in mistakes_of(environment)


@given(
    user=st.text(min_size=1),
    password=st.text(min_size=1),
    name=st.text(min_size=1),
)
def test_quoted_parts_of_an_address_come_back(user, password, name):
    parts = [quote(part, safe="") for part in (user, password, name)]
    database = database_at("postgres://{}:{}@db/{}".format(*parts))
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == (user, password, name)
