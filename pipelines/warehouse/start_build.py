"""Start a build: a fresh file holding everything that dbt reads."""

import secrets
from datetime import UTC, date, datetime

import duckdb

from pipelines.settings import Settings
from pipelines.sources.source import find_sources
from pipelines.warehouse.candidate import find_candidate_file, remove_candidate
from pipelines.warehouse.full_disk import find_full_disk
from pipelines.warehouse.load_build_records import load_build_records
from pipelines.warehouse.load_forecasts import load_forecasts
from pipelines.warehouse.load_imports import load_imports
from pipelines.warehouse.load_past_scores import load_past_scores
from pipelines.warehouse.load_reference import load_reference
from pipelines.warehouse.load_scores import load_scores
from pipelines.warehouse.load_sources import load_sources
from pipelines.warehouse.load_store import load_store


def start_build(settings: Settings, *, as_of: date | None = None) -> str:
    """Create a candidate file with imports, reference tables and the build's own row.

    Args:
        settings: Where the imports lie and where the candidate goes.
        as_of: Day to build as of: from the files as they were known then, and
            suppliers ranked from what had happened by then. Everything received, and
            the data date, when left out.

    Returns:
        The build id.

    Raises:
        DiskError: There was no room to write; the candidate is removed.
    """
    remove_candidate(settings)
    path = find_candidate_file(settings)
    path.parent.mkdir(parents=True)
    now = datetime.now(UTC)
    build_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    try:
        with duckdb.connect(str(path)) as con:
            con.execute(f"set threads = {settings.threads}")
            con.execute(f"set memory_limit = '{settings.memory_limit}'")
            load_imports(con, settings, as_of=as_of)
            load_sources(con)
            load_reference(con, settings)
            load_scores(con, settings, None)
            load_past_scores(con, settings)
            load_forecasts(con, settings, None)
            load_build_records(con, {})
            load_store(con, settings, as_of=as_of)
            _write_run(con, build_id=build_id, started_at=now, as_of=as_of)
    except duckdb.Error as error:
        remove_candidate(settings)
        full_disk = find_full_disk(str(error))
        if full_disk is None:
            raise
        raise full_disk from error
    return build_id


def write_as_of(as_of: date, settings: Settings) -> None:
    """Load the candidate's imports anew, as they were known on another day."""
    with duckdb.connect(str(find_candidate_file(settings))) as con:
        con.execute(f"set threads = {settings.threads}")
        con.execute(f"set memory_limit = '{settings.memory_limit}'")
        load_imports(con, settings, as_of=as_of)
        load_store(con, settings, as_of=as_of)
        build_id, started_at = con.execute(
            "select build_id, started_at from imported.build__run"
        ).fetchall()[0]
        _write_run(con, build_id=build_id, started_at=started_at, as_of=as_of)


def _write_run(
    con: duckdb.DuckDBPyConnection,
    *,
    build_id: str,
    started_at: datetime,
    as_of: date | None,
) -> None:
    # Table names come from our own folders, never from data.
    dated = " union all ".join(
        f'select distinct data_on, is_example from imported."{source.name}__{table}"'
        for source in find_sources()
        if source.kind == "programme"
        for table in source.tables
    )
    con.execute(
        f"""
        create or replace table imported.build__run as
        select
            $build_id::varchar as build_id,
            $started_at::timestamptz as started_at,
            -- Rows that first came later than the day asked for do not move it.
            coalesce(
                max(data_on) filter (data_on <= $as_of::date), max(data_on)
            )::date as data_on,
            coalesce($as_of::date, max(data_on), $started_at::date) as as_of_on,
            coalesce(bool_or(is_example), false) as is_example
        from ({dated})
        """,
        {"build_id": build_id, "started_at": started_at, "as_of": as_of},
    )
