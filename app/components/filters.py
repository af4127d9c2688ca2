"""Filters in one row on top of a page, kept in the address and between pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.access import Principal
from app.components.escaping import build_distinct
from app.messages import _
from app.queries.choice_names import (
    find_category_names,
    find_place_names,
    find_plan_names,
)
from app.queries.choices import fetch_plan_years

COLUMNS = 4


@dataclass(frozen=True)
class Filters:
    """What the reader chose; None where the page does not offer the filter."""

    plan_code: str | None = None
    year: int | None = None
    place_code: str | None = None
    category_code: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)


def offer_filters(
    principal: Principal,
    *names: str,
    years: Sequence[int] | None = None,
    default_year: int | None = None,
    more: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
    widths: Sequence[int] = (),
) -> Filters:
    """Draw a page's filters, in one row where there is room.

    Args:
        principal: Whose choices; a region's reader sees their own region only.
        names: Some of "plan", "year", "place", "category", in that order.
        years: The years to choose between, newest first, where they are not those
            of the chosen plan.
        default_year: The year to begin with; the first when left out.
        more: The page's own filters: name to heading and options, as `offer_choice`.
        widths: How the row is divided; in even parts when left out.
    """
    more = more or {}
    row = st.columns(widths or max(COLUMNS, len(names) + len(more)))
    # Apart, as a page may have its own choice of categories.
    boxes = dict(zip(names, row, strict=False))
    more_boxes = dict(zip(more, row[len(names) :], strict=False))
    plan = year = place = category = None
    if box := boxes.get("plan"):
        plan = offer_choice("plan", _("Plan"), find_plan_names(principal), box=box)
    if box := boxes.get("year"):
        offered = _find_years(principal, plan) if years is None else years
        options = {str(each): str(each) for each in offered}
        first = str(default_year)
        year = offer_choice("year", _("Year"), options, default=first, box=box)
    if box := boxes.get("place"):
        options = find_place_names(principal)
        place = offer_choice("place", _("Place"), options, box=box)
    if box := boxes.get("category"):
        options = find_category_names(principal)
        category = offer_choice("category", _("Category"), options, box=box)
    return Filters(
        plan_code=plan,
        year=int(year) if year else None,
        place_code=place,
        category_code=category,
        more={
            name: offer_choice(name, label, options, box=more_boxes[name]) or ""
            for name, (label, options) in more.items()
        },
    )


def offer_choice(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    default: str | None = None,
    box: DeltaGenerator | None = None,
) -> str | None:
    """Draw one filter; its code is kept in the address under `name`.

    Args:
        name: The filter's name in the address.
        label: Its heading, in the reader's language.
        options: Code to words, in the order to show. Words may come from data: a
            select box shows its options as plain text.
        default: The code to begin with; the first when left out.
        box: Where to draw it.

    Returns:
        The chosen code; None when there is nothing to choose between.
    """
    if not options:
        return None
    widget = f"choice_{name}"
    kept = _read_kept(name, options)
    first = default if default in options else next(iter(options))
    st.session_state[widget] = first if kept is None else kept
    return (box or st).selectbox(
        label,
        list(options),
        format_func=build_distinct(options).__getitem__,
        key=widget,
        on_change=_write_kept,
        args=(name, widget),
    )


def offer_segments(name: str, label: str, options: Mapping[str, str]) -> str:
    """Draw one choice between a few, all in sight; kept as those of `offer_choice`.

    Args:
        name: The choice's name in the address.
        label: Its heading, in the reader's language.
        options: Code to words that come from no data; the first is the default.
    """
    widget = f"choice_{name}"
    kept = _read_kept(name, options) or next(iter(options))
    st.session_state[widget] = kept
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=widget,
        on_change=_write_kept,
        args=(name, widget),
        required=True,
        label_visibility="collapsed",
    )
    return kept


def write_choice(name: str, code: str) -> None:
    """Choose for the reader: in the address, and from then on."""
    st.session_state[f"kept_{name}"] = code
    st.query_params[name] = code


def _find_years(principal: Principal, plan_code: str | None) -> list[int]:
    rows = fetch_plan_years(principal)
    if plan_code is not None:
        rows = rows.filter(pl.col("plan_code") == plan_code)
    return rows["period_year"].unique().sort(descending=True).to_list()


def _read_kept(name: str, options: Mapping[str, str]) -> str | None:
    """Read a choice from the address, else from the page the reader came from.

    A choice that this page does not have stays remembered for the pages that do.
    """
    memory = f"kept_{name}"
    asked = st.query_params.get(name)
    if asked in options:
        st.session_state[memory] = asked
    elif asked is not None:
        del st.query_params[name]
    kept: str | None = st.session_state.get(memory)
    if kept is None or kept not in options:
        return None
    if asked != kept:
        st.query_params[name] = kept
    return kept


def _write_kept(name: str, widget: str) -> None:
    write_choice(name, st.session_state[widget])
