"""The parts of the page that reviews the picks, one message each."""

from dataclasses import replace

import streamlit as st

from app.access import Principal
from app.charts.selection_hits import build_hit_chart, build_hit_numbers
from app.charts.selection_lots import (
    build_arm_sentence,
    build_arm_table,
    build_lift_sentence,
    build_lift_table,
)
from app.charts.selection_review import (
    build_accuracy_sentence,
    build_override_counts,
    build_override_rows,
    build_override_title,
    build_reason_table,
    build_reason_title,
)
from app.charts.spec import Footer
from app.components.area_page import AreaPage, find_goal, find_years
from app.components.chart import show_chart, show_list, show_table
from app.components.escaping import show_in_markdown
from app.components.filters import offer_choice
from app.components.goal_rows import show_card_link
from app.components.kpi_focus import show_kpi_line
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.selection_hits import (
    fetch_hit_windows,
    fetch_hits,
    fetch_lift,
    fetch_random_arm,
)
from app.queries.selection_review import (
    fetch_accuracy,
    fetch_override_counts,
    fetch_overrides,
    fetch_recommendation_reasons,
)

WHOLE = "all"
ACCURACY, LIFT, COVERAGE, FOLLOWED = "KPI-112-13", "KPI-112-14", "KPI-112-15", "BEY-13"
WINDOW_PIXELS = 260


def show_picks(principal: Principal, *, footer: Footer) -> None:
    """Show which ways of picking hit, for all years that compare or for one."""
    windows = fetch_hit_windows(principal)
    if not windows:
        show_empty_state(
            _("Nobody has been picked in a way that is known."),
            _("Hand in follow-up cases with their way of selection, and audits."),
        )
        return
    names = {
        code: _("all years that compare") if code == WHOLE else code for code in windows
    }
    box = st.container(width=WINDOW_PIXELS)
    window = offer_choice("window", _("Year of selection"), names, box=box) or WHOLE
    hits = fetch_hits(principal, window_code=window)
    numbers = build_hit_numbers(hits)
    if numbers:
        show_numbers(numbers)
    where = replace(footer, filters=names[window])
    show_chart(build_hit_chart(hits, window=names[window], footer=where))


def show_accuracy(page: AreaPage) -> None:
    """Show the two key figures of accuracy with their intervals."""
    left, right = st.columns(2, gap="large")
    with left:
        _show_kpi(page, ACCURACY)
        accuracy = fetch_accuracy(page.principal, page.find_choice(ACCURACY))
        st.markdown(show_in_markdown(build_accuracy_sentence(accuracy)))
    with right:
        _show_kpi(page, LIFT)
        lift = fetch_lift(page.principal)
        for row in lift.filter(period_year=page.choice.year).iter_rows(named=True):
            sentence = build_lift_sentence(row)
            st.markdown(show_in_markdown(sentence, longest=500))
        if not lift.is_empty():
            footer = replace(page.footer, filters=_("the whole country"))
            show_table(
                "selection_lift",
                title=_("The ranking beside the random control"),
                table=build_lift_table(lift),
                footer=footer,
            )


def show_lots(principal: Principal, *, footer: Footer) -> None:
    """Show what those that lots fell on say of all the lots stood between."""
    arms = fetch_random_arm(principal)
    if arms.is_empty():
        show_empty_state(
            _("Cannot be judged: no lots have been drawn."),
            _("Let a plan draw some of its audits by lot."),
        )
        return
    for row in arms.filter(window_code=WHOLE).iter_rows(named=True):
        st.markdown(show_in_markdown(build_arm_sentence(row), longest=1000))
    st.caption(
        _(
            "Each drawn supplier stands for as many as its chance of being drawn says "
            "(Horvitz and Thompson); the interval counts how uneven the chances were. "
            "Random controls stood between the year's cases that risk or chance had "
            "picked, a plan's lottery between all that could be chosen. Who was drawn "
            "and never audited is counted as drawn and says nothing."
        )
    )
    show_table(
        "random_arm",
        title=_("What lots say"),
        table=build_arm_table(arms),
        footer=replace(footer, filters=_("the whole country")),
    )


def show_overrides(principal: Principal, *, footer: Footer) -> None:
    """Show what a person took in or out of plans, and what audits then found."""
    counts = fetch_override_counts(principal)
    if counts.is_empty():
        show_empty_state(
            _("Cannot be judged: no row of a plan has been changed by hand."),
            _("Changes on the page Plan come here after the next load."),
        )
        return
    where = replace(footer, filters=_("the whole country"))
    show_list(
        "override_counts",
        title=build_override_title(counts),
        table=build_override_counts(counts),
        footer=where,
    )
    overrides = fetch_overrides(principal)
    if not overrides.is_empty():
        show_table(
            "overrides",
            title=_("Each change and how it turned out"),
            table=build_override_rows(overrides),
            footer=replace(where, terms_code="suppliers"),
        )


def show_followed(page: AreaPage) -> None:
    """Show how often recommendations were followed, and why not."""
    _show_kpi(page, FOLLOWED)
    st.caption(
        _(
            "Neither 0 nor 100 % is good: a recommendation that is always followed is "
            "not weighed, and one that never is has no use. Read the reasons."
        )
    )
    choice = page.find_choice(FOLLOWED)
    reasons = fetch_recommendation_reasons(page.principal, choice)
    if not reasons.is_empty():
        show_list(
            "recommendation_reasons",
            title=build_reason_title(reasons),
            table=build_reason_table(reasons),
            footer=page.footer,
        )


def show_coverage(page: AreaPage) -> None:
    """Show the risk-weighted coverage, and coverage by number of suppliers."""
    _show_kpi(page, COVERAGE)


def _show_kpi(page: AreaPage, kpi_id: str) -> None:
    if page.goals.filter(kpi_id=kpi_id).is_empty():
        show_empty_state(
            _("The plan does not follow this figure this year."),
            _("Choose another year."),
        )
        return
    goal = find_goal(page, kpi_id)
    st.subheader(show_in_markdown(goal["kpi_name"]), anchor=False)
    show_kpi_line(
        page.principal,
        page.find_choice(kpi_id),
        page.find_told(goal),
        find_years(page, kpi_id),
    )
    show_card_link(kpi_id)
