"""Two suppliers side by side: what their places on the list are made of."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

POINTS = "20 / ln(2)"
SCORES = f"""
    select
        ranking.supplier_id || '-' || ranking.category_code as ranking_key,
        ranking.supplier_name,
        ranking.category_code,
        ranking.band_code,
        ranking.is_eligible,
        ranking.probability,
        ranking.severity_score,
        ranking.exposure_score,
        ranking.value_score,
        scores.linear_score * {POINTS} as points,
        scores.typical_linear_score * {POINTS} as typical_points
    from marts.rpt_supplier_ranking as ranking
    inner join marts.fct_supplier_scores as scores
        using (supplier_id, category_code)
    where
        ranking.supplier_id || '-' || ranking.category_code in $keys
        and (
            len($visible_regions) = 0
            or list_has_any(ranking.region_codes, $visible_regions)
        )
    order by ranking.list_rank
"""  # noqa: S608 - the only part put in is a constant above
DIFFERENCES = f"""
    with reasons as (
        select
            supplier_id || '-' || category_code as ranking_key,
            feature_code,
            contribution * {POINTS} as points
        from marts.rpt_supplier_reasons
        where supplier_id || '-' || category_code in [$first_key, $second_key]
    ),

    sides as (
        select
            feature_code,
            coalesce(sum(points) filter (where ranking_key = $first_key), 0)
                as first_points,
            coalesce(sum(points) filter (where ranking_key = $second_key), 0)
                as second_points
        from reasons
        group by feature_code
    )

    select
        sides.feature_code,
        if($language = 'sv', features.feature_name_sv, features.feature_name_en)
            as feature_name,
        sides.first_points,
        sides.second_points,
        sides.first_points - sides.second_points as points
    from sides
    left join marts.dim_risk_features as features using (feature_code)
    order by
        abs(sides.first_points - sides.second_points) desc,
        sides.feature_code
"""  # noqa: S608 - the only part put in is a constant above


def fetch_compared(principal: Principal, *keys: str) -> pl.DataFrame:
    """Fetch what the places of some suppliers are made of, in the list's order.

    Args:
        principal: Whose rights.
        keys: As in the address: supplier id, hyphen, category code.

    Returns:
        One row per key that the reader may see: ranking_key, supplier_name,
        category_code, band_code, is_eligible, probability (0-1), severity_score,
        exposure_score, value_score (their product), points (the score behind the
        probability), typical_points (the same of the category's typical supplier).
    """
    return fetch(SCORES, {"keys": sorted(set(keys))}, principal=principal)


def fetch_differences(
    principal: Principal, *, first_key: str, second_key: str
) -> pl.DataFrame:
    """Fetch the points of two suppliers feature by feature, largest gap first.

    Returns:
        One row per feature that either has points for: feature_code, feature_name,
        first_points, second_points, points (the first less the second). Empty unless
        the reader may see both.
    """
    if fetch_compared(principal, first_key, second_key).height < len(
        {first_key, second_key}
    ):
        return pl.DataFrame()
    return fetch(
        DIFFERENCES,
        {"first_key": first_key, "second_key": second_key, "language": language()},
        principal=principal,
    )
