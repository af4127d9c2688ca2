"""The parts of a KPI's own page: what it is, how it is judged, how regions compare."""

import streamlit as st

from app.access import Principal
from app.charts.goal_words import STATUS_WORDS
from app.charts.kpi_line import Told
from app.charts.kpi_steps import build_rule, build_steps, show_decision
from app.charts.region_measures import MEASURE_NAMES
from app.charts.spec import Row
from app.components.chart import show_chart
from app.components.escaping import show_in_markdown
from app.components.kpi_card import build_status
from app.components.page_header import show_empty_state
from app.messages import LOCALES, _, language
from app.queries.kpi_figures import KpiChoice
from app.reports.kpi_charts import Missing, build_comparison, find_comparison

LONGEST_TEXT = 2000


def show_texts(kpi: Row) -> None:
    """Show what a KPI is in both languages, the reader's first, and who owns it."""
    said = language()
    for box, code in zip(
        st.columns(2, gap="large"), (said, *(set(LOCALES) - {said})), strict=True
    ):
        name = LOCALES[code].get_language_name() or code
        # The name of the box says that it is another language by intent.
        with box, st.container(key=f"in_{code}"):
            st.caption(name.capitalize())
            st.markdown(f"**{_show(kpi, f'kpi_name_{code}')}**")
            st.markdown(_show(kpi, f"goal_text_{code}"))
            st.markdown(_show(kpi, f"definition_{code}"))
    st.caption(
        _(
            "Owner: %(owner)s. Unit: %(unit)s. Section %(section)s of the strategy.",
            owner=_show(kpi, f"owner_{said}"),
            unit=_show(kpi, f"unit_name_{said}"),
            section=show_in_markdown(kpi["goal_ref"]),
        )
    )
    st.caption(f"**{_('Mind this')}** {_show(kpi, f'data_quality_note_{said}')}")


def show_judgement(standing: Row, goal: Row) -> None:
    """Show the rule in words and every number that leads to the status."""
    status_code = str(standing["status_code"])
    st.markdown(build_status(status_code, _(STATUS_WORDS[status_code])))
    st.markdown(show_in_markdown(build_rule(standing), longest=LONGEST_TEXT))
    steps = "\n".join(
        f"{at}. {show_in_markdown(what)}: **{show_in_markdown(number)}**"
        for at, (what, number) in enumerate(build_steps(standing, goal), start=1)
    )
    st.markdown(steps)
    if standing["decision_code"] is not None:
        decision = show_decision(standing["decision_code"])
        st.caption(_("The target: %(decision)s", decision=decision.lower()))


def show_region_comparison(principal: Principal, choice: KpiChoice, told: Told) -> None:
    """Show the regions on equal terms, by the measure that the reader chooses."""
    rows = find_comparison(principal, choice)
    if isinstance(rows, Missing):
        show_empty_state(rows.why, rows.advice)
        return
    known = set(rows["measure_code"])
    options = {code: _(name) for code, name in MEASURE_NAMES.items() if code in known}
    measure_code = st.segmented_control(
        _("Compare"),
        list(options),
        format_func=options.__getitem__,
        default=next(iter(options)),
        key=f"comparison.{choice.kpi_id}",
        required=True,
    )
    show_chart(build_comparison(rows, choice, told, measure_code=measure_code))


def _show(kpi: Row, column: str) -> str:
    return show_in_markdown(kpi[column], longest=LONGEST_TEXT)
