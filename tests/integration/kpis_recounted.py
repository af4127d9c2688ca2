"""Count a KPI for every year, place, category and split, one figure at a time.

Nothing is grouped and rolled up as in the warehouse: each figure filters the things
that the definition speaks of and counts what is left.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from tests.integration.exports_read_by_hand import Exports, read_seed

#: The nation, one procurement region and two regions of it, one category.
NATION, AREA, REGIONS, CATEGORY = "SE", "F", ("05", "08"), "general_consumables"
PLACES = (NATION, AREA, *REGIONS)
#: Kind of period, year, place, category, split and its value.
Cell = tuple[str, int, str, str, str, str]
Figure = tuple[float, float | None]


@dataclass(frozen=True)
class Period:
    """A year, or the part of it that the newest data reaches."""

    kind: str
    year: int
    start: date
    until: date

    def has(self, column: str) -> pl.Expr:
        """Tell which rows have their day in the period."""
        return pl.col(column).is_between(pl.lit(self.start), pl.lit(self.until))


@dataclass(frozen=True)
class Definition:
    """What one KPI counts, read from kpis.csv and nowhere else.

    `things` gives the rows that may count in a period, `units` what each row of the
    figure is, where that is not the row itself. A figure without things, or with a
    denominator of zero, is no figure.
    """

    things: Callable[[Exports, Period], pl.DataFrame]
    numerator: pl.Expr
    denominator: pl.Expr | None = None
    units: Callable[[pl.DataFrame], pl.DataFrame] = field(default=lambda rows: rows)
    split: tuple[str, str] | None = None
    has_regions: bool = True
    has_categories: bool = True


def count(*conditions: pl.Expr) -> pl.Expr:
    """Count the rows that fulfil every condition; an unknown answer does not."""
    if not conditions:
        return pl.len()
    return pl.all_horizontal(*conditions).fill_null(value=False).sum()


def count_different(column: str, *conditions: pl.Expr) -> pl.Expr:
    """Count the different values among the rows that fulfil every condition."""
    kept = pl.all_horizontal(pl.lit(value=True), *conditions).fill_null(value=False)
    return pl.col(column).filter(kept).drop_nulls().n_unique()


def find_periods(data_on: date) -> Iterator[Period]:
    """Find all years that anything is counted in, and the same part of each."""
    for year in range(2000, data_on.year + 1):
        start, last = date(year, 1, 1), date(year, 12, 31)
        yield Period("year", year, start, min(last, data_on))
        yield Period("year_to_date", year, start, data_on.replace(year=year))


def recount(definition: Definition, exports: Exports) -> dict[Cell, Figure]:
    """Count every figure of the chosen places, category and split."""
    figures = {}
    for period in find_periods(exports.data_on):
        everywhere = definition.things(exports, period)
        for place in PLACES if definition.has_regions else (NATION,):
            here = _find_here(everywhere, place)
            for part, rows in _find_parts(definition, here):
                figure = _count_figure(definition, rows)
                if figure:
                    figures[period.kind, period.year, place, *part] = figure
    return figures


def _find_here(things: pl.DataFrame, place: str) -> pl.DataFrame:
    if place == NATION:
        return things
    regions = [
        row["region_code"]
        for row in read_seed("regions")
        if place in {row["region_code"], row["procurement_region_code"]}
    ]
    return things.filter(pl.col("region_code").is_in(regions))


def _find_parts(
    definition: Definition, here: pl.DataFrame
) -> Iterator[tuple[tuple[str, str, str], pl.DataFrame]]:
    yield ("all", "all", "all"), here
    if definition.has_categories:
        chosen = here.filter(pl.col("category_code") == CATEGORY)
        yield (CATEGORY, "all", "all"), chosen
    if definition.split:
        split, column = definition.split
        for value in here[column].unique():
            rows = here.filter(pl.col(column).eq_missing(pl.lit(value)))
            named = "unknown" if value is None else str(value)
            yield ("all", split, named), rows


def _count_figure(definition: Definition, rows: pl.DataFrame) -> Figure | None:
    units = definition.units(rows)
    if units.is_empty():
        return None
    numerator = float(units.select(definition.numerator).item())
    if definition.denominator is None:
        return numerator, None
    denominator = float(units.select(definition.denominator).item())
    return (numerator, denominator) if denominator else None
