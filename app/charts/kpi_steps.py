"""How a goal is judged, step by step with its own numbers, and by which rule."""

import polars as pl

from app.charts.figures import (
    check_held_back,
    show_figure,
    show_held_back,
    show_target,
    show_unit,
)
from app.charts.goal_words import REASON_SENTENCES, STATUS_WORDS
from app.charts.spec import Cell, Row, Table
from app.formatting import show_date, show_number
from app.messages import N_, _

RULES = {
    "gt_prev_year": N_(
        "Met when the figure is strictly above the year before; the same is not enough."
    ),
    "lt_prev_year": N_(
        "Met when the figure is strictly below the year before; the same is not enough."
    ),
    "share_min": N_(
        "Met at the target or above; partly met below it but better than the year "
        "before."
    ),
    "abs_min": N_(
        "Met at the target or above; partly met below it but better than the year "
        "before."
    ),
    "abs_max": N_(
        "Met at the target or below; partly met above it but better than the year "
        "before."
    ),
    "all_of": N_(
        "Met when everyone who could have done it; partly met when more have than the "
        "year before."
    ),
    "milestone": N_("Met when it is done."),
}
WITHOUT_TARGET = N_("Followed without a target, so it is not judged.")
NO_CATEGORY_ZERO = N_("Every prioritised category must have something.")
UNKNOWN_RULE = N_(
    "Unknown is never counted as done, and nothing counted is not the same as zero."
)
DECISIONS = {
    "strategy": N_("Stated in the strategy"),
    "rule": N_("Rule of a contract or of the programme"),
    "derived": N_("Read out of the strategy, not confirmed"),
    "proposed": N_("Proposed, not decided"),
    "none": N_("No target"),
}


def show_decision(decision_code: str) -> str:
    """Say what a target rests on."""
    return _(DECISIONS[decision_code])


def build_rule(goal: Row) -> str:
    """Say in words by which rule a goal is judged.

    Args:
        goal: target_kind_code (empty without a target), attainment_rule_code.
    """
    kind = goal["target_kind_code"]
    sentences = [RULES[kind] if kind else WITHOUT_TARGET]
    if kind and goal["attainment_rule_code"] == "rises_and_no_category_zero":
        sentences.append(NO_CATEGORY_ZERO)
    sentences.append(UNKNOWN_RULE)
    return " ".join(_(sentence) for sentence in sentences)


def build_steps(standing: Row, goal: Row) -> tuple[tuple[str, str], ...]:
    """Build the steps from what was counted to the status: what it is, and the number.

    Args:
        standing: As from `fetch_standing`.
        goal: The same goal as from `fetch_goals`, with its unit.
    """
    unit_code = str(goal["unit_code"])
    if check_held_back(standing):
        return (
            (_("Figure"), show_held_back(standing)),
            (_("Target"), _show_target_alone(goal)),
            (_("Status"), _show_status(standing)),
        )
    steps = [(_("Numerator, what is counted"), _show_part(standing["numerator"]))]
    if standing["denominator"] is not None:
        text = _show_part(standing["denominator"])
        steps.append((_("Denominator, what it is part of"), text))
    steps += [
        (_("Unknown, not counted as done"), show_number(standing["n_missing"])),
        (_("Figure"), _show_calculation(standing, goal)),
        (_("The year before"), show_figure(standing["previous_actual"], unit_code)),
        (_("Target"), _show_target_alone(goal)),
    ]
    if standing["is_part_year"]:
        before = standing["previous_year_to_date_actual"]
        text = show_figure(before, unit_code)
        steps.append((_("The same time last year"), text))
    return (*steps, (_("Status"), _show_status(standing)))


def build_target_table(targets: pl.DataFrame, unit_code: str) -> Table:
    """Build a row per plan and year: the target and the decision behind it.

    Args:
        targets: As from `fetch_targets`.
        unit_code: The KPI's unit.
    """
    rows: list[tuple[Cell, ...]] = [
        (
            row["plan_name"],
            row["target_year"],
            _show_target_form(row, unit_code),
            show_decision(row["decision_code"]),
            row["target_basis"],
        )
        for row in targets.iter_rows(named=True)
    ]
    headings = (_("Plan"), _("Year"), _("Target"), _("Decision"), _("Basis"))
    return Table(headings, tuple(rows))


def build_revision_table(revisions: pl.DataFrame, unit_code: str) -> Table:
    """Build a row per figure that changed after it was published.

    Args:
        revisions: As from `fetch_revisions`.
        unit_code: The KPI's unit.
    """
    causes = {
        "new_file": _("New file"),
        "withdrawn_file": _("Withdrawn file"),
        "changed_rule": _("Changed rule"),
    }
    rows: list[tuple[Cell, ...]] = [
        (
            row["period_year"],
            *(
                _("small group")
                if row["is_held_back"]
                else show_figure(row[column], unit_code)
                for column in ("old_actual", "new_actual")
            ),
            causes[row["cause_code"]],
            row["cause_files"] or "",
            show_date(row["changed_at"]),
        )
        for row in revisions.iter_rows(named=True)
    ]
    headings = (
        *(_("Year"), _("Before"), _("After"), _("Cause"), _("Files")),
        _("Changed"),
    )
    return Table(headings, tuple(rows))


def _show_status(standing: Row) -> str:
    status_word = STATUS_WORDS[str(standing["status_code"])]
    status = _(status_word)
    reason = standing["status_reason_code"]
    why = f": {_(REASON_SENTENCES[reason])}" if reason else ""
    return f"{status}{why}"


def _show_part(number: float | None) -> str:
    if number is None:
        return show_number(None)
    return show_number(number, decimals=0 if float(number).is_integer() else 2)


def _show_calculation(standing: Row, goal: Row) -> str:
    unit_code = str(goal["unit_code"])
    unit = show_unit(unit_code, str(goal["unit_name"]))
    figure = f"{show_figure(standing['actual'], unit_code)} {unit}".strip()
    if standing["denominator"] is None or unit_code == "count":
        return figure
    top = _show_part(standing["numerator"])
    return f"{top} / {_show_part(standing['denominator'])} = {figure}"


def _show_target_alone(goal: Row) -> str:
    """Write the target without the word that the step itself says."""
    phrase = show_target(goal)
    _word, _colon, alone = phrase.partition(": ")
    return alone or phrase


def _show_target_form(row: Row, unit_code: str) -> str:
    if row["target_form_code"] == "figure":
        return show_figure(row["target"], unit_code)
    forms = {
        "previous_year": _("better than the year before"),
        "done": _("done"),
        "none": _("no target"),
    }
    return forms[row["target_form_code"]]
