"""The monthly figures of every KPI, as numbers by place, year and month.

marts.fct_kpi_values (months and whole years) -> one History per KPI
"""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.errors import ForecastError

MONTHS = 12
#: A first year in which nothing happens before April is taken for a late start.
LATEST_FIRST_MONTH = 3
#: Whole earlier years with figures that a place needs.
FEWEST_YEARS = 3

FIGURES = """
select
    figures.kpi_id,
    kpis.unit_code,
    figures.period_kind_code,
    figures.place_code,
    figures.period_year,
    month(figures.period_start)::integer as period_month,
    figures.numerator,
    figures.denominator
from marts.fct_kpi_values as figures
inner join marts.dim_kpis as kpis on figures.kpi_id = kpis.kpi_id
where
    figures.period_kind_code in ('month', 'year')
    and figures.category_code = 'all'
    and figures.split_code = 'all'
order by all
"""


@dataclass(frozen=True)
class History:
    """One KPI's months; years × months of a place are zero where nothing was counted.

    `numerators` and `denominators` are places × years × 12, the last year being the one
    that the newest data is of. `has_figures` is places × years. `denominators` is
    nothing for a plain count. `reason_code` says why nothing can be forecast.
    """

    kpi_id: str
    places: tuple[str, ...]
    first_year: int
    numerators: NDArray[np.float64]
    denominators: NDArray[np.float64] | None
    has_figures: NDArray[np.bool_]
    reason_code: str | None = None

    @property
    def n_earlier_years(self) -> int:
        """Whole years before the last one."""
        return self.numerators.shape[1] - 1

    @property
    def levels(self) -> NDArray[np.int_]:
        """0 for the nation, 1 for A to H, 2 for a region; alike only within a level."""
        return np.array(
            [0 if p == "SE" else 1 if p.isalpha() else 2 for p in self.places]
        )


@dataclass(frozen=True)
class Figures:
    """What was known on the last day of the data."""

    data_on: date
    histories: tuple[History, ...]

    @property
    def months_known(self) -> float:
        """Months of the year that the data reaches, with the part of a begun one."""
        first = self.data_on.replace(day=1)
        days = ((first + timedelta(days=32)).replace(day=1) - first).days
        return self.data_on.month - 1 + self.data_on.day / days


def load_figures(con: duckdb.DuckDBPyConnection) -> Figures | None:
    """Load the figures from the finished marts; nothing when the build has no data.

    Raises:
        ForecastError: The marts are not built.
    """
    try:
        [(data_on,)] = con.execute("select data_on from marts.fct_builds").fetchall()
        frame = con.sql(FIGURES).pl()
    except duckdb.CatalogException as error:
        raise ForecastError(
            f"The build has no marts to forecast from ({error}). Run `malbild build`."
        ) from error
    if data_on is None:
        return None
    return Figures(data_on=data_on, histories=build_histories(frame, data_on.year))


def build_histories(frame: pl.DataFrame, this_year: int) -> tuple[History, ...]:
    """Build one history per KPI that has months.

    Args:
        frame: kpi_id, unit_code, period_kind_code (month or year), place_code,
            period_year, period_month, numerator, denominator, in any order.
        this_year: Year that the newest data is of.
    """
    with_months = frame.filter(pl.col("period_kind_code") == "month")
    return tuple(
        _build_history(frame.filter(pl.col("kpi_id") == kpi_id), this_year)
        for kpi_id in with_months["kpi_id"].unique().sort()
    )


def _build_history(frame: pl.DataFrame, this_year: int) -> History:
    months = frame.filter(pl.col("period_kind_code") == "month")
    places = tuple(months["place_code"].unique().sort())
    first_year = _find_first_year(months)
    n_years = max(this_year - first_year, 0) + 1
    months = months.filter(pl.col("period_year").is_between(first_year, this_year))
    place = pl.Series(places)
    at = (
        months["place_code"].replace_strict(place, range(len(places))).to_numpy(),
        months["period_year"].to_numpy() - first_year,
        months["period_month"].to_numpy() - 1,
    )
    shape = (len(places), n_years, MONTHS)
    is_share = frame["unit_code"][0] == "percent"
    numerators, denominators = np.zeros(shape), np.zeros(shape)
    numerators[at] = months["numerator"].to_numpy()
    if is_share:
        denominators[at] = months["denominator"].to_numpy()
    has_figures = np.zeros(shape[:2], dtype=bool)
    has_figures[at[:2]] = True
    return History(
        kpi_id=frame["kpi_id"][0],
        places=places,
        first_year=first_year,
        numerators=numerators,
        denominators=denominators if is_share else None,
        has_figures=has_figures,
        reason_code=_find_reason(frame, has_figures, places, is_share=is_share),
    )


def _find_first_year(months: pl.DataFrame) -> int:
    first = months.select("period_year", "period_month").sort(pl.all()).row(0)
    return first[0] if first[1] <= LATEST_FIRST_MONTH else first[0] + 1


def _find_reason(
    frame: pl.DataFrame,
    has_figures: NDArray[np.bool_],
    places: tuple[str, ...],
    *,
    is_share: bool,
) -> str | None:
    is_count = frame["unit_code"][0] == "count" and frame["denominator"].is_null().all()
    if not (is_share or is_count):
        return "not_a_count_or_share"
    # Things that are counted once a year, or stand at the end of a month, cannot be
    # added over the months of a year.
    by_kind = frame.group_by("place_code", "period_year").agg(
        pl.col(column).filter(pl.col("period_kind_code") == kind).sum().alias(name)
        for name, column, kind in (
            ("months", "numerator", "month"),
            ("year", "numerator", "year"),
            ("months_of", "denominator", "month"),
            ("year_of", "denominator", "year"),
        )
    )
    adds_up = np.allclose(by_kind["months"], by_kind["year"]) and np.allclose(
        by_kind["months_of"], by_kind["year_of"]
    )
    if not adds_up:
        return "months_do_not_add_up"
    nation = places.index("SE") if "SE" in places else 0
    return None if has_figures[nation, -1] else "nothing_this_year"
