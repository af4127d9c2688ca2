"""One supplier of the list explained, or two of them set side by side."""

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.comparison import (
    Compared,
    build_band_sentence,
    build_value_sentence,
    build_value_table,
)
from app.charts.comparison_points import build_difference
from app.charts.ranking import build_eligibility
from app.charts.reasons import build_waterfall
from app.charts.spec import Footer, Row
from app.components.chart import build_frame, show_chart
from app.components.escaping import show_in_markdown
from app.components.filters import offer_choice
from app.components.page_header import show_empty_state
from app.components.page_links import show_page_link
from app.components.ranking_list import ALONE, build_supplier_names
from app.messages import _
from app.queries.comparison import fetch_compared, fetch_differences
from app.queries.ranking import fetch_ranked
from app.queries.reasons import fetch_reasons

ASKED_NAMES = ("supplier", "compare_with")


def offer_suppliers(
    principal: Principal, rows: pl.DataFrame, *, footer: Footer
) -> None:
    """Offer one supplier or two, and show what the places on the list come from.

    Args:
        principal: Whose rights.
        rows: As from `fetch_ranking`, at least one row; those that the address asks
            for are added to the choice.
        footer: Where the figures come from.
    """
    st.header(_("Why this supplier?"), anchor=False)
    known = _find_known(principal, rows)
    names = build_supplier_names(known)
    left, right = st.columns(2)
    picked = offer_choice("supplier", _("Supplier and category"), names, box=left)
    others = {code: name for code, name in names.items() if code != picked}
    other = offer_choice(
        "compare_with",
        _("Compare with"),
        {ALONE: _("Nobody"), **others},
        box=right,
    )
    row = known.row(list(names).index(picked or ""), named=True)
    _show_ways(row)
    if other in others:
        second = known.row(list(names).index(other or ""), named=True)
        _show_compared(principal, row, second, footer=footer)
    _show_reasons(principal, row, footer=footer)


def _find_known(principal: Principal, rows: pl.DataFrame) -> pl.DataFrame:
    """Find the page's rows and those asked for; say when one cannot be found."""
    asked = [
        st.query_params[name]
        for name in ASKED_NAMES
        if st.query_params.get(name, ALONE) != ALONE
    ]
    here = set(build_supplier_names(rows))
    elsewhere = [key for key in asked if key not in here]
    if not elsewhere:
        return rows
    found = fetch_ranked(principal, *elsewhere)
    if found.height < len(set(elsewhere)):
        show_empty_state(
            _("A supplier in the address is not in the list."),
            _("It may have no running contract, or not in your region. Choose below."),
        )
    return pl.concat([rows, found])


def _show_ways(row: Row) -> None:
    with st.container(horizontal=True):
        show_page_link(
            "supplier_profile",
            _("Everything about the supplier"),
            icon=":material/storefront:",
            supplier=row["supplier_id"],
        )
        show_page_link(
            "audit_plan",
            _("To the plan, with this supplier"),
            icon=":material/event_available:",
            supplier=row["supplier_id"],
        )


def _show_reasons(principal: Principal, row: Row, *, footer: Footer) -> None:
    reasons = fetch_reasons(
        principal, supplier_id=row["supplier_id"], category_code=row["category_code"]
    )
    if reasons.is_empty():
        show_empty_state(
            _("The model has no facts about this supplier."),
            _("Choose another supplier."),
        )
        return
    show_chart(
        build_waterfall(
            reasons,
            supplier_name=row["supplier_name"],
            category_name=row["category_name"],
            footer=footer,
        )
    )


def _show_compared(
    principal: Principal,
    one: Row,
    other: Row,
    *,
    footer: Footer,
) -> None:
    rows = {_build_key(row): row for row in (one, other)}
    scores = list(fetch_compared(principal, *rows).iter_rows(named=True))
    first, second = (rows[score["ranking_key"]] for score in scores)
    compared = Compared(
        first=scores[0],
        second=scores[1],
        names=_build_names(first, second),
        eligibility=(build_eligibility(first), build_eligibility(second)),
    )
    differences = fetch_differences(
        principal, first_key=_build_key(first), second_key=_build_key(second)
    )
    words = f"{build_value_sentence(compared)} {build_band_sentence(compared)}"
    st.markdown(show_in_markdown(words, longest=1000))
    table = build_value_table(compared)
    st.dataframe(build_frame(table), hide_index=True, alt=words)
    st.caption(
        _(
            "Worth is probability times severity times exposure, here before the kind "
            "of audit has been chosen. The figures are uncertain."
        )
    )
    show_chart(build_difference(differences, compared, footer=footer))


def _build_key(row: Row) -> str:
    return f"{row['supplier_id']}-{row['category_code']}"


def _build_names(first: Row, second: Row) -> tuple[str, str]:
    """Build what the two are called: with the category where one supplier is both."""
    if first["supplier_name"] != second["supplier_name"]:
        return first["supplier_name"], second["supplier_name"]
    return (
        f"{first['supplier_name']}, {first['category_name']}",
        f"{second['supplier_name']}, {second['category_name']}",
    )
