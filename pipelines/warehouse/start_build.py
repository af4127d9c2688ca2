"""Start a build: a fresh file holding everything that dbt reads."""

import secrets
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.sources.source import find_sources
from pipelines.warehouse.candidate import POINTER
from pipelines.warehouse.load_imports import load_imports
from pipelines.warehouse.load_reference import load_reference
from pipelines.warehouse.load_scores import load_scores


def start_build(settings: Settings, *, as_of: date | None = None) -> tuple[str, Path]:
    """Create a candidate file with imports, reference tables and the build's own row.

    Args:
        settings: Where the imports lie and where the candidate goes.
        as_of: Day to rank suppliers as of; the data date when left out.

    Returns:
        The build id and the path of the new candidate.
    """
    settings.warehouse_dir.mkdir(parents=True, exist_ok=True)
    remove_candidates(settings)
    now = datetime.now(UTC)
    build_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    path = settings.warehouse_dir / f"candidate-{build_id}.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(f"set threads = {settings.threads}")
        con.execute(f"set memory_limit = '{settings.memory_limit}'")
        load_imports(con, settings)
        load_reference(con, settings)
        load_scores(con, settings, None)
        _write_run(con, build_id=build_id, started_at=now, as_of=as_of)
    return build_id, path


def write_as_of(path: Path, as_of: date) -> None:
    """Change the day that a candidate ranks suppliers as of."""
    with duckdb.connect(str(path)) as con:
        con.execute("update imported.build__run set as_of_on = ?", [as_of])


def remove_candidates(settings: Settings) -> None:
    """Remove what earlier builds left unpublished, whole or half."""
    for left in settings.warehouse_dir.glob("candidate-*"):
        left.unlink()
    (settings.warehouse_dir / POINTER).unlink(missing_ok=True)


def _write_run(
    con: duckdb.DuckDBPyConnection,
    *,
    build_id: str,
    started_at: datetime,
    as_of: date | None,
) -> None:
    # Table names come from our own folders, never from data.
    dated = " union all ".join(
        f"select max(data_on) as data_on, bool_or(is_example) as is_example "
        f'from imported."{source.name}__{table}"'
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
            max(data_on)::date as data_on,
            coalesce($as_of::date, max(data_on), $started_at::date) as as_of_on,
            coalesce(bool_or(is_example), false) as is_example
        from ({dated})
        """,
        {"build_id": build_id, "started_at": started_at, "as_of": as_of},
    )
