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
    sorted_reasons = reasons.sort("points", descending=True)
    shown = sorted_reasons.filter(pl.col("points").abs() >= SMALLEST_SHOWN)
    rest = sum(reasons["points"]) - sum(shown["points"])
    labels = tuple(shown["feature_name"])
    points = tuple(shown["points"])
    if shown.height < reasons.height:
        labels, points = (*labels, _("Everything else")), (*points, rest)
    texts = tuple(build_points(each) for each in points)
    total = build_points(sum(reasons["points"]))
    headings = (
        _("Fact"),
        _("In words"),
        _("Points"),
        _("Figure"),
        _("Source"),
        _("As of"),
    )
    rows = sorted_reasons.select(
        "feature_name",
        "reason_words",
        pl.col("points").round(1),
        pl.col("feature_figure").round(1),
        "fact_source",
        "fact_on",
    ).rows()
    return ChartSpec(
        name="why_this_supplier",
        title=_build_title(labels, texts, supplier_name=supplier_name, total=total),
        subtitle=_(
            "Points compared with the typical supplier in %(category)s. "
            "10 points make the odds 1.4 times as high.",
            category=category_name,
        ),
        alt=_(
            "Waterfall of points. %(listing)s. Sum: %(total)s.",
            listing=build_listing(labels, texts),
            total=total,
        ),
        footer=footer,
        table=Table(headings, tuple(rows)),
        marks=Waterfall(
            labels=tuple(build_two_lines(label) for label in labels),
            numbers=points,
            texts=texts,
            sum_label=_("This supplier"),
            sum_text=total,
        ),
    )


def _build_title(
    labels: tuple[str, ...],
    texts: tuple[str, ...],
    *,
    supplier_name: str,
    total: str,
) -> str:
    if not labels or texts[0].startswith(("0", "\u2013", "\u2212")):
        return _(
            "%(supplier)s has no fact that raises it above the typical supplier",
            supplier=supplier_name,
        )
    return _(
        "%(supplier)s stands at %(total)s points, mostly through: "
        "%(reason)s (%(points)s)",
        supplier=supplier_name,
        total=total,
        reason=labels[0],
        points=texts[0],
    )
