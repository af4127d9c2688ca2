"""One scenario on the page: what it expects, chooses, costs and could not meet."""

from collections.abc import Mapping

import streamlit as st

from app.charts.plan_left_out import build_left_out_table, build_left_out_title
from app.charts.plan_list import (
    build_chosen_table,
    build_list_title,
    build_unassigned,
)
from app.charts.plan_prices import build_price_chart
from app.charts.plan_shortfalls import (
    build_check_table,
    build_check_title,
    build_shortfall_title,
    build_shortfalls,
)
from app.charts.plan_spread import build_spread_chart
from app.charts.plan_summary import (
    build_expected_chart,
    build_numbers,
    build_takeaway,
    build_why_counts,
)
from app.charts.spec import Footer
from app.components.chart import show_chart, show_list, show_table
from app.components.escaping import show_in_markdown
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state
from app.messages import _, ngettext
from app.store.plan_records import Scenario

Names = Mapping[str, str]


def show_summary(
    scenario: Scenario, *, category_names: Names, supplier_names: Names
) -> None:
    """Show a scenario in short: takeaway, numbers, why chosen, what came short.

    Args:
        scenario: As it is kept.
        category_names: Category code to name.
        supplier_names: Supplier id to name, of those that came short.
    """
    result = scenario.result
    st.header(show_in_markdown(build_takeaway(result)), anchor=False)
    if not result["chosen"]:
        show_empty_state(
            _("No supplier could be chosen."),
            _("Loosen the wishes and work out again."),
        )
    show_numbers(build_numbers(result))
    words = show_in_markdown(build_why_counts(result["chosen"]))
    st.markdown(_("**Why chosen**: %(counts)s", counts=words))
    names = {**category_names, **supplier_names}
    _show_shortfalls(build_shortfalls(result, category_names=names))


def show_result(scenario: Scenario, *, category_names: Names, footer: Footer) -> None:
    """Show what a scenario expects, costs, where its audits fall, and the list.

    Args:
        scenario: As it is kept.
        category_names: Category code to name.
        footer: Where the figures come from.
    """
    result = scenario.result
    left, right = st.columns(2, gap="large")
    with left:
        show_chart(build_expected_chart(result, footer=footer))
    with right:
        prices = build_price_chart(result, category_names=category_names, footer=footer)
        if prices is None:
            st.info(_("No wish costs any expected finds."))
        else:
            show_chart(prices)
    if result["chosen"]:
        show_chart(
            build_spread_chart(
                result["chosen"], category_names=category_names, footer=footer
            )
        )
    _show_list(scenario, category_names=category_names, footer=footer)


def _show_shortfalls(sentences: tuple[str, ...]) -> None:
    if not sentences:
        return
    lines = "\n".join(f"- {show_in_markdown(each, longest=1000)}" for each in sentences)
    title = show_in_markdown(build_shortfall_title(sentences))
    st.warning(f"**{title}**\n\n{lines}", icon=":material/warning:")


def _show_list(scenario: Scenario, *, category_names: Names, footer: Footer) -> None:
    result = scenario.result
    show_list(
        "plan_list",
        title=build_list_title(result["chosen"]),
        table=build_chosen_table(result["chosen"], category_names=category_names),
        footer=footer,
    )
    unassigned = build_unassigned(result)
    if unassigned:
        title = ngettext(
            "%(n)s audit has no performer",
            "%(n)s audits have no performer",
            len(unassigned),
        )
        with st.expander(title, key="unfold_unassigned"):
            st.markdown("\n".join(f"- {show_in_markdown(each)}" for each in unassigned))
    # Scenarios that were kept before it was told do not have it.
    left_out = result.get("left_out")
    if left_out:
        show_list(
            "plan_left_out",
            title=build_left_out_title(left_out),
            table=build_left_out_table(left_out, category_names=category_names),
            footer=footer,
        )
    title = build_check_title(result)
    st.subheader(show_in_markdown(title), anchor=False)
    show_table(
        "plan_checks",
        title=title,
        table=build_check_table(result, category_names=category_names),
        footer=footer,
    )
