"""Follow-up cases that are still open, and how old they are."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

LONGEST_LIST = 200


def fetch_open_cases(
    principal: Principal, *, place_code: str, category_code: str
) -> pl.DataFrame:
    """Fetch the open cases of a place, oldest first.

    Returns:
        One row per case, at most 200: case_id, supplier_name, place_name,
        category_name, started_on, age_days, is_over_one_year.
    """
    return fetch(
        """
        select
            cases.case_id,
            cases.supplier_name,
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as place_name,
            if(
                $language = 'sv',
                categories.category_name_sv,
                categories.category_name_en
            ) as category_name,
            cases.started_on,
            cases.age_days,
            cases.is_over_one_year
        from marts.rpt_open_cases as cases
        left join marts.dim_categories as categories using (category_code)
        left join marts.dim_places as places
            on cases.region_code = places.place_code
        where
            $place_code in ('SE', cases.procurement_region_code, cases.region_code)
            and $category_code in ('all', cases.category_code)
            and (len($visible_regions) = 0 or cases.region_code in $visible_regions)
        order by
            cases.age_days desc,
            cases.case_id
        limit $longest_list
        """,
        {
            "language": language(),
            "place_code": place_code,
            "category_code": category_code,
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )


def fetch_open_case_totals(
    principal: Principal, *, place_code: str, category_code: str = "all"
) -> dict[str, int]:
    """Count a place's open cases: n_open, and n_over_one_year of them."""
    rows = fetch(
        """
        select
            count(*) as n_open,
            count(*) filter (where is_over_one_year) as n_over_one_year
        from marts.rpt_open_cases
        where
            $place_code in ('SE', procurement_region_code, region_code)
            and $category_code in ('all', category_code)
            and (len($visible_regions) = 0 or region_code in $visible_regions)
        """,
        {"place_code": place_code, "category_code": category_code},
        principal=principal,
    )
    return rows.row(0, named=True)
