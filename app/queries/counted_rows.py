"""The rows behind a number: what a count of follow-ups is made of."""

import polars as pl

from app.access import REGION, SECRETARIAT, Principal
from app.messages import language
from app.queries.kpi_figures import KpiChoice
from app.warehouse import fetch

ROWS = """
select
    counted.row_id,
    counted.supplier_name,
    if(
        $language = 'sv',
        categories.category_name_sv,
        categories.category_name_en
    ) as category_name,
    if($language = 'sv', places.place_name_sv, places.place_name_en)
        as place_name,
    counted.counted_on
from marts.rpt_counted_rows as counted
left join marts.dim_categories as categories using (category_code)
left join marts.dim_places as places
    on counted.region_code = places.place_code
where
    $sees_rows
    and counted.kpi_id = $kpi_id
    and counted.period_year = $year
    and $place_code in (
        'SE', counted.procurement_region_code, counted.region_code
    )
    and $category_code in ('all', counted.category_code)
    and (len($visible_regions) = 0 or counted.region_code in $visible_regions)
order by
    counted.counted_on desc,
    counted.row_id
limit $longest_list
"""

LONGEST_LIST = 500
#: Suppliers are named to those who follow them up; others see the numbers.
ROLES = (SECRETARIAT, REGION)


def fetch_counted_rows(principal: Principal, choice: KpiChoice) -> pl.DataFrame:
    """Fetch what a figure counts, newest first, where the reader may see it.

    A region's reader gets their own region's rows, the steering group none.

    Returns:
        One row per thing counted, at most 500: row_id, supplier_name, category_name,
        place_name, counted_on. Empty for figures that are no count of follow-ups.
    """
    return fetch(
        ROWS,
        {
            "language": language(),
            "kpi_id": choice.kpi_id,
            "year": choice.year,
            "place_code": choice.place_code,
            "category_code": choice.category_code,
            "sees_rows": principal.role_code in ROLES,
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )
