"""The commands that keep what people have written: backup and restore."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipelines.cli_options import Home
from pipelines.settings import load_settings

out = Console(soft_wrap=True)


def run_backup_command(
    folder: Annotated[
        Path,
        typer.Option("--out", file_okay=False, metavar="DIR", help="Where it goes."),
    ],
    home: Home = None,
) -> None:
    """Back up plans, comments and decisions, and try that the backup comes back.

    The server may run and people may write meanwhile.
    """
    # Only here: PostgreSQL's driver takes half a second to import.
    from pipelines.backup.run_backup import run_backup

    file = run_backup(load_settings(home), folder)
    out.print(f"Wrote {file}, and brought it back once to try it.")


def run_restore_command(
    file: Annotated[
        Path,
        typer.Option("--from", exists=True, dir_okay=False, help="The backup."),
    ],
    home: Home = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what the store holds.")
    ] = False,
) -> None:
    """Bring a backup back. Stop the server first; it starts again on what came back."""
    from pipelines.backup.run_backup import run_restore

    rows = run_restore(load_settings(home), file, force=force)
    out.print(f"Restored {rows} rows from {file}.")
