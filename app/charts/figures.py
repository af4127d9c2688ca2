"""Write a KPI's figure, target and difference as its unit asks for."""

from collections.abc import Iterable

from app.charts.spec import Cell, Row
from app.formatting import FEW_CASES, show_number, show_percent, show_points, show_share
from app.messages import N_, _

# Decimals of figures that are neither counts nor shares.
DECIMALS = {"ratio": 2, "kappa": 2}
# Units that say themselves what they are.
WITHOUT_UNIT_NAME = {"percent", "done", "kappa"}
# Why figures of persons are not shown to everybody.
HELD_BACK = {
    "small_group": N_("fewer than 5"),
    "beside_small_group": N_("not shown"),
}
COUNT_SENTENCES = {
    "gt_prev_year": N_("target: more than %(target)s"),
    "lt_prev_year": N_("target: fewer than %(target)s"),
}
TARGET_SENTENCES = {
    "gt_prev_year": N_("target: above %(target)s"),
    "lt_prev_year": N_("target: below %(target)s"),
    "share_min": N_("target: at least %(target)s"),
    "abs_min": N_("target: at least %(target)s"),
    "abs_max": N_("target: at most %(target)s"),
    "all_of": N_("target: all %(target)s"),
    "milestone": N_("target: done"),
}
TARGETS_WITHOUT_FIGURE = {
    "gt_prev_year": N_("target: more than the year before"),
    "lt_prev_year": N_("target: less than the year before"),
    "all_of": N_("target: all"),
    "milestone": N_("target: done"),
}
# The same on a row, where there is room for a sign only.
TARGET_SIGNS = {
    "gt_prev_year": ">",
    "lt_prev_year": "<",
    "share_min": "\u2265",
    "abs_min": "\u2265",
    "abs_max": "\u2264",
}
DONE_WORDS = {True: N_("Done"), False: N_("Not done")}


def show_figure(figure: float | None, unit_code: str) -> str:
    """Write a figure in its unit, without the unit's name; a dash where none is."""
    if figure is None:
        return "\u2013"
    if unit_code == "percent":
        return show_percent(figure)
    if unit_code == "done":
        return _(DONE_WORDS[figure >= 1])
    return show_number(figure, decimals=DECIMALS.get(unit_code, 0))


def show_actual(row: Row, unit_code: str) -> str:
    """Write a row's figure no more exactly than its number of cases can carry.

    Args:
        row: actual, numerator, denominator.
        unit_code: The unit of its KPI.
    """
    if check_held_back(row):
        return show_held_back(row)
    if unit_code == "percent" and row["denominator"] is not None:
        return show_share(row["numerator"], row["denominator"])
    return show_figure(row["actual"], unit_code)


def check_held_back(row: Row) -> bool:
    """Tell whether a row's figures are held back as those of a small group."""
    return row.get("held_back_code") is not None


def show_held_back(row: Row) -> str:
    """Say in words what stands instead of a figure that is held back."""
    code = row["held_back_code"]
    return _(HELD_BACK[code])


def build_figure_cells(row: Row) -> tuple[Cell, ...]:
    """Build the cells of a figure and its parts, or say that they are held back."""
    if check_held_back(row):
        return (show_held_back(row),) * 3
    return row["actual"], row["numerator"], row["denominator"]


def build_small_group_note(rows: Iterable[Row]) -> str:
    """Say why figures are held back; empty where none is."""
    if not any(check_held_back(row) for row in rows):
        return ""
    return _(
        "Fewer than 5 people is a small group and is not shown in numbers, nor is what "
        "would tell the number by difference."
    )


def show_unit(unit_code: str, unit_name: str) -> str:
    """Write what follows the figure; nothing where the figure says it."""
    return "" if unit_code in WITHOUT_UNIT_NAME else unit_name


def show_target(goal: Row) -> str:
    """Write what the target is, as a phrase; empty without a target.

    Args:
        goal: target, target_kind_code, unit_code.
    """
    kind, unit_code = goal["target_kind_code"], goal["unit_code"]
    if kind is None:
        return _("no target")
    if goal["target"] is None:
        return _(TARGETS_WITHOUT_FIGURE[kind]) if kind in TARGETS_WITHOUT_FIGURE else ""
    words = COUNT_SENTENCES if unit_code == "count" else {}
    sentence = words.get(kind) or TARGET_SENTENCES[kind]
    return _(sentence, target=show_figure(goal["target"], unit_code))


def show_short_target(goal: Row) -> str:
    """Write the target as briefly as a row asks for, "target > 45".

    Args:
        goal: target, target_kind_code, unit_code, decision_code.
    """
    sign = TARGET_SIGNS.get(goal["target_kind_code"])
    if goal["target"] is None or sign is None:
        return show_target(goal)
    figure = show_figure(goal["target"], goal["unit_code"])
    if goal["decision_code"] == "proposed":
        return _("proposed %(sign)s %(target)s", sign=sign, target=figure)
    return _("target %(sign)s %(target)s", sign=sign, target=figure)


def show_difference(difference: float, unit_code: str) -> str:
    """Write how a figure stands against the same time last year."""
    if difference == 0:
        return _("the same as at this time last year")
    if unit_code == "percent":
        written = show_points(difference)
    else:
        sign = "+" if difference > 0 else ""
        written = sign + show_figure(difference, unit_code)
    return _("%(difference)s on the same time last year", difference=written)


def check_too_few(row: Row) -> bool:
    """Tell whether a share rests on too few cases to be ranked."""
    denominator = row["denominator"]
    return denominator is not None and denominator < FEW_CASES
