"""What the system support needs in order to send out: suppliers and their contracts."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from app.access import Principal, check_secretariat
from app.messages import language
from app.warehouse import fetch

#: Open cases in these steps wait for a dispatch or for the audit that was decided.
STEPS_TO_DISPATCH = ("dispatch", "office_audit", "factory_audit")
LINES = """
    with wanted as (
        select distinct
            unnest($supplier_ids) as supplier_id,
            unnest($category_codes) as category_code,
            unnest($form_codes) as form_code
    ),

    running as (
        select contracts.*
        from marts.fct_contracts as contracts
        inner join marts.fct_builds as builds
            on
                contracts.starts_on <= builds.data_on
                and (contracts.ends_on is null or contracts.ends_on >= builds.data_on)
        where
            len($visible_regions) = 0
            or contracts.region_code in $visible_regions
    )

    select
        wanted.supplier_id,
        wanted.form_code,
        suppliers.supplier_name,
        suppliers.organisation_number,
        coalesce(
            if(
                $language = 'sv',
                countries.country_name_sv,
                countries.country_name_en
            ),
            suppliers.registration_country_code
        ) as country_name,
        running.procurement_region_code,
        if($language = 'sv', places.place_name_sv, places.place_name_en)
            as place_name,
        if(
            $language = 'sv',
            categories.category_name_sv,
            categories.category_name_en
        ) as category_name,
        running.product_name,
        running.contract_number,
        running.starts_on,
        running.ends_on,
        if($language = 'sv', forms.split_value_name_sv, forms.split_value_name_en)
            as clause_version_name
    from wanted
    inner join marts.dim_suppliers as suppliers
        on wanted.supplier_id = suppliers.supplier_id
    left join running
        on
            wanted.supplier_id = running.supplier_id
            and wanted.category_code = running.category_code
    left join marts.dim_categories as categories
        on wanted.category_code = categories.category_code
    left join marts.dim_places as places
        on running.region_code = places.place_code
    left join marts.dim_countries as countries
        on suppliers.registration_country_code = countries.country_code
    left join marts.dim_split_values as forms
        on
            forms.split_code = 'clause_version'
            and running.clause_version_code = forms.split_value_code
    order by
        suppliers.supplier_name collate sv,
        wanted.supplier_id,
        category_name,
        wanted.form_code,
        running.region_code,
        running.contract_number,
        running.product_code
"""


@dataclass(frozen=True)
class ToSend:
    """One thing to send out: to whom, about which category, which form or audit."""

    supplier_id: str
    category_code: str
    form_code: str


def fetch_dispatch_cases(principal: Principal) -> tuple[ToSend, ...]:
    """Fetch the open cases that wait for a dispatch or for a decided audit.

    Raises:
        AccessDenied: The reader is not the secretariat, which sends out.
    """
    check_secretariat(principal)
    rows = fetch(
        """
        select
            supplier_id,
            category_code,
            if(step_code = 'dispatch', 'self_assessment', step_code) as form_code
        from marts.rpt_case_list
        where
            step_code in $steps
            and (len($visible_regions) = 0 or region_code in $visible_regions)
        order by case_id
        """,
        {"steps": list(STEPS_TO_DISPATCH)},
        principal=principal,
    )
    return tuple(ToSend(*row) for row in rows.iter_rows())


def fetch_dispatch_lines(
    principal: Principal, wanted: Sequence[ToSend]
) -> pl.DataFrame:
    """Fetch the contract lines in force of those to send to, as the system asks.

    Args:
        principal: Whose rights.
        wanted: What to send; the same thing twice is sent once.

    Returns:
        One row per thing to send, region, contract and product; a supplier without a
        contract in force has one row with those empty, and one that is not in the data
        has none: supplier_id, form_code, supplier_name, organisation_number,
        country_name, procurement_region_code, place_name, category_name, product_name,
        contract_number, starts_on, ends_on, clause_version_name.

    Raises:
        AccessDenied: The reader is not the secretariat, which sends out.
    """
    check_secretariat(principal)
    return fetch(
        LINES,
        {
            "language": language(),
            "supplier_ids": [each.supplier_id for each in wanted],
            "category_codes": [each.category_code for each in wanted],
            "form_codes": [each.form_code for each in wanted],
        },
        principal=principal,
    )
