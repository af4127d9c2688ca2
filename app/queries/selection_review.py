"""How overrides turned out, how right the ranking was, and why advice was not followed.

Counts of the whole programme are for every role, as on the page of the model. Names of
suppliers are for those who follow them up, and a region sees its own.
"""

import polars as pl

from app.access import REGION, SECRETARIAT, Principal
from app.messages import language
from app.queries.kpi_figures import KpiChoice
from app.warehouse import fetch

LONGEST_LIST = 200
#: Suppliers are named to those who follow them up; others see the numbers.
ROLES = (SECRETARIAT, REGION)
OVERRIDES = """
    select
        overrides.*,
        if(
            $language = 'sv',
            categories.category_name_sv,
            categories.category_name_en
        ) as category_name
    from marts.rpt_selection_overrides as overrides
    left join marts.dim_categories as categories
        on overrides.category_code = categories.category_code
    where
        $sees_rows
        and (
            len($visible_regions) = 0
            or list_has_any(overrides.region_codes, $visible_regions)
        )
    order by
        overrides.plan_year desc,
        overrides.direction_code,
        overrides.supplier_name collate sv,
        overrides.item_id
    limit $longest_list
"""
REASONS = """
    select
        decision_reason_code,
        count(*) filter (where is_followed) as n_followed,
        count(*) filter (where not is_followed) as n_not_followed,
        count(*) filter (where is_followed is null) as n_unseen
    from marts.rpt_recommendations_decided
    where
        period_year = $year
        and $place_code in ('SE', procurement_region_code, region_code)
        and $category_code in ('all', category_code)
        and (
            len($visible_places) = 0
            or $place_code in $visible_places
        )
    group by decision_reason_code
    order by
        n_not_followed desc,
        n_followed desc,
        decision_reason_code
"""


def fetch_override_counts(principal: Principal) -> pl.DataFrame:
    """Count overrides by direction and by how they turned out.

    Returns:
        One row per direction (in, out) with an override: direction_code, n_overrides,
        n_hits, n_no_hits, n_unjudged.
    """
    return fetch(
        """
        select
            direction_code,
            count(*) as n_overrides,
            count(*) filter (where outcome_code = 'hit') as n_hits,
            count(*) filter (where outcome_code = 'no_hit') as n_no_hits,
            count(*) filter (where outcome_code not in ('hit', 'no_hit')) as n_unjudged
        from marts.rpt_selection_overrides
        group by direction_code
        order by direction_code
        """,
        principal=principal,
    )


def fetch_overrides(principal: Principal) -> pl.DataFrame:
    """Fetch what a person took in or out of plans, where the reader may see it.

    Returns:
        One row per overridden row of a plan, at most 200: the columns of
        rpt_selection_overrides, category_name. None for the steering group.
    """
    return fetch(
        OVERRIDES,
        {
            "language": language(),
            "sees_rows": principal.role_code in ROLES,
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )


def fetch_accuracy(principal: Principal, choice: KpiChoice) -> pl.DataFrame:
    """Fetch one key figure of a year with its parts and its interval.

    Returns:
        No row or one: numerator, denominator, n_missing, actual, actual_low,
        actual_high (95 %, percent).
    """
    return fetch(
        """
        select
            numerator,
            denominator,
            n_missing,
            actual,
            actual_low,
            actual_high
        from marts.fct_kpi_values
        where
            kpi_id = $kpi_id
            and period_kind_code = 'year'
            and period_year = $year
            and place_code = $place_code
            and category_code = $category_code
            and split_code = 'all'
            and (len($visible_places) = 0 or place_code in $visible_places)
        """,
        {
            "kpi_id": choice.kpi_id,
            "year": choice.year,
            "place_code": choice.place_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )


def fetch_recommendation_reasons(
    principal: Principal, choice: KpiChoice
) -> pl.DataFrame:
    """Count decisions on recommendations by the reason given, most not followed first.

    Returns:
        One row per reason (empty when none was given): decision_reason_code,
        n_followed, n_not_followed, n_unseen (the recommendation cannot be seen).
    """
    return fetch(
        REASONS,
        {
            "year": choice.year,
            "place_code": choice.place_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )
