from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from app.access import Principal
from app.build_pointer import find_current_build
from app.charts.spec import ChartSpec, Table
from app.queries.choices import fetch_places
from app.queries.goal_card import fetch_kpi_names
from app.queries.goals import GoalChoice, fetch_goal_trends
from app.reports.compose import build_report, find_parts
from app.reports.definition import ReportDefinition
from app.reports.parts_kpi import build_kpi_code
from app.reports.report import Listing, Report

PLAN = "strategy_2023_2025"
YEARS = (2023, 2024, 2025)
MAIN = str(Path("app/main.py").resolve())
KPI_IDS = ("KPI-112-08", "KPI-112-03", "KPI-12-02", "KPI-13-06", "KPI-111-01")
#: Which KPI, where and when, and who asks.
CHOSEN = (
    st.sampled_from(KPI_IDS),
    st.sampled_from(("SE", "A", "E", "01", "12", "14")),
    st.sampled_from(YEARS),
)


@pytest.fixture(scope="module", autouse=True)
def home(built_home: Path, tmp_path_factory: pytest.TempPathFactory):
    store = tmp_path_factory.mktemp("store") / "store.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALBILD_HOME", str(built_home))
        patch.setenv("MALBILD_STORE_URL", f"sqlite:///{store}")
        yield built_home


@pytest.fixture(scope="module")
def figures(built_warehouse: Path):
    """The warehouse itself, asked without any of the app's queries."""
    with duckdb.connect(str(built_warehouse), read_only=True) as connection:
        yield connection


def build_reader(role_code: str = "secretariat", *region_codes: str) -> Principal:
    return Principal(role_code, region_codes, find_current_build())


def choose(place_code: str, year: int, *part_codes: str) -> ReportDefinition:
    return ReportDefinition(
        template_code="quarterly",
        plan_code=PLAN,
        year=year,
        place_code=place_code,
        part_codes=part_codes,
    )


def find_codes(place_code: str, year: int) -> set[str]:
    parts = find_parts(choose(place_code, year), build_reader())
    return {part.code for part in parts}


def find_tables(report: Report) -> list[Table]:
    return [
        block.table
        for section in report.sections
        for block in section.blocks
        if isinstance(block, ChartSpec | Listing)
    ]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(*CHOSEN)
def test_a_reports_figures_are_those_of_the_warehouse(
    figures: duckdb.DuckDBPyConnection, kpi_id: str, place_code: str, year: int
) -> None:
    kept = figures.execute(
        "select period_year, actual, numerator, denominator "
        "from marts.fct_kpi_values where kpi_id = ? and place_code = ? "
        "and category_code = 'all' and split_code = 'all' "
        "and period_kind_code = 'year'",
        [kpi_id, place_code],
    ).fetchall()
    code = build_kpi_code(kpi_id)
    offered = {
        part.code for part in find_parts(choose(place_code, year), build_reader())
    }
    assert (code in offered) == any(row[1] is not None for row in kept)
    if code not in offered:
        return
    (table,) = find_tables(build_report(choose(place_code, year, code), build_reader()))
    told = {int(str(row[0])): row[1:4] for row in table.rows}
    for period_year, *numbers in kept:
        assert told[period_year] == tuple(numbers)
    known = {row[0] for row in kept}
    assert all(set(row) == {None} for key, row in told.items() if key not in known)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.sampled_from(("steering_group", "region")),
    st.sampled_from(("SE", "E", "14")),
    st.sampled_from(YEARS),
)
def test_every_goal_of_every_year_is_as_the_pages_queries_have_it(
    role_code: str, place_code: str, year: int
) -> None:
    reader = build_reader(role_code, *(("14",) if role_code == "region" else ()))
    report = build_report(choose(place_code, year, "all_years"), reader)
    (table,) = find_tables(report)
    names = fetch_kpi_names(reader)
    trends = fetch_goal_trends(reader, GoalChoice(PLAN, year, place_code))
    told = {(row[0], row[1]): row[2:4] for row in table.rows}
    asked = {
        (names[row["kpi_id"]], str(row["period_year"])): (row["actual"], row["target"])
        for row in trends.iter_rows(named=True)
        if (names[row["kpi_id"]], str(row["period_year"])) in told
    }
    assert asked
    assert all(told[key] == numbers for key, numbers in asked.items())
    assert all(told[key] == (None, None) for key in set(told) - set(asked))


@settings(max_examples=4, deadline=None, derandomize=True)
@given(*CHOSEN)
def test_a_page_shows_the_same_table_as_a_report(
    kpi_id: str, place_code: str, year: int
) -> None:
    code = build_kpi_code(kpi_id)
    if code not in {
        part.code for part in find_parts(choose(place_code, year), build_reader())
    }:
        return
    (table,) = find_tables(build_report(choose(place_code, year, code), build_reader()))
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in (("kpi", kpi_id), ("place", place_code), ("year", str(year))):
        page.query_params[name] = text
    page.switch_page("views/goal_card.py").run()
    assert not page.exception
    shown = [
        [tuple(None if cell != cell else cell for cell in row) for row in rows]
        for rows in (frame.value.values.tolist() for frame in page.dataframe)
    ]
    assert list(table.rows) in shown


def test_the_places_that_are_drawn_from_are_places() -> None:
    known = set(fetch_places(build_reader())["place_code"])
    assert known >= {"SE", "A", "E", "01", "12", "14"}
