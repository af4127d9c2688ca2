"""Bring the published build up to date, then hand this process over to the pages."""

import gc
import os
import sys

from rich.console import Console

from pipelines.errors import UserFacingError
from pipelines.example.write_example import write_example
from pipelines.importing.ledger import load_ledger
from pipelines.progress import run_step
from pipelines.refresh import run_refresh
from pipelines.run_alone import run_alone
from pipelines.settings import Settings
from pipelines.warehouse.publications import load_current


def run_serve(settings: Settings, *, port: int) -> None:
    """Refresh what has changed and serve the pages until stopped.

    A refresh that fails says why and leaves the earlier build on the pages; only when
    there is no earlier build does the command stop.

    Raises:
        UserFacingError: The refresh failed and nothing was published before.
    """
    try:
        with run_alone(settings):
            _write_example_if_empty(settings)
            run_refresh(settings, None)
    except UserFacingError as error:
        if load_current(settings) is None:
            raise
        Console(stderr=True).print(
            f"{error}\nThe pages show the build published earlier.",
            markup=False,
            style="red",
        )
    # dbt's locks would otherwise be reported as lost when the process is taken over.
    gc.collect()
    os.environ["MALBILD_HOME"] = str(settings.home)
    # The server takes over this process, so that Ctrl-C and signals reach it directly.
    os.chdir(settings.root)
    arguments = [sys.executable, "-m", "app.asgi", "--port", str(port)]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter and module


def _write_example_if_empty(settings: Settings) -> None:
    received = settings.exports_dir.exists() and any(settings.exports_dir.iterdir())
    if received or load_ledger(settings):
        return
    with run_step("Write the fictional example programme (no exports received yet)"):
        write_example(settings.exports_dir)
