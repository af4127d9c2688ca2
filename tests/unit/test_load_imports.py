import hashlib
import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import BuildError
from pipelines.importing.ledger import FileEvent
from pipelines.importing.run_import import run_import
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import SOURCES, find_tables
from pipelines.warehouse.load_imports import load_imports

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


def take_in(settings: Settings, name: str, *rows: str, example: bool = False) -> None:
    folder = settings.home.parent / f"{name}{len(rows)}{example}"
    folder.mkdir()
    path = folder / name
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf8")
    if example:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        manifest = {"seed": 1, "files": {name: sha256}}
        (folder / "exempeldata.json").write_text(json.dumps(manifest))
    assert run_import(folder, settings).is_usable


def load(settings: Settings) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    load_imports(con, settings)
    return con


def fetch_packages(settings: Settings) -> list[tuple]:
    return (
        load(settings)
        .execute(
            "select product_code, package_name, is_example "
            'from imported."environmental_requirements__packages" order by 1, 2'
        )
        .fetchall()
    )


def test_every_table_is_there_with_its_types_before_anything_has_come(
    settings: Settings,
) -> None:
    con = load(settings)
    for _, table in find_tables():
        described = con.execute(
            f'describe imported."{table.source}__{table.name}"'
        ).fetchall()
        assert [row[0] for row in described][: len(table.schema.columns())] == (
            table.schema.column_names()
        )
        assert con.execute(
            f'select count(*) from imported."{table.source}__{table.name}"'
        ).fetchone() == (0,)
    for name in ("ledger__files", "ledger__rejected_rows"):
        assert con.execute(f"select count(*) from imported.{name}").fetchone() == (0,)


def test_loaded_columns_have_the_same_types_with_and_without_rows(
    settings: Settings, tmp_path: Path
) -> None:
    empty = load(load_settings(tmp_path / "other"))
    for path in SOURCES.glob("*/source.yml"):
        run_import(path.parent, settings)
    full = load(settings)
    described = (
        "select table_name, column_name, data_type from information_schema.columns "
        "where table_schema = 'imported' order by all"
    )
    assert full.execute(described).fetchall() == empty.execute(described).fetchall()
    assert full.execute(
        'select count(*) from imported."findings__findings"'
    ).fetchone() == (4,)


def test_a_newer_row_replaces_the_older_one_with_its_key(settings: Settings) -> None:
    take_in(settings, "2025-02-28_kravpaket.csv", "P-1;New;Klimat;2024-01-15")
    take_in(
        settings,
        "2025-01-31_kravpaket.csv",
        "P-1;Old;Klimat;2024-01-15",
        "P-2;Old;Klimat;2024-01-15",
    )
    assert fetch_packages(settings) == [("P-1", "New", False), ("P-2", "Old", False)]


def test_a_column_that_the_agreement_got_later_is_empty_in_older_imports(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(settings, "2025-01-31_kravpaket.csv", "P-1;Older;Klimat;2024-01-15")
    [older] = settings.imported_dir.rglob("*.parquet")
    pl.read_parquet(older).drop("theme_code").write_parquet(older)
    take_in(settings, "2025-02-28_kravpaket.csv", "P-2;Newer;Klimat;2024-01-15")
    # The ledger knows the file as it was written, with every column.
    monkeypatch.setattr(FileEvent, "check_rows", lambda *_: True)
    themes = 'select theme_code from imported."environmental_requirements__packages"'
    found = load(settings).execute(f"{themes} order by product_code").fetchall()
    assert found[0] == (None,)
    assert found[1] != (None,)


def test_for_the_same_day_the_file_that_came_last_counts(settings: Settings) -> None:
    take_in(settings, "2025-01-31_kravpaket.csv", "P-1;First;Klimat;2024-01-15")
    take_in(settings, "2025-01-31_kravpaket.CSV", "P-1;Corrected;Klimat;2024-01-15")
    assert fetch_packages(settings) == [("P-1", "Corrected", False)]


def test_example_rows_step_aside_for_the_first_real_file_of_any_source(
    settings: Settings,
) -> None:
    take_in(
        settings,
        "2025-10-31_kravpaket.csv",
        *("P-1;Made up;Klimat;2024-01-15", "P-2;Made up;Moral;2024-01-15"),
        example=True,
    )
    assert fetch_packages(settings) == [("P-1", "Made up", True)]
    run_import(SOURCES / "procurement_statistics", settings)
    assert fetch_packages(settings) == [("P-1", "Made up", True)]
    run_import(SOURCES / "supplier_register", settings)
    assert fetch_packages(settings) == []
    con = load(settings)
    assert con.execute(
        "select count(*) from imported.ledger__rejected_rows where is_example"
    ).fetchone() == (0,)
    assert con.execute(
        "select is_in_use from imported.ledger__files where is_example"
    ).fetchall() == [(False,)]


def test_the_newest_statistics_stand_for_their_whole_year(settings: Settings) -> None:
    table = 'imported."procurement_statistics__contract_values"'
    for name, day in (("a", "2025-01-01"), ("b", "2025-06-01")):
        folder = settings.home.parent / name
        folder.mkdir()
        source = (
            SOURCES / "procurement_statistics" / "example_export_contract_values.xlsx"
        )
        content = source.read_bytes()
        # The same table under another fingerprint: a zip may end in a comment.
        comment = name.encode()
        content = content[:-2] + len(comment).to_bytes(2, "little") + comment
        (folder / f"{day}_contracted_value.xlsx").write_bytes(content)
        assert run_import(folder, settings).events[0].outcome == "imported"
    con = load(settings)
    assert con.execute(
        f"select count(*), any_value(data_on)::varchar from {table}"
    ).fetchone() == (4, "2025-06-01")


def test_every_file_and_every_rejected_row_is_listed(settings: Settings) -> None:
    take_in(
        settings,
        "2025-01-31_kravpaket.csv",
        *("P-1;A;Klimat;2024-01-15", "P-2;B;Moral;2024-01-15"),
    )
    con = load(settings)
    assert con.execute(
        'select file_name, source, "table", outcome, n_received, n_accepted, '
        "n_rejected, is_in_use from imported.ledger__files"
    ).fetchall() == [
        (
            *("2025-01-31_kravpaket.csv", "environmental_requirements", "packages"),
            *("imported", 2, 1, 1, True),
        )
    ]
    assert con.execute(
        "select source_row, broken_rules from imported.ledger__rejected_rows"
    ).fetchall() == [(3, "theme_code|unknown_code")]


def test_rows_that_are_not_the_ledgers_stop_the_build(settings: Settings) -> None:
    take_in(settings, "2025-01-31_kravpaket.csv", "P-1;A;Klimat;2024-01-15")
    (rows,) = (settings.imported_dir / "environmental_requirements").rglob("*.parquet")
    rows.unlink()
    with pytest.raises(BuildError, match="malbild import"):
        load(settings)
