"""Why one supplier is proposed: the facts behind its points."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

REASONS_OF_ONE = """
    select
        reasons.feature_code,
        if($language = 'sv', features.feature_name_sv, features.feature_name_en)
            as feature_name,
        case
            when reasons.points > 0
                then if($language = 'sv', reason_up_sv, reason_up_en)
            else if($language = 'sv', reason_down_sv, reason_down_en)
        end as reason_words,
        reasons.points,
        reasons.feature_figure,
        reasons.fact_on,
        if($language = 'sv', reasons.fact_source_sv, reasons.fact_source_en)
            as fact_source
    from marts.rpt_supplier_reasons as reasons
    inner join marts.rpt_supplier_ranking as ranking
        using (supplier_id, category_code)
    left join marts.dim_risk_features as features using (feature_code)
    where
        supplier_id = $supplier_id
        and category_code = $category_code
        and (
            len($visible_regions) = 0
            or list_has_any(ranking.region_codes, $visible_regions)
        )
    order by
        abs(reasons.points) desc,
        reasons.feature_code
"""


def fetch_reasons(
    principal: Principal, *, supplier_id: str, category_code: str
) -> pl.DataFrame:
    """Fetch why one supplier stands where it does in one category.

    Returns:
        One row per fact that counts, most points first: feature_code, feature_name,
        reason_words (a sentence), points (10 = odds × 1.41), feature_figure,
        fact_on, fact_source. Empty when the principal may not see the supplier.
    """
    return fetch(
        REASONS_OF_ONE,
        {
            "language": language(),
            "supplier_id": supplier_id,
            "category_code": category_code,
        },
        principal=principal,
    )
