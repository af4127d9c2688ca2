"""`malbild simulate`: ways of choosing, tried where the truth is known."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AsJson
from pipelines.errors import UsageError


def run_simulate_command(
    worlds: Annotated[
        str, typer.Option(help="Which worlds, with commas between.")
    ] = "A,B,C,D",
    seeds: Annotated[int, typer.Option(min=1, help="How many of each.")] = 8,
    first_seed: Annotated[int, typer.Option(min=0, help="Of the seeds.")] = 0,
    audits: Annotated[int, typer.Option(min=10, max=400, help="A year.")] = 100,
    as_json: AsJson = False,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", dir_okay=False, help="Also write the table as JSON."),
    ] = None,
) -> None:
    """Compare ways of choosing in a made-up programme whose true risk is known.

    A: the experts are right. B: wrong on three categories. C: a safe trade turns bad.
    D: auditors are tied to categories. 1 is the best possible choice every year.
    """
    # Only here: the challengers take a second to import.
    from pipelines.simulation.run_simulation import run_simulation
    from pipelines.simulation.show_simulation import build_summary, show_summary
    from pipelines.simulation.world import WORLDS

    codes = [code.strip().upper() for code in worlds.split(",")]
    _check_worlds(codes, WORLDS)
    tried = range(first_seed, first_seed + seeds)
    summary = build_summary(run_simulation(codes, seeds=tried, plan_size=audits))
    written = json.dumps(
        {
            "n_seeds": seeds,
            "first_seed": first_seed,
            "n_audits_a_year": audits,
            "rows": summary.to_dicts(),
        },
        indent=2,
    )
    if out_file:
        out_file.parent.mkdir(parents=True, exist_ok=True)
        out_file.write_text(written + "\n", encoding="utf8")
    if as_json:
        typer.echo(written)
    else:
        show_summary(summary)


def _check_worlds(codes: list[str], known: Collection[str]) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise UsageError(
            f"--worlds asks for {unknown}; choose among {', '.join(known)}."
        )
