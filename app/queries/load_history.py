"""What has been received over time: loads, changed figures and closed rows."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch


def fetch_changed_figures(principal: Principal, *, limit: int) -> pl.DataFrame:
    """Fetch figures that changed after they were published, newest change first.

    Args:
        principal: Whose rights and build. A region's reader gets the places they may
            see.
        limit: Largest number of rows.

    Returns:
        One row per figure and build: kpi_name, unit_code (percent or count; null for a
        KPI no longer used), period_kind_code, period_year, period_end, place_name,
        old_actual, new_actual, old_numerator, old_denominator, new_numerator,
        new_denominator (null where there was or is no figure, or where is_held_back,
        also a column, says that it is of a small group), cause_code
        (new_file, withdrawn_file, changed_rule), cause_files (may be null), changed_at
        (UTC), from_build_id, to_build_id.
    """
    return fetch(
        """
        select
            if($language = 'sv', kpi_name_sv, kpi_name_en) as kpi_name,
            unit_code,
            period_kind_code,
            period_year,
            period_end,
            if($language = 'sv', place_name_sv, place_name_en) as place_name,
            if(is_held_back and not $sees_few, null, old_actual) as old_actual,
            if(is_held_back and not $sees_few, null, new_actual) as new_actual,
            if(is_held_back and not $sees_few, null, old_numerator) as old_numerator,
            if(is_held_back and not $sees_few, null, old_denominator)
                as old_denominator,
            if(is_held_back and not $sees_few, null, new_numerator) as new_numerator,
            if(is_held_back and not $sees_few, null, new_denominator)
                as new_denominator,
            is_held_back and not $sees_few as is_held_back,
            cause_code,
            cause_files,
            changed_at,
            from_build_id,
            to_build_id
        from marts.rpt_changed_figures
        where len($visible_places) = 0 or place_code in $visible_places
        order by
            changed_at desc,
            kpi_id,
            period_year desc,
            -- The nation first, then the procurement regions, then the regions.
            length(place_code) = 2 and place_code <> 'SE',
            place_code <> 'SE',
            place_code
        limit $limit
        """,
        {"language": language(), "limit": limit},
        principal=principal,
    )


def fetch_closed_rows(principal: Principal, *, limit: int) -> pl.DataFrame:
    """Fetch rows that a newer delivery no longer holds, the latest closed first.

    Rows have no region that holds for all tables, so only readers of every region see
    them.

    Args:
        principal: Whose rights and build.
        limit: Largest number of rows.

    Returns:
        One row per row key: table_name, row_key (JSON), closed_on, closing_file,
        source_file (the last that held it), n_closed (how many there are in all).
    """
    return fetch(
        """
        select
            table_name,
            row_key,
            closed_on,
            closing_file,
            source_file,
            count(*) over () as n_closed
        from marts.rpt_closed_rows
        where len($visible_regions) = 0
        order by
            closed_on desc,
            table_name,
            row_key
        limit $limit
        """,
        {"limit": limit},
        principal=principal,
    )


def fetch_loads(principal: Principal) -> pl.DataFrame:
    """Fetch every file that has been received, the latest first.

    Returns:
        One row per file: file_name, file_sha256 (null when it could not be read),
        table_name (null when no source knows the file), sender_code, sender_name
        (a region's name, else null), outcome_code, n_received, n_accepted, n_rejected
        (null when the file was not read), data_on, received_at (UTC), is_in_use.
    """
    return fetch(
        """
        select
            files.file_name,
            files.file_sha256,
            files.table_name,
            files.sender_code,
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as sender_name,
            files.outcome_code,
            files.n_received,
            files.n_accepted,
            files.n_rejected,
            files.data_on,
            files.received_at,
            files.is_in_use
        from marts.rpt_imported_files as files
        left join marts.dim_places as places on files.sender_code = places.place_code
        order by
            files.received_at desc,
            files.file_name
        """,
        {"language": language()},
        principal=principal,
    )
