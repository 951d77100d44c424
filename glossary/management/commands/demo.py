"""Prepare a demonstration site and serve it; `make run` calls this."""

import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from glossary.models import Entry, Role

HOST = "127.0.0.1"
ACCOUNTS = (
    ("edda", "Edda", "Ehlers", (Role.AUTHOR,), "writes entries and submits them"),
    ("rolf", "Rolf", "Roth", (Role.REVIEWER,), "reviews, approves and publishes"),
    ("petra", "Petra", "Palm", (Role.PUBLISHER,), "approves and publishes"),
    ("vera", "Vera", "Voss", (Role.AUDITOR,), "reads everything and the decisions"),
    ("admin", "Anna", "Abel", (Role.ADMIN,), "keeps accounts and registers"),
)


class Command(BaseCommand):
    """A second start finds everything there and only serves."""

    help = "Migrate, load the starter vocabulary, make demo accounts, and serve the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--prepare-only", action="store_true", help="do not serve")

    def handle(self, *, port: int, prepare_only: bool, **options: Any) -> None:
        if migrations_wait():
            call_command("migrate", verbosity=0, stdout=self.stdout)
        if not Entry.objects.exists():
            call_command("load_starter", stdout=self.stdout)
        accounts = Path(settings.VAR_DIR) / "demo-accounts.txt"
        if not User.objects.filter(username=ACCOUNTS[0][0]).exists():
            self.stdout.write(create_accounts(accounts))
        if prepare_only:
            return
        refuse_taken_port(port)
        address = f"http://{HOST}:{port}"
        self.stdout.write(f"Open {address}/ to read, {address}/admin/ to write.")
        self.stdout.write(f"The demo accounts are in {accounts}.")
        self.stdout.flush()
        serve(port)


def migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def create_accounts(path: Path) -> str:
    """Create the demo accounts with generated passwords, keep them in a file, return its text."""
    lines = []
    for username, first_name, last_name, roles, purpose in ACCOUNTS:
        password = secrets.token_urlsafe(12)
        user, _ = User.objects.get_or_create(
            username=username, defaults={"first_name": first_name, "last_name": last_name}
        )
        user.is_staff = True
        user.set_password(password)
        user.save()
        user.groups.set(Group.objects.filter(name__in=roles))
        lines.append(f"{username:<6}  {password}  {purpose}")
    text = "\n".join(lines)
    path.touch(mode=0o600)
    path.write_text(f"{text}\n", encoding="utf-8")
    return text


def refuse_taken_port(port: int) -> None:
    """End with a clear line when another server listens there; granian would show a traceback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}); try: make run PORT={port + 1}"
            ) from error


def serve(port: int) -> None:
    """Start the workers beside this process, which becomes the production server."""
    for command in ("follow_changes", "run_imports"):
        worker = [sys.executable, "manage.py", command, "--watch", "--with-parent"]
        subprocess.Popen(worker, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    arguments = ["--interface", "wsgi", "--host", HOST, "--port", str(port)]
    options = ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    server = [sys.executable, "-m", "granian", *arguments, *options]
    os.execv(sys.executable, [*server, "qmglossary.wsgi:application"])
