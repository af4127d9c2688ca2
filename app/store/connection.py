"""Open the store and bring its tables up to date, once per process and address."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from app.settings import load_settings
from app.store.faults import read_faults

MIGRATIONS = Path(__file__).parent / "migrations"
#: How long a writer waits for another before the reader is told.
LONGEST_WAIT_SECONDS = 10
#: Any number that nothing else in the database locks on.
MIGRATING = 6_112_043
_opening = threading.Lock()


def load_engine() -> Engine:
    """Return the engine of the configured store, its migrations already run.

    Raises:
        StoreBusy: Another process has been migrating or writing for too long.
        StoreFull: The store must be made or migrated, and cannot be written.
    """
    with _opening:
        return _open(load_settings().store_url)


@contextmanager
def start_reading() -> Generator[Session]:
    """Give a session that sees one moment of the store, whatever others write."""
    engine = load_engine()
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with read_faults(), Session(engine) as session:
        yield session


@contextmanager
def start_writing() -> Generator[Session]:
    """Give a session whose changes are written whole at the end, or not at all.

    Raises:
        StoreBusy: Somebody else was writing for too long, or the server is away.
        StoreFull: There is no room or no right to write; nothing was written.
    """
    engine = load_engine().execution_options(is_writing=True)
    with read_faults(), Session(engine) as session, session.begin():
        yield session


def run_migrations(connection: Connection, *, revision: str = "head") -> None:
    """Bring the tables to a revision, inside the caller's transaction."""
    command.upgrade(_build_config(connection), revision)


@cache
def _open(url: str) -> Engine:
    engine = build_engine(url)
    with read_faults():
        if engine.dialect.name == "sqlite":
            file = Path(engine.url.database or "")
            file.parent.mkdir(parents=True, exist_ok=True)
            # Notes may name persons: nobody else on the machine reads them.
            file.touch(mode=0o600)
        with engine.connect() as connection:
            is_new = _check_is_newest(connection)
        if not is_new:
            _migrate(engine)
    return engine


def build_engine(url: str) -> Engine:
    """Make an engine whose transactions are begun by us, in both databases."""
    # A server that was restarted meanwhile is noticed before anything is asked of it.
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _harden_sqlite)
        event.listen(engine, "begin", _begin_on_sqlite)
    else:
        event.listen(engine, "begin", _begin_on_postgresql)
    return engine


def _migrate(engine: Engine) -> None:
    with engine.execution_options(is_writing=True).begin() as connection:
        # On SQLite the transaction itself keeps a second process waiting.
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({MIGRATING})")
        run_migrations(connection)


def _check_is_newest(connection: Connection) -> bool:
    newest = ScriptDirectory.from_config(_build_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest


def _build_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _harden_sqlite(raw: object, _entry: ConnectionPoolEntry) -> None:
    # Python's own transactions would commit before each change of a table, and a
    # migration killed half-way would leave half a schema: we begin them ourselves.
    raw.isolation_level = None  # ty: ignore[missing-attribute]
    # FULL costs a quarter of a millisecond and keeps a confirmed write through a
    # power cut; WAL lets readers go on while somebody writes.
    for setting in (
        f"busy_timeout = {LONGEST_WAIT_SECONDS * 1000}",
        "journal_mode = wal",
        "synchronous = full",
        "foreign_keys = on",
    ):
        raw.execute(f"pragma {setting}")  # ty: ignore[missing-attribute]


def _begin_on_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: taking it after reading can fail without
    # waiting, since what was read may be old by then.
    writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("begin immediate" if writing else "begin")


def _begin_on_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("is_writing"):
        connection.exec_driver_sql(
            f"set local lock_timeout = '{LONGEST_WAIT_SECONDS}s'"
        )
