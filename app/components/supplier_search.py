"""Choose a supplier by name or number; twenty thousand never reach the browser."""

import streamlit as st

from app.access import Principal
from app.charts.spec import Row
from app.components.escaping import show_text
from app.components.filters import offer_choice
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.supplier_search import fetch_supplier, fetch_suppliers

CHOSEN = "supplier"


def offer_supplier(principal: Principal) -> str | None:
    """Offer a search and its hits; the first hit is shown until another is chosen.

    Returns:
        The chosen supplier's id; None where there is nobody to show, which is said.
    """
    left, right = st.columns(2)
    asked = left.text_input(
        _("Search for a supplier"),
        placeholder=_("Part of the name, or the organisation number"),
        key="supplier_search",
        max_chars=100,
    )
    hits = fetch_suppliers(principal, asked or "")
    names = {row["supplier_id"]: _build_name(row) for row in hits.iter_rows(named=True)}
    wanted = st.query_params.get(CHOSEN)
    if wanted and not asked.strip() and wanted not in names:
        found = fetch_supplier(principal, wanted)
        if found is None:
            _show_unknown()
            return None
        names = {wanted: _build_name(found), **names}
    if not names:
        _show_nobody(asked)
        return None
    return offer_choice(CHOSEN, _("Supplier"), names, box=right)


def _build_name(row: Row) -> str:
    return show_text(f"{row['supplier_name']} ({row['organisation_number']})")


def _show_nobody(asked: str) -> None:
    if asked.strip():
        show_empty_state(
            _("No supplier is found."),
            _("Search for a part of the name, or for the organisation number."),
        )
    else:
        show_empty_state(
            _("There are no suppliers to show yet."),
            _("Run `malbild refresh` when exports have been received."),
        )


def _show_unknown() -> None:
    show_empty_state(
        _("The supplier in the address is not found."),
        _(
            "It may have left the data, or your region may not buy from it. "
            "Search for another."
        ),
    )
