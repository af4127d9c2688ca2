"""Words that every page of goals shares: statuses, reasons, areas, forecasts."""

from app.charts.figures import show_figure
from app.charts.spec import Row
from app.formatting import show_number, show_percent
from app.messages import N_, _

STATUS_WORDS = {
    "met": N_("Met"),
    "partly_met": N_("Partly met"),
    "not_met": N_("Not met"),
    "not_assessable": N_("Cannot be assessed"),
    "not_applicable": N_("Not applicable"),
}
REASON_SENTENCES = {
    "no_target": N_("The plan has no target for the year; the figure is followed."),
    "no_data": N_("No data has been received for the year."),
    "series_broken": N_(
        "The year before counts something else, so the two cannot be compared."
    ),
    "previous_year_missing": N_("There is no figure from the year before to beat."),
    "year_in_progress": N_("The year is not over and the target is not yet reached."),
}
AREA_NAMES = {
    "follow_up": N_("Contract follow-up"),
    "environment": N_("Environmental requirements"),
    "training": N_("Competence"),
    "communication": N_("Communication"),
}
# Areas that the overview shows together with another.
SHOWN_UNDER = {"environment": "follow_up"}
CLASS_NAMES = {
    "core": N_("Goals of the strategy"),
    "supporting": N_("Supporting goals"),
    "beyond": N_("Beyond the strategy"),
}
NO_FORECAST = {
    "no_monthly_figures": N_(
        "the figure says how things stand, not what happens month by month"
    ),
    "months_do_not_add_up": N_("each thing counts once a year, whatever the month"),
    "not_a_count_or_share": N_("only counts and shares are forecast"),
    "too_little_history": N_("fewer than three earlier years have figures"),
    "nothing_this_year": N_("nothing has been counted this year"),
    "nothing_expected": N_("nothing is expected here"),
    "year_is_over": N_("the year is over"),
}
DOUBTS = {
    "not_tested": N_("There is no earlier year to test the forecast on."),
    "beaten_by_last_year": N_(
        "On earlier years the forecast was no better than last year's figure."
    ),
    "intervals_too_narrow": N_("On earlier years the intervals were too narrow."),
    "intervals_too_wide": N_("On earlier years the intervals were too wide."),
}


def show_forecast_range(row: Row, unit_code: str) -> str:
    """Write the 80 % interval of a forecast, as one figure where both ends agree."""
    low = show_figure(row["forecast_low"], unit_code)
    high = show_figure(row["forecast_high"], unit_code)
    if low == high:
        return low
    if unit_code == "percent":
        low = show_number(row["forecast_low"])
    return f"{low}\u2013{high}"


def show_chance(chance_pct: float) -> str:
    """Write a chance, never as certain while the year goes on."""
    if chance_pct >= 99:
        return _("over %(chance)s", chance=show_percent(99))
    if chance_pct < 1:
        return _("under %(chance)s", chance=show_percent(1))
    return show_percent(chance_pct)


def build_forecast_phrase(goal: Row) -> str:
    """Say briefly how the running year may end; empty without a forecast."""
    if goal["forecast"] is None:
        return ""
    told = {
        "year": str(goal["forecast_year"]),
        "range": show_forecast_range(goal, goal["unit_code"]),
    }
    if goal["target_chance_pct"] is None:
        return _("%(year)s: expected %(range)s", **told)
    chance = show_chance(goal["target_chance_pct"])
    return _("%(year)s: expected %(range)s, chance %(chance)s", chance=chance, **told)
