"""What the filters on top of every page can be set to."""

import polars as pl

from app.access import Principal
from app.warehouse import fetch


def fetch_plan_years(principal: Principal) -> pl.DataFrame:
    """Fetch the plans with their years, newest first.

    Returns:
        One row per plan and year that has goals: plan_code, plan_name_sv,
        plan_name_en, period_year.
    """
    return fetch(
        """
        select distinct
            plans.plan_code,
            plans.plan_name_sv,
            plans.plan_name_en,
            plans.first_year,
            goals.period_year
        from marts.fct_goal_attainment as goals
        inner join marts.dim_plans as plans
            on goals.plan_code = plans.plan_code
        order by
            plans.first_year desc,
            goals.period_year desc
        """,
        principal=principal,
    )


def fetch_places(principal: Principal) -> pl.DataFrame:
    """Fetch the places whose figures the principal may see, in the order of a tree.

    Returns:
        One row per place, each procurement region followed by its regions:
        place_code, place_level_code (nation, procurement_region, region),
        place_name_sv, place_name_en, parent_place_code.
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
        order by sort_order
        """,
        principal=principal,
    )


def fetch_categories(principal: Principal) -> pl.DataFrame:
    """Fetch the purchasing categories, "all" first.

    Returns:
        One row per category: category_code ("all" among them), category_name_sv,
        category_name_en, is_prioritised (null for "all").
    """
    return fetch(
        """
        select
            category_code,
            category_name_sv,
            category_name_en,
            is_prioritised
        from marts.dim_categories
        order by category_code <> 'all'
        """,
        principal=principal,
    )
