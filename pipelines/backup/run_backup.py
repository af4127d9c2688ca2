"""Back the store up, and see at once that the backup can be brought back.

store -> copy of one moment -> brought back in a temporary place, counted -> file
"""

import os
import secrets
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, make_url

from pipelines.backup import postgresql_copy, sqlite_copy
from pipelines.backup.checksum import check_checksum, write_checksum
from pipelines.errors import StoreError
from pipelines.progress import run_step
from pipelines.settings import Settings

ENDINGS = {"sqlite": "sqlite", "postgresql": "pgdump"}
#: Only its own bookkeeping: nothing that anybody has written.
BOOKKEEPING = "alembic_version"


def run_backup(settings: Settings, folder: Path) -> Path:
    """Write a backup of the store that has been tried, with its sha256 beside it.

    Args:
        settings: Where the store is.
        folder: Where the backup goes; made when it is missing.

    Returns:
        The backup.

    Raises:
        StoreError: There is no store, it cannot be read, or the backup did not come
            back whole; then no file is left that looks like a backup.
    """
    store = make_url(settings.store_url)
    if not _count(store):
        raise StoreError(
            f"There is nothing to back up: {_show(store)} does not exist or is empty. "
            "It is made when somebody first writes in the app."
        )
    folder.mkdir(parents=True, exist_ok=True)
    moment = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    file = folder / f"malbild-store-{moment}.{ENDINGS[store.get_backend_name()]}"
    half = file.with_name(f"{file.name}.half")
    half.touch(mode=0o600)
    try:
        with run_step("Copy the store"):
            counted = _write_copy(store, half)
        with run_step("Bring the copy back in a temporary place"):
            _check_copy(store, half, counted)
        _sync(half)
        write_checksum(half, stands_for=file)
        half.rename(file)
    finally:
        half.unlink(missing_ok=True)
    _sync(folder)
    return file


def run_restore(settings: Settings, file: Path, *, force: bool = False) -> int:
    """Bring a backup back into the store.

    Args:
        settings: Where the store is.
        file: The backup, with its sha256 beside it.
        force: Replace what somebody has written since.

    Returns:
        How many rows the store holds after it.

    Raises:
        StoreError: The backup is damaged or of another kind, or the store holds
            something and `force` was not said. The store is as it was.
    """
    store = make_url(settings.store_url)
    ending = ENDINGS[store.get_backend_name()]
    if file.suffix != f".{ending}":
        raise StoreError(
            f"{file.name} is no backup for {_show(store)}: that takes a file ending in "
            f".{ending}. Set MALBILD_STORE_URL to the kind of store it was made from."
        )
    with run_step("Check the backup"):
        check_checksum(file)
        held = sum(_count_written(store).values())
        if held and not force:
            raise StoreError(
                f"{_show(store)} already holds {held} rows, which would be replaced. "
                "Back them up first with `malbild backup --out DIR`, then say --force."
            )
    with run_step("Bring the backup back"):
        restored = _load_copy(store, file)
    return sum(rows for name, rows in restored.items() if name != BOOKKEEPING)


def _check_copy(store: URL, copy: Path, counted: dict[str, int]) -> None:
    if store.get_backend_name() == "sqlite":
        with tempfile.TemporaryDirectory() as empty:
            found = sqlite_copy.load_copy(copy, Path(empty) / "tried.sqlite")
    else:
        found = postgresql_copy.check_copy(copy, store)
    if found != counted:
        raise StoreError(
            f"The backup of {_show(store)} did not come back whole: {counted} rows "
            f"were copied and {found} came back. Run the command again, and look at "
            "the disk if it says the same."
        )


def _count_written(store: URL) -> dict[str, int]:
    counted = _count(store)
    if counted and BOOKKEEPING not in counted:
        raise StoreError(
            f"{_show(store)} holds tables that are not Målbild's. The store needs a "
            "database of its own: set MALBILD_STORE_URL to one."
        )
    return {name: rows for name, rows in counted.items() if name != BOOKKEEPING}


def _write_copy(store: URL, copy: Path) -> dict[str, int]:
    if store.get_backend_name() == "sqlite":
        return sqlite_copy.write_copy(Path(store.database or ""), copy)
    return postgresql_copy.write_copy(store, copy)


def _load_copy(store: URL, copy: Path) -> dict[str, int]:
    if store.get_backend_name() == "sqlite":
        return sqlite_copy.load_copy(copy, Path(store.database or ""))
    return postgresql_copy.load_copy(copy, store)


def _count(store: URL) -> dict[str, int]:
    if store.get_backend_name() == "sqlite":
        return sqlite_copy.fetch_counts(Path(store.database or ""))
    return postgresql_copy.fetch_counts(store)


def _show(store: URL) -> str:
    return store.render_as_string(hide_password=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
