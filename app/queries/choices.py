"""What the filters on top of every page can be set to."""

import polars as pl

from app.access import Principal
from app.warehouse import fetch


def fetch_plan_years(principal: Principal) -> pl.DataFrame:
    """Fetch the plans with their years, newest first.

    Returns:
        One row per plan and year that has goals: plan_code, period_year.
    """
    return fetch(
        """
        select distinct
            plan_code,
            period_year
        from marts.fct_goal_attainment
        order by
            plan_code desc,
            period_year desc
        """,
        principal=principal,
    )


def fetch_places(principal: Principal) -> pl.DataFrame:
    """Fetch the places whose figures the principal may see: nation, areas, regions.

    Returns:
        One row per place in menu order: place_code, place_level_code (nation,
        procurement_region, region), place_name_sv, place_name_en,
        parent_place_code.
    """
    return fetch(
        """
        select
            place_code,
            place_level_code,
            place_name_sv,
            place_name_en,
            parent_place_code
        from marts.dim_places
        where len($visible_places) = 0 or place_code in $visible_places
        order by
            case place_level_code
                when 'nation' then 1
                when 'procurement_region' then 2
                else 3
            end,
            sort_order
        """,
        principal=principal,
    )


def fetch_categories(principal: Principal) -> pl.DataFrame:
    """Fetch the purchasing categories, "all" first.

    Returns:
        One row per category: category_code ("all" among them), category_name_sv,
        category_name_en.
    """
    return fetch(
        """
        select
            category_code,
            category_name_sv,
            category_name_en
        from marts.dim_categories
        order by
            category_code <> 'all',
            category_name_sv collate sv
        """,
        principal=principal,
    )
