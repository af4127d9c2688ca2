"""A real PostgreSQL server for one run of the tests, shared by its processes."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = (
    *("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60"),
    # Only a power cut would need these, and no test cuts the power.
    *("fsync=off", "full_page_writes=off", "shared_buffers=32MB"),
)


def find_program(name: str) -> str | None:
    """Find one of PostgreSQL's programs; Debian keeps the server's off the path."""
    debians = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or (str(debians[0]) if debians else None)


@contextmanager
def run_postgresql(shared_tmp: Path) -> Generator[str]:
    """Give the address of the run's server; the last process to leave stops it."""
    file = shared_tmp / "postgresql.json"
    with _locked(shared_tmp):
        server = json.loads(file.read_text("utf8")) if file.exists() else _start()
        server["users"].append(os.getpid())
        file.write_text(json.dumps(server), "utf8")
    try:
        yield f"postgresql+psycopg://malbild@127.0.0.1:{server['port']}"
    finally:
        with _locked(shared_tmp):
            server = json.loads(file.read_text("utf8"))
            server["users"].remove(os.getpid())
            file.write_text(json.dumps(server), "utf8")
            if not server["users"]:
                _stop(server["folder"])
                file.unlink()


def _start() -> dict:
    # Not below pytest's own folder: there the server's user may not go.
    folder = tempfile.mkdtemp(prefix="malbild-postgresql-")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run(
        *("initdb", "--pgdata", f"{folder}/data", "--username", "malbild"),
        *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    settings = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"port={port}"))
    _run(
        *("pg_ctl", "start", "--wait", "--pgdata", f"{folder}/data"),
        *("--log", f"{folder}/log", "--options", settings),
    )
    return {"folder": folder, "port": port, "users": []}


def _stop(folder: str) -> None:
    try:
        _run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", f"{folder}/data")
    finally:
        shutil.rmtree(folder)


def _run(name: str, *arguments: str) -> None:
    # PostgreSQL refuses to be run by root; Debian's package makes a user for it.
    user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    subprocess.run(
        [str(find_program(name)), *arguments],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        **(user if os.geteuid() == 0 else {}),
    )


@contextmanager
def _locked(shared_tmp: Path) -> Generator[None]:
    with (shared_tmp / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
