"""Find the figures that change after they were published, and what changed them.

    published build + candidate -> find_changes -> imported.ledger__changed_figures
                                                        │ when the build is published
                                    changed_figures.jsonl <┘ -> every later build

Only periods that were over when the figure was published: a year that goes on is
expected to change.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.importing.json_lines import read_lines
from pipelines.settings import Settings

HISTORY = "changed_figures.jsonl"
CHANGED_FIGURES = {
    "kpi_id": "varchar",
    "period_kind_code": "varchar",
    "period_year": "integer",
    "period_end": "date",
    "place_code": "varchar",
    "old_actual": "double",
    "new_actual": "double",
    "old_numerator": "double",
    "old_denominator": "double",
    "new_numerator": "double",
    "new_denominator": "double",
    "cause_code": "varchar",
    "cause_files": "varchar",
    "changed_at": "timestamp with time zone",
    "from_build_id": "varchar",
    "to_build_id": "varchar",
}
TABLE = "imported.ledger__changed_figures"
DIFFERENCES = """
with

builds as (
    select before.build_id, before.data_on, after.data_on as new_data_on
    from before_build.marts.fct_builds as before
    cross join after_build.marts.fct_builds as after
    where before.is_example = after.is_example
),

before as (
    from before_build.marts.fct_kpi_values
    where category_code = 'all' and split_code = 'all'
),

after as (
    from after_build.marts.fct_kpi_values
    where category_code = 'all' and split_code = 'all'
)

select
    kpi_id, period_kind_code, period_year, period_end::varchar as period_end,
    place_code,
    before.actual as old_actual, after.actual as new_actual,
    before.numerator as old_numerator, before.denominator as old_denominator,
    after.numerator as new_numerator, after.denominator as new_denominator
from before
full join after using (
    kpi_id, period_kind_code, period_year, period_end, place_code
)
cross join builds
where
    (
        period_kind_code = 'year' and period_end <= builds.data_on
        -- The year that goes on, when both builds know it to the same day.
        or period_kind_code = 'year_to_date' and period_end = builds.data_on
        and builds.data_on = builds.new_data_on
    )
    and (before.actual, before.numerator, before.denominator)
        is distinct from (after.actual, after.numerator, after.denominator)
order by all
"""
LINEAGE = """
select kpi_id, list(source_name || '__' || table_name) as tables
from after_build.imported.build__kpi_lineage
group by kpi_id
"""
FILES = """
select file_name, source, "table", file_sha256
from {build}.imported.ledger__files
where is_in_use
"""


def load_changed_figures(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Create `imported.ledger__changed_figures` from the history of earlier builds."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in CHANGED_FIGURES.items())
    con.execute(f"create or replace table {TABLE} ({columns})")
    _insert(con, list(read_lines(settings.warehouse_dir / HISTORY)))


def write_changed_figures(before: Path, candidate: Path, *, to_build_id: str) -> int:
    """Add to a finished build what it changes of the published one.

    Returns:
        How many figures change.
    """
    changed_at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = find_changes(
        before, candidate, to_build_id=to_build_id, changed_at=changed_at
    )
    with duckdb.connect(str(candidate)) as con:
        con.execute(f"delete from {TABLE} where to_build_id = $id", {"id": to_build_id})
        _insert(con, rows)
    return len(rows)


def read_changed_figures(build: Path, build_id: str) -> list[dict[str, Any]]:
    """Read the figures that a build changed when it was made, ready for JSON."""
    moments = ("period_end", "changed_at")
    columns = ", ".join(
        f"cast({name} as varchar) as {name}" if name in moments else name
        for name in CHANGED_FIGURES
    )
    with duckdb.connect(str(build), read_only=True) as con:
        con.execute("set timezone = 'UTC'")
        return _fetch(
            con,
            f"select {columns} from {TABLE} where to_build_id = $id order by all",
            {"id": build_id},
        )


def find_changes(
    before: Path,
    after: Path,
    *,
    to_build_id: str,
    changed_at: str,
) -> list[dict[str, Any]]:
    """Find the figures that differ between two builds, with their cause.

    Args:
        before: The build that is published.
        after: The build that takes its place.
        to_build_id: The id of `after`.
        changed_at: When, in UTC.

    Returns:
        One dict per figure, with the columns of CHANGED_FIGURES. Nothing between an
        example and real data, nor against a build of a version without such tables.
    """
    with duckdb.connect() as con:
        for name, path in (("before_build", before), ("after_build", after)):
            place = str(path).replace("'", "''")
            con.execute(f"attach '{place}' as {name} (read_only)")
        try:
            changes = _fetch(con, DIFFERENCES)
            files = {
                build: _fetch(con, FILES.format(build=build))
                for build in ("before_build", "after_build")
            }
            lineage = _fetch(con, LINEAGE)
            (from_build_id,) = con.execute(
                "select any_value(build_id) from before_build.marts.fct_builds"
            ).fetchall()[0]
        except (duckdb.CatalogException, duckdb.BinderException):
            return []
    if not changes:
        return []
    upstream = {each["kpi_id"]: frozenset(each["tables"]) for each in lineage}
    known = {
        "changed_at": changed_at,
        "from_build_id": from_build_id,
        "to_build_id": to_build_id,
    }
    return [
        {**change, **_find_cause(upstream.get(change["kpi_id"]), files), **known}
        for change in changes
    ]


def _find_cause(
    tables: frozenset[str] | None, files: dict[str, list[dict[str, Any]]]
) -> dict[str, str | None]:
    """Name the files that came or went, of those that the figure is made from.

    When none did, the rule by which the figure is made is what has changed.
    """
    seen = {
        build: {
            (file["file_sha256"], file["file_name"])
            for file in of_build
            if tables is not None and f"{file['source']}__{file['table']}" in tables
        }
        for build, of_build in files.items()
    }
    came = seen["after_build"] - seen["before_build"]
    went = seen["before_build"] - seen["after_build"]
    if not came and not went:
        return {"cause_code": "changed_rule", "cause_files": None}
    return {
        "cause_code": "new_file" if came else "withdrawn_file",
        "cause_files": ", ".join(sorted({name for _, name in came or went})),
    }


def _insert(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    if rows:
        places = ", ".join(f"${name}" for name in CHANGED_FIGURES)
        con.executemany(
            f"insert into {TABLE} values ({places})",
            [{name: row[name] for name in CHANGED_FIGURES} for row in rows],
        )


def _fetch(
    con: duckdb.DuckDBPyConnection, query: str, bound: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    return con.sql(query, params=bound).pl().to_dicts()
