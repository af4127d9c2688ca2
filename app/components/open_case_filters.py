"""The filters of the page of open cases, and what they say in words."""

from dataclasses import dataclass

from app.access import Principal
from app.components.filters import (
    find_category_names,
    find_place_names,
    offer_filters,
)
from app.messages import _
from app.queries.case_list import CaseChoice, fetch_steps

FIRST_PLACE = "SE"
EVERY = "all"
SEPARATOR = " \u00b7 "


@dataclass(frozen=True)
class CaseFilters:
    """What the reader chose, and the words of it.

    `where` is place and category alone: findings and days have no step to choose.
    """

    choice: CaseChoice
    where: str
    words: str


def offer_case_filters(principal: Principal) -> CaseFilters:
    """Draw the filters: place, category, step, who acts next, overdue or not."""
    more = _find_options(principal)
    filters = offer_filters(principal, "place", "category", more=more)
    choice = CaseChoice(
        place_code=filters.place_code or FIRST_PLACE,
        category_code=filters.category_code or EVERY,
        step_code=filters.more["step"],
        ball_code=filters.more["ball"],
        only_overdue=filters.more["late"] == "overdue",
    )
    where = (
        find_place_names(principal)[choice.place_code].strip(),
        find_category_names(principal)[choice.category_code],
    )
    narrowed = (
        options[filters.more[name]]
        for name, (_label, options) in more.items()
        if filters.more[name] != EVERY
    )
    return CaseFilters(
        choice=choice,
        where=SEPARATOR.join(where),
        words=SEPARATOR.join((*where, *narrowed)),
    )


def _find_options(principal: Principal) -> dict[str, tuple[str, dict[str, str]]]:
    steps = fetch_steps(principal)
    step_names = dict(steps.select("step_code", "step_name").iter_rows())
    ball_names = dict(steps.select("ball_code", "ball_name").iter_rows())
    late_names = {"overdue": _("Past a deadline")}
    return {
        "step": (_("Step"), {EVERY: _("Every step")} | step_names),
        "ball": (_("Acts next"), {EVERY: _("Everyone")} | ball_names),
        "late": (_("Deadlines"), {EVERY: _("In time or not")} | late_names),
    }
