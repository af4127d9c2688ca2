"""Why two suppliers differ in score: points, fact by fact, that add up to it."""

import polars as pl

from app.charts.comparison import Compared
from app.charts.forms import Waterfall
from app.charts.ranking import build_points
from app.charts.spec import ChartSpec, Footer, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number
from app.messages import N_, _

MOST_SHOWN = 8
SMALLEST_SHOWN = 0.5
DECIMALS = 2
COLUMNS = ("feature_name", "first_points", "second_points", "points")
MORE = N_("%(first)s has %(n)s points more than %(second)s")
FEWER = N_("%(first)s has %(n)s points fewer than %(second)s")


def build_difference(
    differences: pl.DataFrame, compared: Compared, *, footer: Footer
) -> ChartSpec:
    """Say which facts make the difference in score between two suppliers.

    Args:
        differences: As from `fetch_differences`.
        compared: The two, in the same order.
        footer: Where the figures come from.
    """
    every = _add_typical(differences, compared)
    marks = _build_marks(every)
    first, second = compared.names
    return ChartSpec(
        name="two_suppliers",
        title=_build_title(every, compared),
        subtitle=_(
            "Points of %(first)s less those of %(second)s. 10 points make the odds of "
            "a major deviation 1.4 times as high.",
            first=first,
            second=second,
        ),
        alt=_(
            "Waterfall of differences in points. %(listing)s. Sum: %(total)s.",
            listing=build_listing(marks.labels, marks.texts),
            total=marks.sum_text,
        ),
        footer=footer,
        table=_build_table(every, compared),
        marks=marks,
    )


def _add_typical(differences: pl.DataFrame, compared: Compared) -> pl.DataFrame:
    """Add what each is counted from: two categories have two typical suppliers."""
    first, second = compared.first["typical_points"], compared.second["typical_points"]
    name = _("The typical supplier of the category")
    typical = pl.DataFrame(
        [(name, first, second, first - second)], schema=COLUMNS, orient="row"
    )
    return pl.concat([differences.select(COLUMNS), typical]).sort(
        pl.col("points").abs(), descending=True
    )


def _build_marks(every: pl.DataFrame) -> Waterfall:
    shown = every.head(MOST_SHOWN).filter(pl.col("points").abs() >= SMALLEST_SHOWN)
    shown = shown.sort("points", descending=True)
    labels, points = tuple(shown["feature_name"]), tuple(shown["points"])
    if shown.height < every.height:
        rest = sum(every["points"]) - sum(points)
        labels, points = (*labels, _("Everything else")), (*points, rest)
    return Waterfall(
        labels=tuple(build_two_lines(label) for label in labels),
        numbers=points,
        texts=tuple(build_points(each) for each in points),
        sum_label=_("Difference"),
        sum_text=build_points(sum(every["points"])),
    )


def _build_title(every: pl.DataFrame, compared: Compared) -> str:
    total = sum(every["points"])
    first, second = compared.names
    if round(total) == 0:
        return _(
            "%(first)s and %(second)s have the same points", first=first, second=second
        )
    name, _first, _second, points = every.sort("points", descending=total > 0).row(0)
    verdict = _(
        MORE if total > 0 else FEWER,
        first=first,
        second=second,
        n=show_number(abs(round(total))),
    )
    return _(
        "%(verdict)s, mostly through: %(reason)s (%(points)s)",
        verdict=verdict,
        reason=name,
        points=build_points(points),
    )


def _build_table(every: pl.DataFrame, compared: Compared) -> Table:
    """Build every fact's points; the sum is that of the rows as they are written."""
    written = every.with_columns(
        pl.col("first_points", "second_points").round(DECIMALS)
    ).with_columns(
        (pl.col("first_points") - pl.col("second_points"))
        .round(DECIMALS)
        .alias("points")
    )
    sums = written.select(pl.col(COLUMNS[1:]).sum().round(DECIMALS)).row(0)
    headings = (_("Fact"), *compared.names, _("Difference in points"))
    return Table(headings, (*written.rows(), (_("Sum"), *sums)))
