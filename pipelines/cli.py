"""The `malbild` command: every step from received files to served pages."""

import errno
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipelines.cli_import import run_import_command, run_rejected_command
from pipelines.cli_open import run_publish_open_command
from pipelines.cli_options import (
    AnswersFile,
    AsJson,
    Confirm,
    Day,
    Exports,
    Force,
    Home,
    Sender,
)
from pipelines.cli_plan import run_plan_command
from pipelines.cli_report import run_report_command
from pipelines.cli_risk import run_backtest_command, run_score_command
from pipelines.cli_simulation import run_simulate_command
from pipelines.cli_store import run_backup_command, run_restore_command
from pipelines.errors import DiskError, UserFacingError
from pipelines.forecast.show_backtest import load_accuracy, show_accuracy
from pipelines.importing.answers import read_answers
from pipelines.progress import run_step
from pipelines.run_alone import run_alone
from pipelines.settings import load_settings
from pipelines.show_import import show_import
from pipelines.status import load_status, show_status
from pipelines.warehouse.undo import check_role, run_undo

app = typer.Typer(
    help="Målbild: goal attainment and supplier selection for the regions' joint "
    "programme for sustainable procurement.\n\n"
    "From received files to served pages: import, build, score, publish, serve. "
    "`refresh` runs the first four.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
out = Console(soft_wrap=True)


def main() -> None:
    """Run the command; show errors meant for people without a traceback."""
    try:
        app()
    except UserFacingError as error:
        _stop(error)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        _stop(
            DiskError(
                f"The disk is full or may not be written to ({error.filename or ''}). "
                "Nothing that was published has changed. Free some space and run the "
                "same command again."
            )
        )


app.command("import")(run_import_command)
app.command("rejected")(run_rejected_command)
app.command("score")(run_score_command)
app.command("backtest")(run_backtest_command)
app.command("simulate")(run_simulate_command)
app.command("plan")(run_plan_command)
app.command("report")(run_report_command)
app.command("publish-open")(run_publish_open_command)
app.command("backup")(run_backup_command)
app.command("restore")(run_restore_command)


@app.command()
def build(home: Home = None, as_of: Day = None) -> None:
    """Build and check the warehouse from what has been imported."""
    # Here and below: what ranks and forecasts takes a second to import.
    from pipelines.refresh import run_build

    settings = load_settings(home)
    with run_alone(settings):
        candidate = run_build(settings, as_of=_day(as_of))
    out.print(f"Built {candidate.build_id}, not yet published.")


@app.command()
def publish(
    home: Home = None,
    force: Force = False,
    build_id: Annotated[
        str | None,
        typer.Option("--build", help="Undo: publish this earlier build again."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ROLE", help="Who asks for it.")
    ] = None,
) -> None:
    """Publish the finished build, or an earlier one: the pages show it at once."""
    from pipelines.refresh import run_publication

    settings = load_settings(home)
    check_role(by)
    with run_alone(settings), run_step("Publish"):
        if build_id is None:
            pointer = run_publication(settings, force=force, by=by)
        else:
            pointer = run_undo(build_id, settings, by=by)
    out.print(f"Published {pointer['build_id']}.")


@app.command()
def refresh(
    exports: Exports = None,
    home: Home = None,
    force: Force = False,
    sender: Sender = None,
    answers_file: AnswersFile = None,
    confirm: Confirm = None,
) -> None:
    """Import, build, score and publish: everything from files to pages."""
    from pipelines.refresh import run_refresh

    settings = load_settings(home)
    answers = read_answers(answers_file, tuple(confirm or ()))
    with run_alone(settings):
        report, pointer = run_refresh(
            settings, exports, force=force, sender=sender, answers=answers
        )
    show_import(report)
    out.print(f"Published build {pointer['build_id']}.")


@app.command()
def example(
    folder: Annotated[Path, typer.Option("--out", file_okay=False, metavar="DIR")],
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 1,
    suppliers: Annotated[
        int, typer.Option(min=50, max=1_000_000, help="How many suppliers.")
    ] = 400,
    years: Annotated[int, typer.Option(min=1, max=30, help="How many years back.")] = 8,
) -> None:
    """Write a fictional programme as export files, marked as example data."""
    from pipelines.example.write_example import write_example

    with run_step("Write the example programme"):
        write_example(folder, seed=seed, n_suppliers=suppliers, n_years=years)
    out.print(f"Wrote the example programme to {folder}.")


@app.command()
def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
) -> None:
    """Serve the pages on 127.0.0.1; first refresh, if files or models have changed.

    An empty home gets the fictional example programme.
    """
    from pipelines.serve import run_serve

    run_serve(load_settings(home), port=port)


@app.command()
def status(
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show what is published, from which files, and what was rejected and why."""
    found = load_status(load_settings(home))
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        show_status(found)


@app.command()
def forecast_backtest(home: Home = None, as_json: AsJson = False) -> None:
    """Show how forecasts of earlier years would have held, beside "same as last year".

    80 % intervals should hold 70 to 90 times of 100.
    """
    rows = load_accuracy(load_settings(home))
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
    else:
        show_accuracy(rows)


@app.command()
def reference(
    folder: Annotated[
        Path, typer.Option("--from", exists=True, file_okay=False, metavar="DIR")
    ],
    home: Home = None,
) -> None:
    """Make data/reference again from the public files it was derived from."""
    from pipelines.reference.write_reference import write_reference

    settings = load_settings(home)
    with run_step("Derive the reference tables"):
        write_reference(folder, settings.reference_dir)
    out.print(f"Wrote {settings.reference_dir}.")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _stop(error: UserFacingError) -> None:
    Console(stderr=True, soft_wrap=True).print(f"✖ {error}", markup=False, style="red")
    sys.exit(error.exit_code)
