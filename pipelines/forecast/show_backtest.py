"""Print how the forecasts of earlier years would have held."""

from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from pipelines.errors import ForecastError
from pipelines.settings import Settings
from pipelines.warehouse.publish import load_current

ACCURACY = """
select
    kpi_id,
    n_years,
    n_places,
    n_forecasts,
    round(held_pct, 1) as held_pct,
    round(interval_pct, 1) as interval_pct,
    round(forecast_error, 2) as forecast_error,
    round(previous_error, 2) as previous_error,
    round(rest_as_previous_error, 2) as rest_as_previous_error,
    round(relative_error, 2) as relative_error,
    round(rest_as_previous_relative_error, 2) as rest_as_previous_relative_error,
    doubt_code
from marts.rpt_forecast_accuracy
order by kpi_id = 'all', kpi_id
"""
HEADINGS = (
    *("KPI", "years", "places", "forecasts", "80 % held", "as they said"),
    *("our error", "last year's", "rest as last year's"),
    *("ours ÷ last year's", "rest ÷ last year's", "doubt"),
)


def load_accuracy(settings: Settings) -> list[dict[str, Any]]:
    """Load the accuracy of the published build's forecasts; the last row is of all.

    Raises:
        ForecastError: Nothing is published.
    """
    current = load_current(settings)
    if current is None:
        raise ForecastError(
            f"Nothing is published in {settings.home} yet. Run `malbild refresh`."
        )
    path = settings.warehouse_dir / current["file"]
    with duckdb.connect(str(path), read_only=True) as con:
        return con.sql(ACCURACY).pl().to_dicts()


def show_accuracy(rows: list[dict[str, Any]]) -> None:
    """Print the table for a person."""
    if not rows:
        Console().print("No KPI has enough earlier years to test a forecast on.")
        return
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row.values()))
    Console(width=150).print(table)
