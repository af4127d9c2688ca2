"""What each constraint costs, which of them came short, and whether all were held."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.charts.forms_plan import Bars
from app.charts.plan_words import build_constraint
from app.charts.spec import ChartSpec, Footer, Row, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number
from app.messages import N_, _, ngettext

Result = Mapping[str, Any]
Names = Mapping[str, str]
# Less than this is no cost that anyone would notice.
SMALLEST_COST = 0.05
# The price of this one is what one more would bring, and no wish to loosen.
ONE_MORE = "audits"
# What to change when a constraint comes short.
ADVICE = {
    "audits": N_("Loosen another wish, or ask for fewer audits."),
    "least_per_area": N_(
        "Ask for fewer per area, allow more per category, or look at why so few "
        "suppliers there can be audited."
    ),
    "least_per_category": N_(
        "Ask for fewer in the category, or look at why so few suppliers there can be "
        "audited."
    ),
    "most_per_category": N_(
        "Allow more in the category, or take something away that must be in."
    ),
    "most_small": N_(
        "Allow more small suppliers, or take something away that must be in."
    ),
    "exploration": N_("Lower the share for exploration, or allow more audits."),
    "must_include": N_("Allow more audits, or see why the supplier cannot be audited."),
}
OTHER_ADVICE = N_("Loosen this wish, or one that pulls the other way.")
OVER_CAP = "fixed_over_cap"
SHORTFALL_REASONS = {
    "too_few_candidates": N_("too few suppliers can be audited"),
    "other_constraints": N_("other wishes take the places"),
    OVER_CAP: N_("what must be in is more than the limit"),
    "follow_up_not_possible": N_("due, but it cannot be audited or there is no room"),
}
OTHER_REASON = N_("the wishes do not fit together")


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
    labels = tuple(_name(result, row, category_names) for row in rows)
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


def build_shortfalls(result: Result, *, category_names: Names) -> tuple[str, ...]:
    """Say which wishes could not be met, by how much, why, and what to change.

    Args:
        result: As from the command.
        category_names: Category code to name; supplier id to name too, for
            follow-ups that found no room.
    """
    return tuple(
        _build_shortfall(result, row, category_names) for row in result["shortfalls"]
    )


def _build_shortfall(result: Result, row: Row, names: Names) -> str:
    code, message = row["constraint_code"], row["message_code"]
    if code == "audits":
        constraint = _("Audits")
    elif code == "must_include" and row["key"]:
        name = names.get(row["key"], row["key"])
        constraint = _("Follow-up of %(supplier)s", supplier=name)
    else:
        constraint = _capitalise(_name(result, row, names, limit=row["wanted"]))
    sentence = (
        _("%(constraint)s: became %(found)s (%(reason)s). %(advice)s")
        if message == OVER_CAP
        else _("%(constraint)s: %(found)s of %(wanted)s (%(reason)s). %(advice)s")
    )
    reason = SHORTFALL_REASONS.get(message, OTHER_REASON)
    advice = ADVICE.get(code, OTHER_ADVICE)
    return sentence % {
        "constraint": constraint,
        "found": show_number(row["found"]),
        "wanted": show_number(row["wanted"]),
        "reason": _(reason),
        "advice": _(advice),
    }


def build_check_title(result: Result) -> str:
    """Say how many constraints were held when they were looked at after solving."""
    held = [row for row in result["checks"] if row["is_held"]]
    return _(
        "%(n)s of %(all)s constraints are held, checked after the plan was chosen",
        n=show_number(len(held)),
        all=show_number(len(result["checks"])),
    )


def build_check_table(result: Result, *, category_names: Names) -> Table:
    """Build every constraint with its limit and what was found, broken ones first."""
    rows = sorted(result["checks"], key=lambda row: row["is_held"])
    return Table(
        (_("Constraint"), _("Limit"), _("Found"), _("Held")),
        tuple(
            (
                _capitalise(_name(result, row, category_names, limit=row["limit"])),
                row["limit"],
                row["found"],
                _("Yes") if row["is_held"] else _("No"),
            )
            for row in rows
        ),
    )


def build_shortfall_title(shortfalls: Sequence[str]) -> str:
    """Say how many wishes came short."""
    return ngettext(
        "%(n)s wish could not be met in full",
        "%(n)s wishes could not be met in full",
        len(shortfalls),
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
                _capitalise(_name(result, row, names)),
                _round(row["hits_cost"], 2),
                _round(row["value_cost"], 3),
                _("Yes") if row["is_exact"] else _("No, the search was cut short"),
            )
            for row in rows
        ),
    )


def _round(number: float | None, decimals: int) -> float | None:
    return None if number is None else round(number, decimals)


def _name(result: Result, row: Row, names: Names, *, limit: float | None = None) -> str:
    return build_constraint(
        row["constraint_code"],
        row["key"],
        limit=limit,
        wishes=result["wishes"],
        category_names=names,
    )


def _capitalise(words: str) -> str:
    return words[:1].upper() + words[1:]
