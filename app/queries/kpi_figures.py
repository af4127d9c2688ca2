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
    figures.actual,
    figures.actual_low,
    figures.actual_high,
    figures.numerator,
    figures.denominator,
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
where
    places.place_level_code = $place_level_code
    and (len($visible_places) = 0 or places.place_code in $visible_places)
order by places.sort_order
"""

PARTS = """
with parts as (
    select
        if($split_code = 'category', category_code, split_value_code)
            as row_code,
        actual,
        actual_low,
        actual_high,
        numerator,
        denominator
    from marts.fct_kpi_values
    where
        kpi_id = $kpi_id
        and period_kind_code = 'year'
        and period_year = $year
        and place_code = $place_code
        and (len($visible_places) = 0 or place_code in $visible_places)
        and split_code = if($split_code = 'category', 'all', $split_code)
        and ($split_code <> 'category' or category_code <> 'all')
)

select
    parts.row_code,
    if(
        $language = 'sv',
        coalesce(categories.category_name_sv, words.split_value_name_sv),
        coalesce(categories.category_name_en, words.split_value_name_en)
    ) as row_name,
    parts.* exclude (row_code)
from parts
left join marts.dim_categories as categories
    on
        $split_code = 'category'
        and parts.row_code = categories.category_code
left join marts.dim_split_values as words
    on
        words.split_code = $split_code
        and parts.row_code = words.split_value_code
order by
    parts.row_code = 'unknown',
    parts.row_code
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
        denominator (counts have none), n_missing.
    """
    return fetch(
        """
        select
            period_year,
            period_end,
            actual,
            numerator,
            denominator,
            n_missing
        from marts.fct_kpi_values
        where
            kpi_id = $kpi_id
            and period_kind_code = 'year'
            and split_code = 'all'
            and place_code = $place_code
            and category_code = $category_code
            and (len($visible_places) = 0 or place_code in $visible_places)
        order by period_year
        """,
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
        interval of a share, else empty), numerator, denominator, tile_row,
        tile_column (regions only). Figures are empty where nothing was counted.
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


def fetch_kpi_split(
    principal: Principal, choice: KpiChoice, *, split_code: str
) -> pl.DataFrame:
    """Fetch the year's figure in a place by category or by one of the KPI's splits.

    Args:
        principal: Whose rights.
        choice: KPI, year and place; its category does not matter.
        split_code: "category", or a split of the KPI's own.

    Returns:
        One row per part that was counted: row_code, row_name (empty where the code
        has no name in the warehouse), actual, actual_low, actual_high, numerator,
        denominator.
    """
    return fetch(
        PARTS,
        {
            "language": language(),
            "kpi_id": choice.kpi_id,
            "year": choice.year,
            "place_code": choice.place_code,
            "split_code": split_code,
        },
        principal=principal,
    )


def fetch_kpi_splits(principal: Principal, kpi_id: str) -> dict[str, str]:
    """Fetch what the KPI's figures are in fact split by, beside place and category.

    Returns:
        Code to name, by code.
    """
    rows = fetch(
        """
        select
            figures.split_code,
            any_value(
                if($language = 'sv', splits.split_name_sv, splits.split_name_en)
            ) as split_name
        from marts.fct_kpi_values as figures
        inner join marts.dim_splits as splits using (split_code)
        where figures.kpi_id = $kpi_id
        group by figures.split_code
        order by figures.split_code
        """,
        {"language": language(), "kpi_id": kpi_id},
        principal=principal,
    )
    return dict(rows.iter_rows())


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
