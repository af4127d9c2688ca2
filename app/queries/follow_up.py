"""What was done in contract follow-up, and which cases are open.

Sums over many regions are open to every role. Figures of single regions and single
cases are narrowed to the principal's own regions.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

# A count outside the choice is left out; "SE" and "all" leave nothing out.
IN_CHOICE = """
    $place_code in ('SE', procurement_region_code, region_code)
    and $category_code in ('all', category_code)
    and (
        $place_code = 'SE'
        or $place_code = procurement_region_code
        or len($visible_regions) = 0
        or region_code in $visible_regions
    )
"""


@dataclass(frozen=True)
class ActivityChoice:
    """What the reader chose to see; "SE" and "all" leave nothing out."""

    year: int
    activity_code: str
    place_code: str
    category_code: str


def fetch_activity_years(principal: Principal) -> list[int]:
    """Fetch the years that have any follow-up, newest first."""
    rows = fetch(
        """
        select distinct period_year
        from marts.rpt_follow_up_counts
        order by period_year desc
        """,
        principal=principal,
    )
    return rows["period_year"].to_list()


def fetch_activity_counts(principal: Principal, choice: ActivityChoice) -> pl.DataFrame:
    """Fetch how much was done in the place and category, every year and activity.

    Returns:
        One row per year and activity that has any, oldest first: period_year,
        activity_code, n_activities.
    """
    return fetch(
        f"""
        select
            period_year,
            activity_code,
            sum(n_activities)::bigint as n_activities
        from marts.rpt_follow_up_counts
        where {IN_CHOICE}
        group by all
        order by
            period_year,
            activity_code
        """,  # noqa: S608 - the only part put in is a constant above
        {"place_code": choice.place_code, "category_code": choice.category_code},
        principal=principal,
    )


def fetch_region_counts(principal: Principal, choice: ActivityChoice) -> pl.DataFrame:
    """Fetch the activity in its year for every region that the principal may see.

    Returns:
        One row per region: place_code, place_name, parent_place_code, tile_row,
        tile_column, n_activities (empty where nothing is registered).
    """
    return fetch(
        """
        with counts as (
            select
                region_code,
                sum(n_activities)::bigint as n_activities
            from marts.rpt_follow_up_counts
            where
                period_year = $year
                and activity_code = $activity_code
                and $category_code in ('all', category_code)
                and (len($visible_regions) = 0 or region_code in $visible_regions)
            group by region_code
        )

        select
            places.place_code,
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as place_name,
            places.parent_place_code,
            places.tile_row,
            places.tile_column,
            counts.n_activities
        from marts.dim_places as places
        left join counts on places.place_code = counts.region_code
        where
            places.place_level_code = 'region'
            and (len($visible_places) = 0 or places.place_code in $visible_places)
        order by places.sort_order
        """,
        {
            "language": language(),
            "year": choice.year,
            "activity_code": choice.activity_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )


def fetch_area_counts(principal: Principal, choice: ActivityChoice) -> pl.DataFrame:
    """Fetch the activity in its year for the procurement regions A-H.

    Returns:
        One row per procurement region: place_code, place_name, n_activities (empty
        where nothing is registered).
    """
    return fetch(
        """
        select
            places.place_code,
            any_value(
                if($language = 'sv', places.place_name_sv, places.place_name_en)
            ) as place_name,
            sum(counts.n_activities)::bigint as n_activities
        from marts.dim_places as places
        left join marts.rpt_follow_up_counts as counts
            on
                places.place_code = counts.procurement_region_code
                and counts.period_year = $year
                and counts.activity_code = $activity_code
                and $category_code in ('all', counts.category_code)
        where places.place_level_code = 'procurement_region'
        group by places.place_code
        order by places.place_code
        """,
        {
            "language": language(),
            "year": choice.year,
            "activity_code": choice.activity_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )


def fetch_category_counts(principal: Principal, choice: ActivityChoice) -> pl.DataFrame:
    """Fetch the activity in its year and place for every purchasing category.

    Returns:
        One row per category: place_code (the category's code), place_name (its
        name), n_activities (empty where nothing is registered).
    """
    return fetch(
        f"""
        with counts as (
            select
                category_code,
                sum(n_activities)::bigint as n_activities
            from marts.rpt_follow_up_counts
            where
                period_year = $year
                and activity_code = $activity_code
                and {IN_CHOICE}
            group by category_code
        )

        select
            categories.category_code as place_code,
            if(
                $language = 'sv',
                categories.category_name_sv,
                categories.category_name_en
            ) as place_name,
            counts.n_activities
        from marts.dim_categories as categories
        left join counts using (category_code)
        where categories.category_code <> 'all'
        order by categories.category_code
        """,  # noqa: S608 - the only part put in is a constant above
        {
            "language": language(),
            "year": choice.year,
            "activity_code": choice.activity_code,
            "place_code": choice.place_code,
            "category_code": "all",
        },
        principal=principal,
    )
