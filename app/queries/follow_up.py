"""What was done in contract follow-up, and which cases are open.

Sums over many regions are open to every role. Figures of single regions and single
cases are narrowed to the principal's own regions.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal
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

    place_code: str
    category_code: str


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
