"""The commands that rank suppliers and tell how good earlier rankings were."""

import json

import typer
from rich.console import Console

from pipelines.cli_options import Again, AsJson, Day, Home, Language, OutFile
from pipelines.risk.show_backtest import load_backtest, show_backtest
from pipelines.run_alone import run_alone
from pipelines.settings import load_settings

out = Console(soft_wrap=True)


def run_score_command(
    home: Home = None,
    as_of: Day = None,
    out_file: OutFile = None,
    language: Language = "sv",
    again: Again = None,
) -> None:
    """Rank the suppliers of the finished build and forecast its year.

    With --out: write the list of any day, as it would have been then, to a CSV file;
    what is built and published stays as it is. With --again: make a kept run again
    and tell whether every bit comes out the same.
    """
    # Only here: scikit-learn takes a second to import.
    from pipelines.refresh import run_scoring
    from pipelines.risk.run_again import run_again
    from pipelines.score_day import run_score_of_day

    settings = load_settings(home)
    if again is not None:
        n_rows = run_again(settings.models_dir / again)
        out.print(f"{again}: {n_rows} rows scored again, every bit the same.")
        return
    day = as_of.date() if as_of else None
    with run_alone(settings):
        if out_file is None:
            run_folder = run_scoring(settings, as_of=day)
            out.print(f"Ranked as model run {run_folder.name}.")
            return
        n_rows = run_score_of_day(settings, out_file, as_of=day, language=language)
    out.print(f"Wrote {n_rows} rows to {out_file}.")


def run_backtest_command(home: Home = None, as_json: AsJson = False) -> None:
    """Show how rankings of earlier days would have done, beside every rule of thumb.

    From the published build; a run that was made from the same is not made again.
    """
    from pipelines.score_day import run_backtest_of_build

    settings = load_settings(home)
    with run_alone(settings):
        found = load_backtest(run_backtest_of_build(settings))
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show_backtest(found)
