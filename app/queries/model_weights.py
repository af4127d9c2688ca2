"""What the model weighs, what every load is watched for, and the card to download."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

WEIGHTS_OF_RUN = """
    select
        weights.feature_code,
        coalesce(
            if(
                $language = 'sv',
                features.feature_name_sv,
                features.feature_name_en
            ),
            weights.feature_code
        ) as feature_name,
        weights.kind_code,
        if(
            $language = 'sv',
            categories.category_name_sv,
            categories.category_name_en
        ) as category_name,
        weights.expected_sign,
        weights.prior_mean,
        weights.prior_sd,
        weights.weight,
        greatest(
            weights.weight - 1.96 * weights.weight_sd,
            if(weights.expected_sign = 1, 0, '-infinity'::double)
        ) as weight_low,
        least(
            weights.weight + 1.96 * weights.weight_sd,
            if(weights.expected_sign = -1, 0, 'infinity'::double)
        ) as weight_high,
        weights.moved_sd,
        weights.n_known,
        before.weight as weight_before
    from marts.rpt_model_weights as weights
    left join marts.rpt_model_weights as before
        on
            before.model_run_id = $before_run_id
            and weights.column_code = before.column_code
    left join marts.dim_risk_features as features
        on weights.feature_code = features.feature_code
    left join marts.dim_categories as categories
        on weights.category_code = categories.category_code
    where weights.model_run_id = $model_run_id
    order by
        abs(weights.moved_sd) desc,
        weights.column_code
"""


def fetch_model_weights(
    principal: Principal, model_run_id: str, before_run_id: str | None
) -> pl.DataFrame:
    """Fetch the weights of a run, with the experts' start and the run before.

    Args:
        principal: Whose rights.
        model_run_id: The run.
        before_run_id: The run to compare with, if any.

    Returns:
        One row per column, those that audits moved most first: feature_code,
        feature_name, kind_code, category_name, expected_sign, prior_mean, prior_sd,
        weight, weight_low, weight_high (95 %, within the allowed direction),
        moved_sd, n_known, weight_before.
    """
    return fetch(
        WEIGHTS_OF_RUN,
        {
            "language": language(),
            "model_run_id": model_run_id,
            "before_run_id": before_run_id,
        },
        principal=principal,
    )


def fetch_model_checks(principal: Principal) -> pl.DataFrame:
    """Fetch what the load is watched for, one row per check.

    Returns:
        check_code, n_subjects, n_not_ok, is_ok, measured (the highest), limit_high,
        those not in order first.
    """
    return fetch(
        """
        select
            check_code,
            count(*) as n_subjects,
            count(*) filter (not is_ok) as n_not_ok,
            bool_and(is_ok) as is_ok,
            max(measured) as measured,
            max(limit_high) as limit_high
        from marts.rpt_model_monitoring
        group by check_code
        order by
            is_ok,
            check_code
        """,
        principal=principal,
    )


def fetch_list_churn(principal: Principal) -> float | None:
    """Fetch how much of the list is new since the last run, 0 to 100, if known."""
    rows = fetch(
        """
        select 100 * max(measured) as new_pct
        from marts.rpt_model_monitoring
        where
            check_code = 'list_churn'
            and subject_code = 'all'
        """,
        principal=principal,
    )
    return rows["new_pct"][0]


def fetch_model_card(principal: Principal) -> pl.DataFrame:
    """Fetch the model card of the shown run, in both languages.

    Returns:
        One row per language and section, in order: language_code, section_code,
        section_title, section_text (Markdown).
    """
    return fetch(
        """
        select
            language_code,
            section_code,
            section_title,
            section_text
        from marts.rpt_model_card
        order by
            language_code,
            section_number
        """,
        principal=principal,
    )
