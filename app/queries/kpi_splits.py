"""One KPI's figures by category and by its own splits."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.queries.kpi_figures import KpiChoice
from app.warehouse import fetch

PARTS = """
with parts as (
    select
        if($split_code = 'category', figures.category_code, figures.split_value_code)
            as row_code,
        if(small.held_back_code is not null, null, figures.actual) as actual,
        if(small.held_back_code is not null, null, figures.actual_low) as actual_low,
        if(small.held_back_code is not null, null, figures.actual_high) as actual_high,
        if(small.held_back_code is not null, null, figures.numerator) as numerator,
        if(small.held_back_code is not null, null, figures.denominator) as denominator,
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
        and figures.period_year = $year
        and figures.place_code = $place_code
        and (len($visible_places) = 0 or figures.place_code in $visible_places)
        and figures.split_code = if($split_code = 'category', 'all', $split_code)
        and ($split_code <> 'category' or figures.category_code <> 'all')
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
        denominator, held_back_code (the figures are empty then).
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
