"""What was received, accepted and rejected, and what looks odd, in the build shown."""

import polars as pl

from app.access import Principal
from app.warehouse import fetch


def fetch_row_totals(principal: Principal) -> dict[str, int]:
    """Fetch how many rows the imported files hold.

    Returns:
        n_files, n_received, n_accepted and n_rejected over the imported files;
        n_received is the sum of the other two. n_unused counts the files that
        were refused or that no source knows.
    """
    rows = fetch(
        """
        select
            count(*) filter (where outcome_code = 'imported') as n_files,
            coalesce(sum(n_received), 0)::bigint as n_received,
            coalesce(sum(n_accepted), 0)::bigint as n_accepted,
            coalesce(sum(n_rejected), 0)::bigint as n_rejected,
            count(*) filter (
                where outcome_code in ('refused', 'unrecognised')
            ) as n_unused
        from marts.rpt_imported_files
        """,
        principal=principal,
    )
    return rows.row(0, named=True)


def fetch_imported_files(principal: Principal) -> pl.DataFrame:
    """Fetch every file that has been received, newest first.

    Returns:
        One row per file: file_name, source_name (null when no source knows the
        file), table_name, outcome_code (imported, unchanged, refused, unrecognised),
        n_received, n_accepted, n_rejected (rows; null when the file was not read),
        data_on, loaded_at (UTC), is_example, message (in English, for the
        secretariat; may be null).
    """
    return fetch(
        """
        select
            file_name,
            source_name,
            table_name,
            outcome_code,
            n_received,
            n_accepted,
            n_rejected,
            data_on,
            loaded_at,
            is_example,
            message
        from marts.rpt_imported_files
        order by
            source_name nulls first,
            table_name,
            data_on desc,
            file_name
        """,
        principal=principal,
    )


def fetch_broken_rules(principal: Principal) -> pl.DataFrame:
    """Fetch which rules rejected rows have broken, most rows first.

    Returns:
        One row per source, table, column and rule: source_name, table_name,
        column_code, rule_code, n_rows. A row that breaks two rules counts in both.
    """
    return fetch(
        """
        with

        broken as (
            select
                source_name,
                table_name,
                unnest(string_split(broken_rules, ',')) as broken_rule
            from marts.rpt_rejected_rows
        )

        select
            source_name,
            table_name,
            split_part(broken_rule, '|', 1) as column_code,
            split_part(broken_rule, '|', -1) as rule_code,
            count(*) as n_rows
        from broken
        group by all
        order by
            n_rows desc,
            source_name,
            table_name,
            column_code,
            rule_code
        """,
        principal=principal,
    )


def fetch_rejected_rows(principal: Principal, *, limit: int) -> pl.DataFrame:
    """Fetch rejected rows as they were received.

    Rows that were rejected may lack a readable region, so only readers of every
    region see them.

    Args:
        principal: Whose rights and build.
        limit: Largest number of rows.

    Returns:
        One row per rejected row: source_name, table_name, source_file, source_row
        (line in the file, the heading is 1), broken_rules ("column|rule", comma
        between), as_received (JSON text of the cells).
    """
    return fetch(
        """
        select
            source_name,
            table_name,
            source_file,
            source_row,
            broken_rules,
            as_received
        from marts.rpt_rejected_rows
        where len($visible_regions) = 0
        order by
            source_file,
            source_row
        limit $limit
        """,
        {"limit": limit},
        principal=principal,
    )


def fetch_suspicions(principal: Principal) -> pl.DataFrame:
    """Fetch what looks odd but stops nothing.

    Returns:
        One row per oddity, those of a kind together: qc_code, qc_name_sv,
        qc_name_en, advice_sv, advice_en, reader_role_sv, reader_role_en (who should
        look), detail_name_sv, detail_name_en (what detail_figure is), subject_id,
        subject_name (may be null), region_code (null where no region is meant),
        detail_figure (may be null), n_of_kind (oddities of the same kind). A
        region's reader gets their own region's only.
    """
    return fetch(
        """
        select
            qc_code,
            qc_name_sv,
            qc_name_en,
            advice_sv,
            advice_en,
            reader_role_sv,
            reader_role_en,
            detail_name_sv,
            detail_name_en,
            subject_id,
            subject_name,
            region_code,
            detail_figure,
            count(*) over (partition by qc_code) as n_of_kind
        from marts.rpt_suspicions
        where len($visible_regions) = 0 or region_code in $visible_regions
        order by
            sort_order,
            subject_id
        """,
        principal=principal,
    )
