"""How the running year may end, how sure that is, and what changed of late."""

import polars as pl

from app.access import Principal
from app.warehouse import fetch


def fetch_forecast_accuracy(principal: Principal, kpi_id: str) -> pl.DataFrame:
    """Fetch how often a KPI's forecasts of earlier years would have held.

    Returns:
        At most one row: held_pct (of the 80 % intervals), n_forecasts, n_years,
        is_better (than "same as last year"), doubt_code.
    """
    return fetch(
        """
        select
            held_pct,
            n_forecasts,
            n_years,
            is_better,
            doubt_code
        from marts.rpt_forecast_accuracy
        where kpi_id = $kpi_id
        """,
        {"kpi_id": kpi_id},
        principal=principal,
    )


def fetch_changed_count(principal: Principal) -> int:
    """Count published figures that changed with the build that is read."""
    rows = fetch(
        """
        select count(*) as n_changed
        from marts.rpt_changed_figures
        where
            to_build_id = $build_id
            and (len($visible_places) = 0 or place_code in $visible_places)
        """,
        {"build_id": principal.build_id},
        principal=principal,
    )
    return rows["n_changed"].item()
