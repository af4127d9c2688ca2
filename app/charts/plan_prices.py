"""What each constraint costs in expected finds."""

from collections.abc import Mapping
from typing import Any

from app.charts.forms_plan import Bars
from app.charts.plan_shortfalls import build_heading, build_name
from app.charts.spec import ChartSpec, Footer, Row, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number
from app.messages import _

Result = Mapping[str, Any]
Names = Mapping[str, str]
# Less than this is no cost that anyone would notice.
SMALLEST_COST = 0.05
# The price of this one is what one more would bring, and no wish to loosen.
ONE_MORE = "audits"


def find_costs(result: Result) -> list[Row]:
    """Find the constraints that cost expected finds, the dearest first."""
    dear = [row for row in result["prices"] if (row["hits_cost"] or 0) >= SMALLEST_COST]
    return sorted(dear, key=lambda row: (-row["hits_cost"], row["constraint_code"]))


def build_price_chart(
    result: Result, *, category_names: Names, footer: Footer
) -> ChartSpec | None:
    """Say how many expected finds each constraint costs; None when none does."""
    rows = find_costs(result)
    if not rows:
        return None
    labels = tuple(build_name(result, row, category_names) for row in rows)
    texts = tuple(show_number(row["hits_cost"], decimals=1) for row in rows)
    dearest = next(
        (at for at, row in enumerate(rows) if row["constraint_code"] != ONE_MORE), 0
    )
    return ChartSpec(
        name="plan_prices",
        title=_(
            "The dearest wish: %(constraint)s costs %(n)s expected finds",
            constraint=labels[dearest],
            n=texts[dearest],
        ),
        subtitle=_(
            "Expected finds that the plan would gain without the wish, each taken away "
            "alone."
        ),
        alt=_("Bars. %(listing)s.", listing=build_listing(labels, texts)),
        footer=footer,
        table=_build_table(result, category_names),
        marks=Bars(
            labels=tuple(build_two_lines(label) for label in labels),
            numbers=tuple(row["hits_cost"] for row in rows),
            texts=texts,
            accent=dearest,
        ),
        note=_(
            "A wish may be worth its price: this is what is paid for spread, learning "
            "and fairness."
        ),
    )


def _build_table(result: Result, names: Names) -> Table:
    rows = sorted(result["prices"], key=lambda row: -(row["hits_cost"] or 0))
    return Table(
        (
            _("Constraint"),
            _("Costs in expected finds"),
            _("Costs in value"),
            _("Exact"),
        ),
        tuple(
            (
                build_heading(result, row, names),
                _round(row["hits_cost"], 2),
                _round(row["value_cost"], 3),
                _("Yes") if row["is_exact"] else _("No, the search was cut short"),
            )
            for row in rows
        ),
    )


def _round(number: float | None, decimals: int) -> float | None:
    return None if number is None else round(number, decimals)
