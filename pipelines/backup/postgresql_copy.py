"""Copy a PostgreSQL store through PostgreSQL's own programs, while others write."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL

from pipelines.errors import StoreError

# Everything of ours in the database that is about to be replaced. What an extension
# brought stays with it.
REMOVE_ALL = """
do $$ declare each record; begin
    for each in
        select tablename from pg_tables where schemaname = current_schema()
    loop
        execute format('drop table %I cascade', each.tablename);
    end loop;
    for each in
        select oid::regprocedure as called from pg_proc
        where pronamespace = current_schema()::regnamespace
        and not exists (
            select from pg_depend where objid = pg_proc.oid and deptype = 'e'
        )
    loop
        execute format('drop function %s cascade', each.called);
    end loop;
end $$
"""
TABLES = "select tablename from pg_tables where schemaname = current_schema()"


def write_copy(store: URL, copy: Path) -> dict[str, int]:
    """Copy one moment of the store into a file, and count what was in it.

    Returns:
        Rows by table, counted in the store at the moment that was copied.

    Raises:
        StoreError: The database or its programs cannot be reached.
    """
    with _open(store) as con:
        con.execute("begin isolation level repeatable read read only")
        snapshot = con.execute("select pg_export_snapshot()").fetchone()
        counted = _count(con)
        _run(
            store,
            *("pg_dump", "--format=custom", "--no-owner", "--no-privileges"),
            *(f"--snapshot={snapshot[0] if snapshot else ''}", f"--file={copy}"),
        )
    return counted


def load_copy(copy: Path, store: URL) -> dict[str, int]:
    """Bring a copy back: all of it, or nothing when it is stopped half-way.

    Returns:
        Rows by table, counted in the store after that.

    Raises:
        StoreError: The copy or the database cannot be read or written.
    """
    script = copy.with_name(f"{copy.name}.sql.half")
    try:
        _run(
            store,
            *("pg_restore", "--no-owner", "--no-privileges", f"--file={script}"),
            str(copy),
        )
        _run(
            store,
            *("psql", "--no-psqlrc", "--quiet", "--single-transaction"),
            *("--set=ON_ERROR_STOP=1", f"--command={REMOVE_ALL}", f"--file={script}"),
        )
    finally:
        script.unlink(missing_ok=True)
    return fetch_counts(store)


def check_copy(copy: Path, store: URL) -> dict[str, int]:
    """Bring a copy back in a database made for it, and count what is there.

    Raises:
        StoreError: It cannot be brought back, or no database be made.
    """
    tried = store.set(database=f"malbild_tried_{secrets.token_hex(6)}")
    named = sql.Identifier(str(tried.database))
    with _open(store) as con:
        try:
            con.execute(sql.SQL("create database {} template template0").format(named))
        except psycopg.errors.InsufficientPrivilege as error:
            raise StoreError(
                f"A backup is tried in a database of its own, and {store.username} may "
                f"not make one. Run once, as the server's administrator: "
                f'alter role "{store.username}" createdb'
            ) from error
        try:
            return load_copy(copy, tried)
        finally:
            con.execute(sql.SQL("drop database {} with (force)").format(named))


def fetch_counts(store: URL) -> dict[str, int]:
    """Count the rows of every table of the store."""
    with _open(store) as con:
        return _count(con)


@contextmanager
def _open(store: URL) -> Generator[psycopg.Connection]:
    address = store.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        with psycopg.connect(address, autocommit=True) as con:
            yield con
    except psycopg.Error as error:
        shown = store.render_as_string(hide_password=True)
        raise StoreError(
            f"The store {shown} cannot be reached: {str(error).splitlines()[0]}\n"
            "See that the database is running and that MALBILD_STORE_URL is right."
        ) from error


def _count(con: psycopg.Connection) -> dict[str, int]:
    tables = sorted(name for (name,) in con.execute(TABLES))
    counted = {}
    for name in tables:
        query = sql.SQL("select count(*) from {}").format(sql.Identifier(name))
        counted[name] = (con.execute(query).fetchone() or (0,))[0]
    return counted


def _run(store: URL, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise StoreError(
            f"{program} is not on this machine. It comes with Debian's package "
            "postgresql-client: install that, then try again."
        )
    # Not among the arguments, where every user of the machine can read a password.
    told = {
        "PGHOST": store.host,
        "PGPORT": store.port,
        "PGUSER": store.username,
        "PGPASSWORD": store.password,
        "PGDATABASE": store.database,
    }
    given = {name: str(value) for name, value in told.items() if value is not None}
    done = subprocess.run(  # noqa: S603 - our own program and arguments
        [found, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | given,
    )
    if done.returncode:
        # Later lines may quote rows.
        said = (done.stderr.splitlines() or ["no reason given"])[0]
        shown = store.render_as_string(hide_password=True)
        raise StoreError(
            f"{program} failed on {shown}: {said}\n"
            "Nothing has been changed. Mend that, then try again."
        )
