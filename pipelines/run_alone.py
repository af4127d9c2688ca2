"""Let only one command that changes a home run at a time."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager

from pipelines.errors import BusyError
from pipelines.settings import Settings


@contextmanager
def run_alone(settings: Settings) -> Generator[None]:
    """Let only one import, build or publication run at a time in one home.

    Raises:
        BusyError: Another one is running; nothing has been touched.
    """
    settings.warehouse_dir.mkdir(parents=True, exist_ok=True)
    with (settings.warehouse_dir / ".lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise BusyError(
                f"Another malbild command (process {lock.read().strip() or '?'}) is "
                f"working in {settings.home}. Wait until it is done, then try again."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
