"""Every source's example export all the way to its staging model."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.sources.source import SOURCES, Table, find_tables
from tests.integration.dbt_builds import (
    find_failures,
    read_rows,
    run_dbt,
    write_warehouse,
)

STAGED = [
    pytest.param(table, id=f"{table.source}.{table.name}")
    for source, table in find_tables()
    if source.kind == "programme" or source.name == "published_history"
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inbox = tmp_path_factory.mktemp("received")
    for path in SOURCES.glob("*/example_export*"):
        (inbox / f"{path.parent.name}_{path.name}").write_bytes(path.read_bytes())
    home = tmp_path_factory.mktemp("home")
    built = write_warehouse(home, exports=inbox, as_of=date(2025, 10, 31))
    models = [f"staging.{table.source}" for [table], *_ in STAGED]
    results = run_dbt(built, "build", "--select", *models)
    assert results
    assert not find_failures(results)
    return built


@pytest.mark.parametrize("table", STAGED)
def test_every_example_reaches_staging(warehouse: Path, table: Table) -> None:
    name = f"{table.source}__{table.name}"
    [(n_imported,)] = read_rows(warehouse, f'select count(*) from imported."{name}"')
    [(n_staged,)] = read_rows(warehouse, f'select count(*) from staging."stg_{name}"')
    assert n_staged > 0
    # Rows with a key of their own are staged one for one.
    assert n_staged == n_imported or not table.schema.primary_key()
