"""The commands about received files: import them, and give rejected rows back."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AnswersFile, AsJson, Confirm, Home, Sender
from pipelines.errors import UsageError
from pipelines.importing.answers import read_answers
from pipelines.importing.run_import import run_import
from pipelines.preview import run_preview
from pipelines.progress import run_step
from pipelines.rejected import find_received, write_rejected
from pipelines.run_alone import run_alone
from pipelines.settings import load_settings
from pipelines.show_import import show_import, show_preview


def run_import_command(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", exists=True, file_okay=False),
    ] = None,
    home: Home = None,
    sender: Sender = None,
    answers_file: AnswersFile = None,
    confirm: Confirm = None,
    is_preview: Annotated[
        bool, typer.Option("--preview", help="Only show what an import would do.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import received files: check them, keep good rows, explain rejected ones.

    DIR is copied into the home first, file by file, and never changed. Without DIR the
    files that already lie in the home's exports/ are imported.
    """
    settings = load_settings(home)
    answers = read_answers(answers_file, tuple(confirm or ()))
    if is_preview:
        found = run_preview(folder, settings, sender=sender, answers=answers)
        show_preview(found, as_json=as_json)
        return
    with run_alone(settings), run_step("Import the exports"):
        report = run_import(folder, settings, sender=sender, answers=answers)
    show_import(report, as_json=as_json)


def run_rejected_command(
    out_file: Annotated[
        Path, typer.Option("--out", dir_okay=False, metavar="FILE", help="To write.")
    ],
    file_sha256: Annotated[
        str | None, typer.Argument(help="Of a received file, as status --json shows.")
    ] = None,
    path: Annotated[
        Path | None,
        typer.Option("--from", exists=True, dir_okay=False, help="Of another file."),
    ] = None,
    home: Home = None,
    sender: Sender = None,
    answers_file: AnswersFile = None,
) -> None:
    """Write a file's rejected rows in its own form, with what is wrong in each."""
    settings = load_settings(home)
    if (file_sha256 is None) == (path is None):
        raise UsageError("Name one file: its sha256, or --from and its path.")
    n_rows = write_rejected(
        path or find_received(str(file_sha256), settings),
        out_file,
        settings,
        sender=sender,
        answers=read_answers(answers_file),
    )
    typer.echo(f"Wrote {n_rows} rejected rows to {out_file}.")
