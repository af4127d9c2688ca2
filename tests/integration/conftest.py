"""A store of one's own for a test, on SQLite and on PostgreSQL."""

import uuid
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.store.connection import load_engine
from tests.postgresql import find_program, run_postgresql


@pytest.fixture(scope="session")
def postgresql(shared_tmp: Path) -> Generator[str]:
    """The address of this run's own PostgreSQL server."""
    if find_program("initdb") is None:
        pytest.skip("no PostgreSQL: run tests/integration/install_postgresql.py")
    with run_postgresql(shared_tmp) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The address of an empty store that nobody else has."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store' / 'malbild.sqlite'}"
        return
    server = create_engine(
        f"{request.getfixturevalue('postgresql')}/postgres",
        isolation_level="AUTOCOMMIT",
    )
    name = f"store_{uuid.uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield f"{request.getfixturevalue('postgresql')}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@pytest.fixture
def store(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """The address of an empty store that the app is set to use."""
    monkeypatch.setenv("MALBILD_STORE_URL", store_url)
    yield store_url
    load_engine().dispose()
