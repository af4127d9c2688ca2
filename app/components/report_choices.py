"""Choose what a report is about: template, plan, year, place, and maybe a supplier."""

from datetime import date

import streamlit as st

from app.access import Principal
from app.charts.words import find_last_full_year
from app.components.filters import offer_choice, offer_filters, offer_segments
from app.components.report_draft import ABOUT, OF_PLACE, OF_SUPPLIER, TEMPLATE
from app.components.supplier_search import offer_supplier
from app.messages import _, language
from app.reports.definition import ReportDefinition
from app.reports.templates import TEMPLATES, find_template

OF_ONE_SUPPLIER = "supplier_follow_up"


def offer_report_choices(
    principal: Principal, *, data_on: date
) -> ReportDefinition | None:
    """Offer the choices that decide which parts there are.

    Returns:
        A definition without parts and words; None where something cannot be chosen,
        which the reader sees.
    """
    names = {each.code: _find_name(each.code) for each in TEMPLATES}
    row = st.columns([5, 7], vertical_alignment="bottom")
    chosen_code = offer_choice(TEMPLATE, _("Template"), names, box=row[0])
    template_code = chosen_code or next(iter(names))
    purpose = find_template(template_code).purpose
    row[1].caption(_(purpose))
    chosen = offer_filters(
        principal,
        "plan",
        "year",
        "place",
        default_year=find_last_full_year(data_on),
        widths=(5, 3, 4),
    )
    if chosen.plan_code is None or chosen.year is None or chosen.place_code is None:
        return None
    supplier_id = None
    if template_code == OF_ONE_SUPPLIER:
        about = offer_segments(
            ABOUT,
            _("What the report is about"),
            {
                OF_PLACE: _("The open cases of the place"),
                OF_SUPPLIER: _("One supplier"),
            },
        )
        if about == OF_SUPPLIER and (supplier_id := offer_supplier(principal)) is None:
            return None
    return ReportDefinition(
        template_code=template_code,
        plan_code=chosen.plan_code,
        year=chosen.year,
        place_code=chosen.place_code,
        supplier_id=supplier_id,
        language_code=language(),
    )


def _find_name(template_code: str) -> str:
    name = find_template(template_code).name
    return _(name)
