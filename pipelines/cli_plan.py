"""The command that chooses a year's audits."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AsJson, Home
from pipelines.settings import load_settings


def run_plan_command(
    wishes: Annotated[
        Path,
        typer.Option(
            "--wishes",
            exists=True,
            dir_okay=False,
            metavar="FILE",
            help="Capacity, floors and caps as JSON; plan_year and capacity.audits at "
            "least.",
        ),
    ],
    home: Home = None,
    as_json: AsJson = False,
    out_file: Annotated[
        Path | None,
        typer.Option(
            "--out", dir_okay=False, metavar="FILE", help="Write the JSON there too."
        ),
    ] = None,
) -> None:
    """Choose the audits of a year from the published ranking.

    Nothing is stored: a plan is proposed and decided on the pages.
    """
    # Only here: the solver takes a second to import.
    from pipelines.planning.run_plan import run_plan
    from pipelines.planning.show_plan import show_plan

    result = run_plan(load_settings(home), wishes)
    text = json.dumps(result, indent=1, ensure_ascii=False)
    if out_file is not None:
        out_file.write_text(text + "\n", encoding="utf8")
    if as_json:
        typer.echo(text)
    else:
        show_plan(result)
