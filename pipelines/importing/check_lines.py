"""Tell which lines of a CSV file split as they stand, and into how many cells."""

import csv
import re
from dataclasses import dataclass

import polars as pl

QUOTE = '"'
#: How a line that does not fit is made; see `CheckedLines`.
MISFIT, LITERAL, ODD = "misfit", "literal", "odd"

#: A pattern that repeats a cell more often than this grows too large.
MOST_REPEATED = 500


@dataclass(frozen=True)
class CheckedLines:
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


def check_lines(
    lines: pl.DataFrame, separator: str, n_headings: int, *, has_quotes: bool
) -> CheckedLines:
    """Tell the lines that fit the headings from the others.

    Args:
        lines: Those below the headings, in `line`.
        separator: What splits the cells.
        n_headings: How many cells a line should have.
        has_quotes: Whether there is any quotation mark at all.
    """
    line = pl.col("line")
    n_plain = line.str.count_matches(separator, literal=True) + 1
    if not has_quotes:
        checked = lines.with_columns(n_cells=n_plain, kind=pl.lit(MISFIT))
        is_fit = (checked["n_cells"] == n_headings) & (checked["line"] != "")
        return CheckedLines(is_fit, checked.filter(~is_fit, line != "").drop("line"))
    sign = re.escape(separator)
    cell = f'(?:[^"{sign}]*|"(?:[^"]|"")*")'
    # The csv module refuses longer cells in a line with marks.
    is_short = (line.str.len_bytes() <= csv.field_size_limit()) | ~_has(QUOTE)
    is_whole = line.str.contains(f"^{cell}(?:{sign}{cell})*$")
    outside = line.str.replace_all('"[^"]*"', "")
    n_outside = outside.str.count_matches(separator, literal=True) + 1
    fits = is_whole & (n_outside == n_headings)
    if n_headings <= MOST_REPEATED:  # says the same, quicker
        fits = line.str.contains(f"^{cell}(?:{sign}{cell}){{{n_headings - 1}}}$")
    is_fit = lines.select((line != "") & fits & is_short).to_series()
    others = lines.filter(~is_fit, line != "").with_columns(
        kind=pl.when(~is_short)
        .then(pl.lit(ODD))
        .when(is_whole)
        .then(pl.lit(MISFIT))
        .when(line.str.contains(f'(?:^|{sign})"'))
        .then(pl.lit(ODD))
        .otherwise(pl.lit(LITERAL))
    )
    n_cells = pl.when(kind=MISFIT).then(n_outside).when(kind=LITERAL).then(n_plain)
    return CheckedLines(is_fit, others.with_columns(n_cells=n_cells).drop("line"))


def _has(sign: str) -> pl.Expr:
    return pl.col("line").str.contains(sign, literal=True)
