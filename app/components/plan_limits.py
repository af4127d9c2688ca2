"""Further wishes: categories, suppliers that must or must not be in, performers."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.access import Principal
from app.charts.plan_words import PERFORMERS, build_performer
from app.components.escaping import build_distinct, show_in_markdown, show_text
from app.components.filters import find_category_names
from app.messages import _
from app.planning.wishes import build_keys, build_pairs, find_wish
from app.queries.planning import fetch_matching_suppliers, fetch_ranked

Wishes = Mapping[str, Any]
FIRST_LEAST, FIRST_MOST = 1, 10


def offer_limits(base: Wishes, key: str, *, principal: Principal) -> dict[str, Any]:
    """Offer the further wishes, folded; their values by path."""
    with st.expander(_("More wishes: categories, suppliers, performers, costs")):
        return {
            **_offer_categories(base, key, principal),
            **_offer_suppliers(base, key, principal),
            **_offer_performers(base, key),
            **_offer_effort(base, key),
        }


def _offer_categories(base: Wishes, key: str, principal: Principal) -> dict[str, Any]:
    names = find_category_names(principal)
    names.pop("all", None)
    row = st.columns(2)
    limits = (
        ("least_per_category", _("Categories with a fewest of their own"), FIRST_LEAST),
        ("most_per_category", _("Categories with a most of their own"), FIRST_MOST),
    )
    chosen: dict[str, Any] = {}
    for box, (path, label, first) in zip(row, limits, strict=True):
        wished = find_wish(base, path) or {}
        with box:
            codes = st.multiselect(
                label,
                list(names),
                default=[code for code in wished if code in names],
                format_func=names.__getitem__,
                key=f"{key}.{path}",
            )
            chosen[path] = {
                code: st.number_input(
                    show_in_markdown(names[code]),
                    min_value=0,
                    value=int(wished.get(code) or first),
                    step=1,
                    key=f"{key}.{path}.{code}",
                )
                for code in codes
            }
    return chosen


def _offer_suppliers(base: Wishes, key: str, principal: Principal) -> dict[str, Any]:
    included = build_keys(find_wish(base, "must_include") or [])
    excluded = list(find_wish(base, "must_exclude") or [])
    text = st.text_input(
        _("Find suppliers by name or number"), key=f"{key}.search", width=420
    )
    pairs, suppliers = _find_suppliers(
        principal,
        text,
        [*included, *st.session_state.get(f"{key}.must_include", [])],
        [*excluded, *st.session_state.get(f"{key}.must_exclude", [])],
    )
    row = st.columns(2)
    with row[0]:
        must = st.multiselect(
            _("Suppliers that must be in"),
            list(pairs),
            default=[each for each in included if each in pairs],
            format_func=pairs.__getitem__,
            key=f"{key}.must_include",
        )
    with row[1]:
        must_not = st.multiselect(
            _("Suppliers that must not be in"),
            list(suppliers),
            default=[each for each in excluded if each in suppliers],
            format_func=suppliers.__getitem__,
            key=f"{key}.must_exclude",
        )
    return {"must_include": build_pairs(must), "must_exclude": must_not}


def _find_suppliers(
    principal: Principal, text: str, pairs: list[str], supplier_ids: list[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Find what can be picked: those that match the search and those picked already."""
    kept = [pair.rpartition("-")[0] for pair in pairs] + supplier_ids
    frames = (
        fetch_ranked(principal, sorted(set(kept))),
        fetch_matching_suppliers(principal, text),
    )
    by_pair: dict[str, str] = {each: each for each in pairs}
    by_supplier: dict[str, str] = {each: each for each in supplier_ids}
    for frame in frames:
        for row in frame.iter_rows(named=True):
            name = show_text(row["supplier_name"])
            pair = f"{row['supplier_id']}-{row['category_code']}"
            by_pair[pair] = f"{name}, {row['category_name']}"
            by_supplier[row["supplier_id"]] = name
    return build_distinct(by_pair), build_distinct(by_supplier)


def _offer_performers(base: Wishes, key: str) -> dict[str, Any]:
    st.markdown(
        _(
            "**Auditor-days that each performer has.** With all of them empty each "
            "area makes what it answers for."
        )
    )
    wished = find_wish(base, "performers") or {}
    chosen = {}
    boxes = [*st.columns(5), *st.columns(5)]
    for box, code in zip(boxes, PERFORMERS, strict=True):
        days = wished.get(code, {}).get("auditor_days")
        with box:
            given = st.number_input(
                build_performer(code),
                min_value=0,
                value=None if days is None else int(days),
                step=1,
                key=f"{key}.performers.{code}",
            )
        if given is not None:
            chosen[code] = {"auditor_days": given}
    return {"performers": chosen}


def _offer_effort(base: Wishes, key: str) -> dict[str, Any]:
    efforts = (
        ("effort.office_audit.auditor_days", _("Auditor-days per office audit"), 0.5),
        ("effort.factory_audit.auditor_days", _("Auditor-days per factory audit"), 0.5),
        ("effort.office_audit.cost_sek", _("Cost per office audit, SEK"), 5000.0),
        ("effort.factory_audit.cost_sek", _("Cost per factory audit, SEK"), 5000.0),
    )
    chosen: dict[str, Any] = {}
    for box, (path, label, step) in zip(st.columns(4), efforts, strict=True):
        with box:
            chosen[path] = st.number_input(
                label,
                min_value=0.0,
                value=float(find_wish(base, path) or 0),
                step=step,
                format="%.1f" if step < 1 else "%.0f",
                key=f"{key}.{path}",
            )
    row = st.columns(2, vertical_alignment="bottom")
    with row[0]:
        chosen["seed"] = st.number_input(
            _("Seed of the lottery"),
            min_value=0,
            value=int(base["seed"]),
            step=1,
            key=f"{key}.seed",
        )
    with row[1]:
        chosen["bonus_last_plan"] = st.checkbox(
            _("Prefer those in the last plan when it costs little"),
            value=bool(base["bonus_last_plan"]),
            key=f"{key}.bonus_last_plan",
        )
    return chosen
