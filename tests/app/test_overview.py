import uuid
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.goals import (
    GoalChoice,
    fetch_goal_trends,
    fetch_goals,
    fetch_missing_regions,
)
from app.queries.open_cases import fetch_open_case_totals, fetch_open_cases
from app.queries.planning import fetch_audits_made
from app.store.plan_changes import write_state
from app.store.plan_records import Plan
from app.store.plans import fetch_plan, write_plan
from app.store.scenarios import write_scenario
from app.theme import STATUS_SHAPES
from tests.plan_results import build_result

pytestmark = pytest.mark.usefixtures("example_home")
PLAN = "strategy_2023_2025"
MAIN = str(Path("app/main.py").resolve())


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/overview.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    texts = [each.value for each in elements]
    texts += [each.label for each in page.get("page_link")]
    return "\n".join(texts).replace("\\", "")


def build_region_reader(*region_codes: str) -> Principal:
    return Principal("region", region_codes, load_principal().build_id)


def test_the_page_begins_with_the_last_full_year() -> None:
    page = open_page()
    assert not page.exception
    assert page.selectbox(key="choice_year").value == "2024"
    assert page.header[0].value.endswith("mål uppnådda")


def test_every_goal_is_a_row_with_status_in_shape_and_word() -> None:
    page = open_page()
    goals = fetch_goals(load_principal(), GoalChoice(PLAN, 2024, "SE"))
    texts = find_texts(page)
    assert goals.height == 61
    for name, status_code in goals.select("kpi_name", "status_code").iter_rows():
        assert f"[**{STATUS_SHAPES[status_code]}**] {name}" in texts
    words = ("[uppnått]", "[delvis]", "[ej uppnått]", "[kan ej bedömas]")
    n_judged = goals.filter(pl.col("status_code") != "not_applicable").height
    assert sum(texts.count(word) for word in words) == n_judged


def test_the_count_on_the_page_is_the_count_in_the_warehouse() -> None:
    goals = fetch_goals(load_principal(), GoalChoice(PLAN, 2024, "SE"))
    core = goals.filter(pl.col("class_code") == "core")
    n_met = core.filter(pl.col("status_code") == "met").height
    assert open_page().header[0].value.startswith(f"{n_met} av {core.height} mål")


def test_a_forecast_of_the_running_year_stands_on_the_row() -> None:
    goals = fetch_goals(load_principal(), GoalChoice(PLAN, 2024, "SE"))
    n_forecasts = goals["forecast"].drop_nulls().len()
    assert n_forecasts > 5
    assert find_texts(open_page()).count("2025: väntas") == n_forecasts


def test_every_kpi_leads_to_its_page_or_is_named() -> None:
    page = open_page()
    labels = [each.label for each in page.get("page_link")]
    assert any("Inget publicerat tal ändrades" in label for label in labels)


def test_a_region_can_be_chosen_and_its_missing_data_is_told() -> None:
    page = open_page(place="09")
    assert not page.exception
    assert "Region Gotland" in find_texts(page)
    assert "kan ej bedömas" in find_texts(page)


def test_what_needs_attention_is_sentences_with_numbers() -> None:
    totals = fetch_open_case_totals(load_principal(), place_code="SE")
    assert totals["n_over_one_year"] > 0
    assert f"{totals['n_over_one_year']} ärenden har varit öppna" in find_texts(
        open_page()
    )


def test_the_target_of_an_increase_is_the_year_before() -> None:
    trends = fetch_goal_trends(load_principal(), GoalChoice(PLAN, 2024, "SE"))
    started = trends.filter(pl.col("kpi_id") == "KPI-112-08")
    actual = dict(started.select("period_year", "actual").iter_rows())
    target = dict(started.select("period_year", "target").iter_rows())
    assert target[2024] == actual[2023]
    assert len(actual) == 8


def test_a_regions_reader_sees_no_other_regions_goals_or_cases() -> None:
    reader = build_region_reader("12")
    assert fetch_goals(reader, GoalChoice(PLAN, 2024, "09")).is_empty()
    assert fetch_goal_trends(reader, GoalChoice(PLAN, 2024, "09")).is_empty()
    assert fetch_goals(reader, GoalChoice(PLAN, 2024, "12")).height == 61
    assert fetch_goals(reader, GoalChoice(PLAN, 2024, "SE")).height == 61
    every = fetch_open_cases(load_principal(), place_code="SE", category_code="all")
    own = fetch_open_cases(reader, place_code="SE", category_code="all")
    assert own.height < every.height
    assert set(own["place_name"]) <= {"Region Skåne"}


def test_silent_regions_are_counted_and_never_named() -> None:
    rows = fetch_missing_regions(
        build_region_reader("12"), GoalChoice(PLAN, 2024, "SE")
    )
    assert rows.columns == ["kpi_id", "kpi_name", "n_regions", "n_missing"]
    assert rows["n_regions"].max() == 21


def test_the_page_can_be_read_in_english() -> None:
    page = open_page(lang="en")
    assert page.header[0].value.endswith("goals met")


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


@pytest.mark.usefixtures("own_store")
def test_a_comment_on_a_goal_is_shown_at_once_as_plain_text() -> None:
    page = open_page()
    assert not [each for each in page.subheader if "kommentarer" in each.value]
    page.text_area[0].set_value("Två **revisioner** flyttades till 2025.")
    page.button[0].click().run()
    assert not page.exception
    assert "Två **revisioner** flyttades till 2025." in find_texts(page)
    assert page.text_area[0].value == ""
    assert "Två **revisioner**" not in find_texts(open_page(year="2023"))


@pytest.mark.usefixtures("own_store")
def test_an_empty_comment_is_not_saved() -> None:
    page = open_page()
    page.button[0].click().run()
    assert page.warning[0].value == "Skriv något innan du sparar."
    assert not [each for each in page.subheader if "kommentarer" in each.value]


@pytest.mark.usefixtures("own_store")
def test_only_the_secretariat_is_offered_to_comment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: ("steering_group", ()))
    page = open_page()
    assert not page.exception
    assert not page.text_area


@pytest.mark.usefixtures("own_store")
def test_the_newest_plan_is_one_line_that_leads_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Plan 2026" not in find_texts(open_page())
    plan = make_plan(build_result(8))
    assert "Plan 2026 är ett utkast: 8 revisioner" in find_texts(open_page())
    step_on(plan, "proposed")
    assert "Plan 2026 väntar på beslut: 8 revisioner" in find_texts(open_page())
    step_on(plan, "decided")
    # A later draft of the same year does not hide what is decided.
    make_plan(build_result(2))
    page = open_page()
    assert "Plan 2026 är beslutad: 8 revisioner, 0 genomförda" in find_texts(page)
    links = [each.proto for each in page.get("page_link")]
    assert any(plan.plan_id in each.query_string for each in links)
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    assert (
        "Plan 2026 är beslutad: 2 revisioner av leverantörer som ni köper av"
        in find_texts(open_page())
    )


@pytest.mark.usefixtures("own_store")
def test_audits_that_were_made_are_counted_in_the_plan() -> None:
    principal = load_principal()
    made = sorted(fetch_audits_made(principal, 2025))
    result = build_result(3, wishes={"plan_year": 2025})
    result["chosen"][0]["supplier_id"], result["chosen"][0]["category_code"] = made[0]
    plan = make_plan(result)
    for state_code in ("proposed", "decided"):
        step_on(plan, state_code)
    texts = find_texts(open_page())
    assert "Plan 2026 är beslutad: 3 revisioner, 1 genomförd" in texts


def make_plan(result: dict[str, Any]) -> Plan:
    principal = load_principal()
    scenario = write_scenario(
        scenario_id=str(uuid.uuid4()), name="Grund", result=result, principal=principal
    )
    return write_plan(
        plan_id=str(uuid.uuid4()),
        event_id=str(uuid.uuid4()),
        name="Plan 2026",
        scenario=scenario,
        principal=principal,
    )


def step_on(plan: Plan, state_code: str) -> None:
    principal = load_principal()
    write_state(
        plan.plan_id,
        state_code,
        event_id=str(uuid.uuid4()),
        expected_version=fetch_plan(plan.plan_id, principal).version,
        principal=principal,
    )
