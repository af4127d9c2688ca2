"""Which version of a row counts, which rows are closed, and what was known when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.importing.ledger import load_ledger, write_event
from pipelines.importing.run_import import run_import
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import find_tables
from pipelines.warehouse.load_imports import load_imports
from pipelines.warehouse.rows_in_use import load_rows_in_use

SUPPLIERS = "Organisationsnummer;Leverantörsnamn"
PACKAGES = "Produkt-ID;Kravpaket;Tema;Antaget"
REGIONS = "Ärendenummer;Region;Roll i ärendet"
ALFA, BETA, GAMMA = "556056-6258", "556012-5790", "202100-5489"
Send = Callable[..., None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


@pytest.fixture
def send(settings: Settings, tmp_path: Path) -> Send:
    """Import a delivery of one file or more; each is known by when it came."""
    deliveries = iter(range(1, 100))

    def run(
        *files: tuple[str, list[str]],
        sender: str | None = None,
        came: int | None = None,
    ) -> None:
        number = next(deliveries)
        folder = tmp_path / f"delivery{number}"
        folder.mkdir()
        for name, lines in files:
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf8")
        for event in run_import(folder, settings).events:
            assert event.outcome == "imported", event.message
            moment = datetime(2026, 1, came or number, tzinfo=UTC)
            known = {"sender": sender, "received_at": moment}
            write_event(replace(event, delivery_id=str(number), **known), settings)

    return run


def suppliers(day: str, *rows: tuple[str, str]) -> tuple[str, list[str]]:
    lines = [SUPPLIERS, *(";".join(row) for row in rows)]
    return f"{day}_leverantorer.csv", lines


def load(settings: Settings, as_of: date | None = None) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    load_imports(con, settings, as_of=as_of)
    return con


def fetch_names(settings: Settings, as_of: date | None = None) -> list[str]:
    rows = load(settings, as_of).execute(
        "select supplier_name from imported.supplier_register__suppliers order by 1"
    )
    return [name for (name,) in rows.fetchall()]


def fetch_closed(settings: Settings, as_of: date | None = None) -> list[tuple]:
    return (
        load(settings, as_of)
        .execute(
            "select row_key, closed_on::varchar, source_file, closing_file "
            "from imported.ledger__closed_rows order by all"
        )
        .fetchall()
    )


def test_a_row_that_the_next_delivery_lacks_is_closed_not_erased(
    settings: Settings, send: Send
) -> None:
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta")))
    send(suppliers("2025-02-28", (ALFA, "Alfa AB")))
    assert fetch_names(settings) == ["Alfa AB"]
    ((key, closed_on, last, closing),) = fetch_closed(settings)
    assert "5560125790" in key.replace("-", "")
    assert closed_on == "2025-02-28"
    assert last == "2025-01-31_leverantorer.csv"
    assert closing == "2025-02-28_leverantorer.csv"
    send(suppliers("2025-03-31", (ALFA, "Alfa AB"), (BETA, "Beta again")))
    assert fetch_names(settings) == ["Alfa AB", "Beta again"]
    assert fetch_closed(settings) == []


def test_a_preview_compares_with_the_rows_that_are_not_closed(
    settings: Settings, send: Send
) -> None:
    ((source, table),) = [
        pair for pair in find_tables() if pair[1].identity[0] == "supplier_register"
    ]
    nothing = load_rows_in_use(source, table, [], settings)
    assert nothing.is_empty()
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta")), sender="12")
    send(suppliers("2025-02-28", (ALFA, "Alfa AB")), sender="12")
    rows = load_rows_in_use(source, table, load_ledger(settings), settings)
    assert rows.select("supplier_name", "sender").rows() == [("Alfa AB", "12")]
    assert rows.schema == nothing.schema


def test_each_day_is_rebuilt_as_it_was_known(settings: Settings, send: Send) -> None:
    # A correction, a row that vanishes, and one that comes late.
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta")))
    send(suppliers("2025-02-28", (ALFA, "Alfa corrected"), (BETA, "Beta")))
    send(suppliers("2025-03-31", (ALFA, "Alfa corrected"), (GAMMA, "Gamma")))
    known = {
        # Nobody knew anything yet: every row as it was first known.
        date(2025, 1, 1): ["Alfa", "Beta", "Gamma"],
        date(2025, 1, 31): ["Alfa", "Beta", "Gamma"],
        date(2025, 2, 27): ["Alfa", "Beta", "Gamma"],
        date(2025, 2, 28): ["Alfa corrected", "Beta", "Gamma"],
        date(2025, 3, 30): ["Alfa corrected", "Beta", "Gamma"],
        date(2025, 3, 31): ["Alfa corrected", "Gamma"],
        datetime.now(UTC).date(): ["Alfa corrected", "Gamma"],
    }
    assert {day: fetch_names(settings, day) for day in known} == known
    assert fetch_names(settings) == ["Alfa corrected", "Gamma"]
    assert fetch_closed(settings, date(2025, 3, 30)) == []
    assert len(fetch_closed(settings, date(2025, 3, 31))) == 1


def test_today_gives_the_very_same_tables(settings: Settings, send: Send) -> None:
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta")))
    send(suppliers("2025-02-28", (ALFA, "Alfa AB")))
    now, today = load(settings), load(settings, datetime.now(UTC).date())
    tables = now.execute(
        "select table_name from information_schema.tables "
        "where table_schema = 'imported'"
    ).fetchall()
    assert len(tables) > 30
    for (table,) in tables:
        query = f'select * from imported."{table}" order by all'
        assert now.execute(query).fetchall() == today.execute(query).fetchall()


def test_a_row_closed_for_good_does_not_return_through_what_came_later(
    settings: Settings, send: Send
) -> None:
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta")))
    send(suppliers("2025-02-28", (ALFA, "Alfa")))
    send(suppliers("2025-03-31", (ALFA, "Alfa"), (BETA, "Beta again")))
    assert fetch_names(settings, date(2025, 3, 1)) == ["Alfa"]


def test_a_sender_closes_only_its_own_rows(settings: Settings, send: Send) -> None:
    send(suppliers("2025-01-31", (ALFA, "Alfa")), sender="01")
    send(suppliers("2025-01-31", (BETA, "Beta")), sender="12")
    send(suppliers("2025-02-28", (GAMMA, "Gamma")), sender="12")
    assert fetch_names(settings) == ["Alfa", "Gamma"]
    send(suppliers("2025-03-31", (GAMMA, "Gamma"), (ALFA, "Alfa")), sender="12")
    send(suppliers("2025-04-30", (BETA, "Beta AB")), sender="01")
    # Region 01 no longer sends Alfa, but region 12 still does.
    assert fetch_names(settings) == ["Alfa", "Beta AB", "Gamma"]
    assert fetch_closed(settings) == []


def test_the_files_of_one_delivery_count_together(
    settings: Settings, send: Send
) -> None:
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta"), (GAMMA, "Gamma")))
    first = suppliers("2025-02-28", (ALFA, "Alfa"))
    second = suppliers("2025-02-28", (BETA, "Beta"))
    send(first, (f"del2_{second[0]}", second[1]))
    assert fetch_names(settings) == ["Alfa", "Beta"]
    ((_, _, _, closing),) = fetch_closed(settings)
    assert closing == "2025-02-28_leverantorer.csv, del2_2025-02-28_leverantorer.csv"


def test_a_delivery_of_fewer_files_than_the_one_before_closes_nothing(
    settings: Settings, send: Send
) -> None:
    other = ("del2_2025-01-31_leverantorer.csv", [SUPPLIERS, f"{BETA};Beta"])
    send(suppliers("2025-01-31", (ALFA, "Alfa")), other)
    # The second file came again too, but as it was, so it is no news to the ledger.
    send(suppliers("2025-02-28", (ALFA, "Alfa AB")))
    assert fetch_names(settings) == ["Alfa AB", "Beta"]
    assert fetch_closed(settings) == []
    other = ("del2_2025-03-31_leverantorer.csv", [SUPPLIERS, f"{GAMMA};Gamma"])
    send(suppliers("2025-03-31", (ALFA, "Alfa HB")), other)
    assert fetch_names(settings) == ["Alfa HB", "Gamma"]
    assert len(fetch_closed(settings)) == 1


def test_a_row_whose_new_version_is_rejected_has_not_vanished(
    settings: Settings, send: Send
) -> None:
    send(suppliers("2025-01-31", (ALFA, "Alfa"), (BETA, "Beta"), (GAMMA, "Gamma")))
    send(suppliers("2025-02-28", (ALFA, "Alfa"), (BETA, "")))
    assert fetch_names(settings) == ["Alfa", "Beta"]
    ((key, *_),) = fetch_closed(settings)
    assert "2021005489" in key.replace("-", "")


def test_a_file_read_again_keeps_its_place(settings: Settings, send: Send) -> None:
    send(suppliers("2025-01-31", (ALFA, "First")), came=1)
    send(suppliers("2025-01-31", (ALFA, "Corrected")), came=2)
    assert fetch_names(settings) == ["Corrected"]
    (older, _) = load_ledger(settings)
    write_event(replace(older, loaded_at=datetime.now(UTC)), settings)
    assert fetch_names(settings) == ["Corrected"]


def test_a_table_that_is_sent_in_parts_closes_nothing(
    settings: Settings, send: Send
) -> None:
    send(("2025-01-31_kravpaket.csv", [PACKAGES, "P-1;Old;Klimat;2024-01-15"]))
    send(("2025-02-28_kravpaket.csv", [PACKAGES, "P-2;New;Klimat;2024-01-15"]))
    query = "select package_name from imported.environmental_requirements__packages"
    names = load(settings).execute(f"{query} order by 1").fetchall()
    assert names == [("New",), ("Old",)]
    assert fetch_closed(settings) == []


def test_rows_that_a_newer_file_for_the_same_case_lacks_are_listed(
    settings: Settings, send: Send
) -> None:
    roles = ("Region Skåne", "Region Gävleborg")
    lines = [f"UPP-1;{region};Deltar" for region in roles]
    other = "UPP-2;Region Skåne;Deltar"
    send(("2025-01-31_uppfoljning_regioner.csv", [REGIONS, *lines, other]))
    send(("2025-02-28_uppfoljning_regioner.csv", [REGIONS, lines[0]]))
    query = (
        "select case_id, region_code from "
        "imported.follow_up_case_regions__case_regions order by all"
    )
    assert load(settings).execute(query).fetchall() == [
        ("UPP-1", "12"),
        ("UPP-2", "12"),
    ]
    ((key, closed_on, last, closing),) = fetch_closed(settings)
    assert '"region_code":"21"' in key
    assert closed_on == "2025-02-28"
    assert last < closing
    assert fetch_closed(settings, date(2025, 2, 27)) == []
