"""Copy a SQLite store through SQLite's own backup, which others may write under.

A plain copy of the file would be behind, or broken, while somebody writes.
"""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pipelines.errors import StoreError

LONGEST_WAIT_SECONDS = 10
TABLES = (
    "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
)


def write_copy(store: Path, copy: Path) -> dict[str, int]:
    """Copy one moment of the store into a file, and count what was in it.

    Returns:
        Rows by table, counted in the store at the moment that was copied.
    """
    with _open(store, "ro") as source, _open(copy, "rwc") as target:
        # A transaction that has read keeps this moment until it ends.
        source.execute("begin")
        counted = _count(source)
        source.backup(target)
        # One file, whole in itself: no log beside it.
        target.execute("pragma journal_mode = delete")
    return counted


def load_copy(copy: Path, store: Path) -> dict[str, int]:
    """Bring a copy back: all of it, or nothing when it is stopped half-way.

    Returns:
        Rows by table, counted in the store after that.

    Raises:
        StoreError: The copy is no whole database, or the store is being written to.
    """
    check_copy(copy)
    store.parent.mkdir(parents=True, exist_ok=True)
    store.touch(mode=0o600)
    with _open(copy, "ro") as source, _open(store, "rwc") as target:
        _check_is_free(store, target)
        source.backup(target)
        target.execute("pragma journal_mode = wal")
        return _check(store, target)


def check_copy(file: Path) -> dict[str, int]:
    """Look through a file page by page, and count what is in it.

    Raises:
        StoreError: It is no whole database.
    """
    with _open(file, "ro") as con:
        return _check(file, con)


def fetch_counts(store: Path) -> dict[str, int]:
    """Count the rows of every table; there are no tables where there is no store."""
    if not store.is_file():
        return {}
    with _open(store, "ro") as con:
        return _count(con)


@contextmanager
def _open(file: Path, mode: str) -> Generator[sqlite3.Connection]:
    address = f"file:{quote(str(file.resolve()))}?mode={mode}"
    con = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=LONGEST_WAIT_SECONDS
    )
    try:
        yield con
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{file} cannot be read or written as a SQLite database: {error}\n"
            "See that there is room and right to write, and that the file is whole."
        ) from error
    finally:
        con.close()


def _check(file: Path, con: sqlite3.Connection) -> dict[str, int]:
    told = con.execute("pragma integrity_check(1)").fetchone()[0]
    if told != "ok":
        raise StoreError(
            f"{file} is damaged: {told}\nTake an earlier backup and restore that."
        )
    return _count(con)


def _check_is_free(store: Path, con: sqlite3.Connection) -> None:
    # The backup itself would wait for ever.
    try:
        con.execute("begin immediate")
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{store} has been written to by somebody else for "
            f"{LONGEST_WAIT_SECONDS} seconds. Stop the server, then try again."
        ) from error
    con.execute("rollback")


def _count(con: sqlite3.Connection) -> dict[str, int]:
    tables = sorted(name for (name,) in con.execute(TABLES))
    return {
        name: con.execute(f'select count(*) from "{name}"').fetchone()[0]  # noqa: S608
        for name in tables
    }
