"""One KPI's figures: by year, by place, by category and by its own splits.

Figures of procurement regions and the nation are open to every role; those of a single
region only to those who may see it.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

PLACES = """
select
    places.place_code as row_code,
    if($language = 'sv', places.place_name_sv, places.place_name_en)
        as row_name,
    if(small.held_back_code is not null, null, figures.actual) as actual,
    if(small.held_back_code is not null, null, figures.actual_low) as actual_low,
    if(small.held_back_code is not null, null, figures.actual_high) as actual_high,
    if(small.held_back_code is not null, null, figures.numerator) as numerator,
    if(small.held_back_code is not null, null, figures.denominator) as denominator,
    small.held_back_code,
    places.tile_row,
    places.tile_column
from marts.dim_places as places
left join marts.fct_kpi_values as figures
    on
        places.place_code = figures.place_code
        and figures.kpi_id = $kpi_id
        and figures.period_kind_code = 'year'
        and figures.period_year = $year
        and figures.category_code = $category_code
        and figures.split_code = 'all'
left join marts.fct_small_groups as small
    on
        not $sees_few
        and figures.kpi_id = small.kpi_id
        and figures.period_kind_code = small.period_kind_code
        and figures.period_start = small.period_start
        and figures.place_code = small.place_code
        and figures.category_code = small.category_code
        and figures.split_code = small.split_code
        and figures.split_value_code = small.split_value_code
where
    places.place_level_code = $place_level_code
    and (len($visible_places) = 0 or places.place_code in $visible_places)
order by places.sort_order
"""

YEARS = """
select
    figures.period_year,
    figures.period_end,
    if(small.held_back_code is not null, null, figures.actual) as actual,
    if(small.held_back_code is not null, null, figures.numerator) as numerator,
    if(small.held_back_code is not null, null, figures.denominator)
        as denominator,
    if(small.held_back_code is not null, null, figures.n_missing) as n_missing,
    small.held_back_code
from marts.fct_kpi_values as figures
left join marts.fct_small_groups as small
    on
        not $sees_few
        and figures.kpi_id = small.kpi_id
        and figures.period_kind_code = small.period_kind_code
        and figures.period_start = small.period_start
        and figures.place_code = small.place_code
        and figures.category_code = small.category_code
        and figures.split_code = small.split_code
        and figures.split_value_code = small.split_value_code
where
    figures.kpi_id = $kpi_id
    and figures.period_kind_code = 'year'
    and figures.split_code = 'all'
    and figures.place_code = $place_code
    and figures.category_code = $category_code
    and (
        len($visible_places) = 0 or figures.place_code in $visible_places
    )
order by figures.period_year
"""


@dataclass(frozen=True)
class KpiChoice:
    """Which KPI the reader looks at, when and where; "all" is every category."""

    kpi_id: str
    year: int
    place_code: str
    category_code: str


def fetch_kpi_years(principal: Principal, choice: KpiChoice) -> pl.DataFrame:
    """Fetch every year's figure of a KPI in a place and category.

    Returns:
        One row per year, oldest first: period_year, period_end, actual, numerator,
        denominator (counts have none), n_missing, held_back_code (small_group,
        beside_small_group; the figures are empty then).
    """
    return fetch(
        YEARS,
        {
            "kpi_id": choice.kpi_id,
            "place_code": choice.place_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )


def fetch_kpi_places(
    principal: Principal, choice: KpiChoice, *, place_level_code: str
) -> pl.DataFrame:
    """Fetch the year's figure in every place of a level that the principal may see.

    Returns:
        One row per place: row_code, row_name, actual, actual_low, actual_high (95 %
        interval of a share, else empty), numerator, denominator, held_back_code,
        tile_row, tile_column (regions only). Figures are empty where nothing was
        counted, and where they are held back.
    """
    return fetch(
        PLACES,
        {
            "language": language(),
            "kpi_id": choice.kpi_id,
            "year": choice.year,
            "category_code": choice.category_code,
            "place_level_code": place_level_code,
        },
        principal=principal,
    )


def fetch_kpi_breaks(principal: Principal, kpi_id: str) -> pl.DataFrame:
    """Fetch the days from which a KPI counts something else than before.

    Returns:
        One row per break, oldest first: broken_on, break_reason_code.
    """
    return fetch(
        """
        select
            broken_on,
            break_reason_code
        from marts.rpt_kpi_breaks
        where kpi_id = $kpi_id
        order by broken_on
        """,
        {"kpi_id": kpi_id},
        principal=principal,
    )
