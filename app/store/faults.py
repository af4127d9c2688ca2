"""Tell a store that is busy or full from a fault in the code."""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from app.errors import StoreBusy, StoreFull

BUSY_ON_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
FULL_ON_SQLITE = {
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
}
#: Lock not available, deadlock, serialisation; a server that stops or starts.
BUSY_ON_POSTGRESQL = {"55P03", "40P01", "40001", "57P01", "57P02", "57P03", "53300"}
#: Disk full, and a server that is read-only.
FULL_ON_POSTGRESQL = {"53100", "25006"}
FULL_ON_DISK = {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT}


@contextmanager
def read_faults() -> Generator[None]:
    """Raise StoreBusy or StoreFull where the database says so in words of its own."""
    try:
        yield
    except DBAPIError as error:
        code = _find_code(error.orig)
        if code in BUSY_ON_SQLITE | BUSY_ON_POSTGRESQL or _check_is_away(error):
            raise StoreBusy from error
        if code in FULL_ON_SQLITE | FULL_ON_POSTGRESQL:
            raise StoreFull from error
        raise
    except OSError as error:
        if error.errno in FULL_ON_DISK:
            raise StoreFull from error
        raise


def _check_is_away(error: DBAPIError) -> bool:
    """Tell whether the server could not be reached, or was lost on the way."""
    lost = isinstance(error.orig, psycopg.OperationalError)
    return lost and _find_code(error.orig) is None


def _find_code(fault: BaseException | None) -> int | str | None:
    if isinstance(fault, sqlite3.Error):
        # Python leaves the code out where no statement was at fault.
        code = getattr(fault, "sqlite_errorcode", None)
        return None if code is None else code & 0xFF
    return getattr(fault, "sqlstate", None)
