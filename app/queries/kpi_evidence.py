"""What a KPI's figures rest on: targets, sources, checks, SQL and later changes."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch


def fetch_targets(principal: Principal, kpi_id: str) -> pl.DataFrame:
    """Fetch a KPI's targets in every plan, with what they rest on.

    Returns:
        One row per plan and year: plan_name, target_year, target, target_form_code
        (figure, previous_year, done, none), target_basis, decision_code.
    """
    return fetch(
        """
        select
            if($language = 'sv', plan_name_sv, plan_name_en) as plan_name,
            target_year,
            target,
            target_form_code,
            if($language = 'sv', target_basis_sv, target_basis_en) as target_basis,
            decision_code
        from marts.rpt_kpi_targets
        where kpi_id = $kpi_id
        order by plan_code, target_year
        """,
        {"kpi_id": kpi_id, "language": language()},
        principal=principal,
    )


def fetch_kpi_sources(principal: Principal, kpi_id: str) -> pl.DataFrame:
    """Fetch the tables that a KPI is made from and how far they have been delivered.

    Returns:
        One row per table: source_name, table_name, is_reference, is_delivered,
        n_files, n_senders, n_accepted, n_rejected, data_on, age_days, received_at.
    """
    return fetch(
        """
        select * exclude (kpi_id)
        from marts.rpt_kpi_sources
        where kpi_id = $kpi_id
        order by is_reference, source_name, table_name
        """,
        {"kpi_id": kpi_id},
        principal=principal,
    )


def fetch_kpi_checks(principal: Principal, kpi_id: str) -> pl.DataFrame:
    """Fetch the checks that hold a KPI's figures, the worst first.

    Returns:
        One row per check: check_name, checked_model, scope_code (figure, all_figures,
        upstream), description (English), status_code (failed, warned, passed, not_run),
        n_failures.
    """
    return fetch(
        """
        select
            check_name,
            checked_model,
            scope_code,
            description,
            status_code,
            n_failures
        from marts.rpt_kpi_checks
        where kpi_id = $kpi_id
        order by
            status_code = 'not_run',
            status_code = 'passed',
            scope_code <> 'figure',
            scope_code,
            checked_model,
            check_name
        """,
        {"kpi_id": kpi_id},
        principal=principal,
    )


def fetch_kpi_sql(principal: Principal, kpi_id: str) -> str:
    """Fetch the SQL that made a KPI; empty when the build has not kept it."""
    rows = fetch(
        "select model_sql from marts.rpt_kpi_sql where kpi_id = $kpi_id",
        {"kpi_id": kpi_id},
        principal=principal,
    )
    return "" if rows.is_empty() else rows.item()


def fetch_revisions(
    principal: Principal, kpi_id: str, *, place_code: str
) -> pl.DataFrame:
    """Fetch a KPI's figures that changed after they were published, newest first.

    Returns:
        One row per figure and build: period_year, period_kind_code, old_actual,
        new_actual, is_held_back (both are empty then), cause_code (new_file,
        withdrawn_file, changed_rule), cause_files, changed_at (UTC).
    """
    return fetch(
        """
        select
            period_year,
            period_kind_code,
            if(is_held_back and not $sees_few, null, old_actual) as old_actual,
            if(is_held_back and not $sees_few, null, new_actual) as new_actual,
            is_held_back and not $sees_few as is_held_back,
            cause_code,
            cause_files,
            changed_at
        from marts.rpt_changed_figures
        where
            kpi_id = $kpi_id
            and place_code = $place_code
            and (len($visible_places) = 0 or place_code in $visible_places)
        order by changed_at desc, period_year desc, period_kind_code
        """,
        {"kpi_id": kpi_id, "place_code": place_code},
        principal=principal,
    )
