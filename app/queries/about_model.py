"""What the shown model run tells of itself: which model, how sure, against what.

Figures of groups and models, never of a supplier, so every role sees them all.
"""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch


def fetch_model_runs(principal: Principal) -> pl.DataFrame:
    """Fetch the kept runs, the shown one first, then the newest.

    Returns:
        One row per run: the columns of rpt_model_runs, and note in the reader's
        language. Empty when no run has told of itself, or none of them is shown.
    """
    return fetch(
        """
        select
            runs.*,
            if($language = 'sv', note_sv, note_en) as note
        from marts.rpt_model_runs as runs
        where exists (select 1 from marts.rpt_model_runs where is_shown)
        order by
            is_shown desc,
            as_of_on desc,
            model_run_id desc
        """,
        {"language": language()},
        principal=principal,
    )


def fetch_model_gate(principal: Principal, model_run_id: str) -> pl.DataFrame:
    """Fetch what the trained model must hold to be shown.

    Returns:
        One row per check, the ship gate first: the columns of rpt_model_gate.
    """
    return fetch(
        """
        select *
        from marts.rpt_model_gate
        where model_run_id = $model_run_id
        order by
            list_position(['ship', 'kill', 'challenger'], gate_code),
            check_code
        """,
        {"model_run_id": model_run_id},
        principal=principal,
    )


def fetch_model_hits(principal: Principal) -> pl.DataFrame:
    """Fetch how many of those chosen had a major finding, by each way of choosing.

    Returns:
        One row per model that was measured, the most hits first: model_code, n_hits
        (whole), n_chosen, n_rows, n_positives, hit_pct, low_pct, high_pct (0-100; the
        ends empty without an interval).
    """
    return fetch(
        """
        select
            model_code,
            round(n_hits)::bigint as n_hits,
            round(n_chosen)::bigint as n_chosen,
            n_rows,
            n_positives,
            100 * measured as hit_pct,
            100 * low as low_pct,
            100 * high as high_pct
        from marts.rpt_model_evaluation
        where
            window_code = 'pooled'
            and metric_code = 'precision_at_k'
            and measured is not null
        order by
            measured desc,
            model_code
        """,
        principal=principal,
    )


def fetch_model_metrics(principal: Principal) -> pl.DataFrame:
    """Fetch every other measure of every model, all windows together.

    Returns:
        One row per model and measure: model_code, metric_code, measured, low, high.
    """
    return fetch(
        """
        select
            model_code,
            metric_code,
            measured,
            low,
            high
        from marts.rpt_model_evaluation
        where
            window_code = 'pooled'
            and measured is not null
            and not starts_with(metric_code, 'precision_at_k')
        order by
            metric_code,
            model_code
        """,
        principal=principal,
    )


def fetch_model_reliability(principal: Principal, model_code: str) -> pl.DataFrame:
    """Fetch one model's probabilities beside what came.

    Returns:
        One row per kind of audit and quarter of the probabilities: audit_type_code,
        bin_number, n_audits, n_major_audits, predicted_pct, major_pct, low_pct,
        high_pct, is_within (whether the interval holds what was said).
    """
    return fetch(
        """
        select
            audit_type_code,
            bin_number,
            n_audits,
            n_major_audits,
            predicted_pct,
            major_pct,
            low_pct,
            high_pct,
            predicted_pct between low_pct and high_pct as is_within
        from marts.rpt_model_reliability
        where
            model_code = $model_code
            and n_audits > 0
        order by
            list_position(['office', 'factory', 'unknown'], audit_type_code),
            bin_number
        """,
        {"model_code": model_code},
        principal=principal,
    )


def fetch_model_groups(principal: Principal) -> pl.DataFrame:
    """Fetch whether the list takes alike from groups with the same risk.

    Returns:
        One row per group, those outside first: the columns of rpt_model_groups,
        category_name (of categories), reason in the reader's language.
    """
    return fetch(
        """
        select
            groups.*,
            if(
                $language = 'sv',
                categories.category_name_sv,
                categories.category_name_en
            ) as category_name,
            if($language = 'sv', groups.reason_sv, groups.reason_en) as reason
        from marts.rpt_model_groups as groups
        left join marts.dim_categories as categories
            on
                groups.group_kind_code = 'category'
                and groups.group_code = categories.category_code
        order by
            list_position(['outside', 'within', 'too_few'], groups.verdict_code),
            groups.group_kind_code,
            groups.group_code
        """,
        {"language": language()},
        principal=principal,
    )
