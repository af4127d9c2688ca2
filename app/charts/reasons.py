"""Why one supplier is proposed: points from the typical supplier to this one."""

import polars as pl

from app.charts.forms import Waterfall
from app.charts.ranking import build_points
from app.charts.spec import ChartSpec, Footer, Table
from app.charts.words import build_listing, build_two_lines
from app.messages import _

# Smaller contributions are drawn together: the sum is still exact.
SMALLEST_SHOWN = 0.5


def build_waterfall(
    reasons: pl.DataFrame, *, supplier_name: str, category_name: str, footer: Footer
) -> ChartSpec:
    """Say which facts raise and lower one supplier.

    Args:
        reasons: As from `fetch_reasons`, at least one row.
        supplier_name: As the register has it.
        category_name: In the reader's language.
        footer: Where the figures come from.
    """
    marks = _build_marks(reasons)
    return ChartSpec(
        name="why_this_supplier",
        title=_build_title(marks, supplier_name),
        subtitle=_(
            "Points compared with the typical supplier in %(category)s. "
            "10 points make the odds 1.4 times as high.",
            category=category_name,
        ),
        alt=_(
            "Waterfall of points. %(listing)s. Sum: %(total)s.",
            listing=build_listing(marks.labels, marks.texts),
            total=marks.sum_text,
        ),
        footer=footer,
        table=_build_table(reasons),
        marks=marks,
    )


def _build_marks(reasons: pl.DataFrame) -> Waterfall:
    shown = reasons.filter(pl.col("points").abs() >= SMALLEST_SHOWN).sort(
        "points", descending=True
    )
    labels, points = tuple(shown["feature_name"]), tuple(shown["points"])
    if shown.height < reasons.height:
        rest = sum(reasons["points"]) - sum(points)
        labels, points = (*labels, _("Everything else")), (*points, rest)
    return Waterfall(
        labels=tuple(build_two_lines(label) for label in labels),
        numbers=points,
        texts=tuple(build_points(each) for each in points),
        sum_label=_("This supplier"),
        sum_text=build_points(sum(reasons["points"])),
    )


def _build_table(reasons: pl.DataFrame) -> Table:
    headings = (
        _("Fact"),
        _("In words"),
        _("Points"),
        _("Figure"),
        _("Source"),
        _("As of"),
    )
    rows = reasons.sort("points", descending=True).select(
        "feature_name",
        "reason_words",
        pl.col("points", "feature_figure").round(1),
        "fact_source",
        "fact_on",
    )
    return Table(headings, tuple(rows.rows()))


def _build_title(marks: Waterfall, supplier_name: str) -> str:
    if not marks.numbers or marks.numbers[0] < SMALLEST_SHOWN:
        return _(
            "%(supplier)s has no fact that raises it above the typical supplier",
            supplier=supplier_name,
        )
    return _(
        "%(supplier)s stands at %(total)s points, mostly through: "
        "%(reason)s (%(points)s)",
        supplier=supplier_name,
        total=marks.sum_text,
        reason=marks.labels[0].replace("\n", " "),
        points=marks.texts[0],
    )
