"""A PostgreSQL server of our own for the time of a test run, in a folder that vanishes."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

OWNER = "postgres"
# A server that is thrown away need not survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def server_programs() -> Path | None:
    """Return the folder of the newest initdb and pg_ctl, or None."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name)
    )
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        folders.append(Path(asked.stdout.strip()))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if is_complete(folder)), None)


def is_complete(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "pg_ctl").exists()


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server and yield its address; stop and remove it however the block ends."""
    programs = server_programs()
    if programs is None:
        raise FileNotFoundError("server programs not found")
    folder = Path(tempfile.mkdtemp(prefix="qmglossary-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        create(programs, folder)
        port = free_port()
        start(programs, folder, port=port)
        yield f"postgres://{OWNER}@127.0.0.1:{port}/{OWNER}"
    finally:
        stop(programs, folder)
        shutil.rmtree(folder, ignore_errors=True)


def create(programs: Path, folder: Path) -> None:
    initdb = [programs / "initdb", "-D", folder / "cluster", "-U", OWNER, "-A", "trust"]
    as_owner([*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])


def start(programs: Path, folder: Path, *, port: int) -> None:
    """Start it and wait until it answers. Raise RuntimeError with its log when it does not."""
    settings = (*FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    options = " ".join([f"-p {port}", *(f"-c {setting}" for setting in settings)])
    log = folder / "log"
    pg_ctl = [programs / "pg_ctl", "-D", folder / "cluster", "-l", log, "-w", "-o", options]
    try:
        as_owner([*pg_ctl, "start"])
    except RuntimeError as error:
        raise RuntimeError(f"{error}\n{log.read_text() if log.exists() else ''}") from error


def stop(programs: Path, folder: Path) -> None:
    if (folder / "cluster" / "postmaster.pid").exists():
        # It may have died on its own; what counts is that nothing is left.
        with suppress(RuntimeError):
            as_owner([programs / "pg_ctl", "-D", folder / "cluster", "-m", "immediate", "stop"])


def as_owner(command: list[str | Path]) -> None:
    """Run a server program; PostgreSQL refuses to be run by root, so root becomes its owner."""
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        group = pwd.getpwnam(OWNER).pw_gid
        identity = {"user": OWNER, "group": group, "extra_groups": []}
    # From "/", because the owner may not be allowed to enter the folder we stand in. The
    # server keeps the output open, so it must not be a pipe that we would wait for.
    with tempfile.TemporaryFile("w+") as output:
        ended = subprocess.run(
            command, cwd="/", stdout=output, stderr=subprocess.STDOUT, **identity
        )
        if ended.returncode:
            output.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{output.read()}")


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
