"""Open the store and bring its tables up to date, once per process and address."""

import threading
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from app.settings import load_settings

MIGRATIONS = Path(__file__).parent / "migrations"
_opening = threading.Lock()


def load_engine() -> Engine:
    """Return the engine of the configured store, its migrations already run."""
    with _opening:
        return _open(load_settings().store_url)


@cache
def _open(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _harden_sqlite)
    with engine.begin() as connection:
        run_migrations(connection)
    return engine


def run_migrations(connection: Connection, *, revision: str = "head") -> None:
    """Bring the tables to a revision, inside the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _harden_sqlite(raw: object, _entry: ConnectionPoolEntry) -> None:
    # FULL costs a quarter of a millisecond and keeps a confirmed write through a
    # power cut; WAL lets readers go on while somebody writes.
    for setting in (
        "journal_mode = wal",
        "synchronous = full",
        "busy_timeout = 10000",
    ):
        raw.execute(f"pragma {setting}")  # ty: ignore[missing-attribute]
