"""Tell which lines of a CSV file split as they stand, and into how many cells."""

import csv
import re
from dataclasses import dataclass

import polars as pl

QUOTE = '"'
#: How a line that does not fit is made; see `Counted`.
MISFIT, LITERAL, ODD = "misfit", "literal", "odd"


@dataclass(frozen=True)
class Counted:
    """The lines of a file sorted by how they split; blank lines are left out.

    `is_fit` tells which lines have as many cells as there are headings, with a mark
    only around a whole cell or doubled inside such a one. `others` has the columns that
    came beside `line`, `kind` and `n_cells`. `MISFIT` lines have too few or too many
    cells; `LITERAL` ones marks that are mere letters (5" tube) and any number of cells;
    `ODD` ones must be read one by one, perhaps with the lines below: not counted.
    """

    is_fit: pl.Series
    others: pl.DataFrame

    def check_even(self) -> bool:
        """Tell whether no line has marks that are anything but whole quotations."""
        return self.others["kind"].is_in([MISFIT]).all()


def count_cells(
    lines: pl.DataFrame, separator: str, n_headings: int, *, has_quotes: bool
) -> Counted:
    """Count the cells of each line.

    Args:
        lines: Those below the headings, in `line`.
        separator: What splits the cells.
        n_headings: How many cells a line should have.
        has_quotes: Whether there is any quotation mark at all.
    """
    line = pl.col("line")
    n_plain = line.str.count_matches(separator, literal=True) + 1
    if not has_quotes:
        counted = lines.with_columns(n_cells=n_plain, kind=pl.lit(MISFIT))
        is_fit = (counted["n_cells"] == n_headings) & (counted["line"] != "")
        return Counted(is_fit, counted.filter(~is_fit, line != "").drop("line"))
    sign = re.escape(separator)
    cell = f'(?:[^"{sign}]*|"(?:[^"]|"")*")'
    # The csv module refuses longer cells in a line with marks.
    is_short = (line.str.len_bytes() <= csv.field_size_limit()) | ~_has(QUOTE)
    fits = line.str.contains(f"^{cell}(?:{sign}{cell}){{{n_headings - 1}}}$")
    is_fit = lines.select((line != "") & fits & is_short).to_series()
    n_outside = line.str.replace_all('"[^"]*"', "").str.count_matches(
        separator, literal=True
    )
    others = lines.filter(~is_fit, line != "").with_columns(
        kind=pl.when(~is_short)
        .then(pl.lit(ODD))
        .when(line.str.contains(f"^{cell}(?:{sign}{cell})*$"))
        .then(pl.lit(MISFIT))
        .when(line.str.contains(f'(?:^|{sign})"'))
        .then(pl.lit(ODD))
        .otherwise(pl.lit(LITERAL))
    )
    n_cells = pl.when(kind=MISFIT).then(n_outside + 1).when(kind=LITERAL).then(n_plain)
    return Counted(is_fit, others.with_columns(n_cells=n_cells).drop("line"))


def _has(sign: str) -> pl.Expr:
    return pl.col("line").str.contains(sign, literal=True)
