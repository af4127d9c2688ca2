from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.data_coverage import (
    fetch_kpi_coverage,
    fetch_region_coverage,
    fetch_source_coverage,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/data_coverage.py").run()


def test_the_page_lists_sources_regions_and_key_figures() -> None:
    page = open_page()
    assert not page.exception
    sources, regions, kpis = (each.value for each in page.dataframe)
    assert len(sources) == fetch_source_coverage(load_principal()).height
    assert len(regions) == 21
    assert len(kpis) == fetch_kpi_coverage(load_principal()).height
    assert max(regions["Nyckeltal med värde"]) > 0
    assert set(sources["Läge"]) <= {"Levererad", "Gammal", "Inte levererad"}


def test_a_figure_with_unknown_answers_says_how_many() -> None:
    coverage = fetch_kpi_coverage(load_principal())
    requirements = coverage.row(
        by_predicate=pl.col("kpi_id") == "KPI-111-01", named=True
    )
    assert requirements["n_missing"] > 0
    assert 0 < requirements["missing_pct"] < 100
    assert requirements["n_tables_delivered"] == requirements["n_tables"] == 2


def test_a_regions_reader_sees_its_own_deliveries() -> None:
    reader = Principal("region", ("12",), load_principal().build_id)
    assert fetch_region_coverage(reader)["region_name"].to_list() == ["Region Skåne"]


def test_the_page_can_be_read_in_english() -> None:
    assert open_page(lang="en").title[0].value == "Data coverage"


def test_without_the_programmes_data_the_page_says_what_lacks(
    statistics_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    assert "inte levererade" in "\n".join(each.value for each in page.subheader)
