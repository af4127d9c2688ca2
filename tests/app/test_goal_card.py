from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.components.kpi_search import build_words, find_kpis
from app.errors import StoreBusy, StoreFull
from app.queries.goal_card import (
    fetch_kpi_names,
    fetch_region_comparison,
    fetch_standing,
)
from app.queries.goals import GoalChoice
from app.queries.kpi_evidence import (
    fetch_kpi_checks,
    fetch_kpi_sources,
    fetch_kpi_sql,
    fetch_targets,
)
from app.store.goal_comments import fetch_visible_comments, write_goal_comment

pytestmark = pytest.mark.usefixtures("example_home", "own_store")
MAIN = str(Path("app/main.py").resolve())
STARTED = "KPI-112-08"


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in {"kpi": STARTED, "year": "2024", **address}.items():
        page.query_params[name] = text
    return page.switch_page("views/goal_card.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    return "\n".join(each.value for each in elements).replace("\\", "")


def build_region_reader(*region_codes: str) -> Principal:
    return Principal("region", region_codes, load_principal().build_id)


def test_every_kpi_has_a_card_without_a_fault() -> None:
    page = open_page()
    for kpi_id in fetch_kpi_names(load_principal()):
        page.query_params["kpi"] = kpi_id
        page.run()
        assert not page.exception, kpi_id
        assert kpi_id in str(page.selectbox(key="choice_kpi").value)


def test_the_steps_hold_the_numbers_of_the_warehouse() -> None:
    choice = GoalChoice("strategy_2023_2025", 2024, "SE")
    standing = fetch_standing(load_principal(), STARTED, choice).row(0, named=True)
    texts = find_texts(open_page())
    assert f"Täljare, det som räknas: **{standing['numerator']:.0f}**" in texts
    assert f"Året före: **{standing['previous_actual']:.0f}**" in texts
    assert "Uppnått när värdet är högre än året före" in texts


def test_the_card_speaks_both_languages() -> None:
    texts = find_texts(open_page())
    assert "Svenska" in texts
    assert "English" in texts
    names = fetch_kpi_names(load_principal())
    assert names[STARTED] in texts
    assert open_page(lang="en").title[0].value == "Goal card"


def test_sources_sql_and_checks_come_from_the_build() -> None:
    reader = load_principal()
    sources = fetch_kpi_sources(reader, STARTED)
    assert "cases" in sources["table_name"].to_list()
    assert sources["is_delivered"].all()
    sql = fetch_kpi_sql(reader, STARTED)
    assert sql.startswith("with")
    assert f"'{STARTED}' as kpi_id" in sql
    checks = fetch_kpi_checks(reader, STARTED)
    assert set(checks["status_code"]) == {"passed", "not_run"}
    assert checks.filter(pl.col("scope_code") == "figure").height >= 3


def test_every_kpi_has_sources_sql_checks_and_targets() -> None:
    reader = load_principal()
    for kpi_id in fetch_kpi_names(reader):
        if fetch_kpi_sql(reader, kpi_id):
            assert not fetch_kpi_sources(reader, kpi_id).is_empty(), kpi_id
            assert not fetch_kpi_checks(reader, kpi_id).is_empty(), kpi_id
        assert not fetch_targets(reader, kpi_id).is_empty(), kpi_id


def test_a_target_that_nobody_has_decided_says_so() -> None:
    reader = load_principal()
    proposed = next(
        kpi_id
        for kpi_id in fetch_kpi_names(reader)
        if "proposed" in fetch_targets(reader, kpi_id)["decision_code"].to_list()
    )
    page = open_page(kpi=proposed)
    tables = [frame.value for frame in page.dataframe if "Beslut" in frame.value]
    assert "Föreslaget, ej beslutat" in list(tables[0]["Beslut"])


@pytest.mark.parametrize(
    "sought", ["påbörjade", "PABORJADE", "started follow", STARTED]
)
def test_the_search_finds_in_both_languages_without_accents(sought: str) -> None:
    assert STARTED in find_kpis(load_principal(), build_words(sought))


@pytest.mark.parametrize("sought", ["100%", "_", "'; drop table", "zzzz"])
def test_the_search_takes_signs_as_they_are(sought: str) -> None:
    assert STARTED not in find_kpis(load_principal(), build_words(sought))


def test_the_search_finds_comments_and_says_when_nothing_is_found() -> None:
    write_goal_comment(
        "Två flyttades till Ljungbyhed.",
        comment_id="one",
        kpi_id=STARTED,
        period_year=2024,
        place_code="SE",
        principal=load_principal(),
    )
    page = open_page(kpi="KPI-12-02")
    page.text_input(key="kpi_search").set_value("ljungbyhed").run()
    assert page.selectbox(key="choice_kpi").options[0].startswith(STARTED)
    page.text_input(key="kpi_search").set_value("zzzz").run()
    assert "Inget nyckeltal" in page.info[0].value


def test_a_comment_with_an_annotation_stands_in_the_note_and_the_table() -> None:
    page = open_page()
    area = page.text_area[0]
    area.set_value("Två **ärenden** flyttades.")
    page.text_input(key=f"{area.key}.annotation").set_value("Ny mall")
    page.button[0].click().run()
    assert not page.exception
    texts = find_texts(page)
    assert "Två **ärenden** flyttades." in texts
    assert "2024: Ny mall." in texts
    years = next(each.value for each in page.dataframe if "Kommentarer" in each.value)
    said = dict(zip(years["År"], years["Kommentarer"], strict=True))
    assert said["2024"] == "Ny mall: Två **ärenden** flyttades."


def test_a_region_may_comment_on_its_own_place_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    assert not open_page(place="SE").text_area
    page = open_page(place="12")
    assert not page.exception
    assert page.text_area


def test_a_regions_reader_is_compared_with_the_country_only() -> None:
    every = fetch_region_comparison(load_principal(), STARTED, year=2024)
    own = fetch_region_comparison(build_region_reader("12"), STARTED, year=2024)
    assert every["region_code"].n_unique() > 1
    assert set(own["region_code"]) <= {"12"}


def test_regions_stand_by_name_and_small_numbers_are_not_ranked() -> None:
    texts = find_texts(open_page())
    assert "regionerna i bokstavsordning" in texts
    assert "För få för att rangordna" in texts
    table = next(
        each.value for each in open_page().dataframe if "Kan jämföras" in each.value
    )
    assert "Plats" not in table.columns
    assert "för få för att rangordna" in list(table["Kan jämföras"])


@pytest.mark.parametrize("trouble", [StoreBusy, StoreFull])
def test_a_comment_that_is_not_saved_is_still_in_the_form(
    monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    def refuse(*_args: object, **_names: object) -> None:
        raise trouble

    monkeypatch.setattr("app.components.kpi_comments.write_goal_comment", refuse)
    page = open_page()
    page.text_area[0].set_value("Två revisioner flyttades.")
    saved = next(each for each in page.button if each.label == "Spara kommentaren")
    saved.click().run()
    assert not page.exception
    assert "sparades" in page.error[0].value
    assert page.text_area[0].value == "Två revisioner flyttades."
    assert not fetch_visible_comments(load_principal())


def test_a_store_that_cannot_be_read_is_told_on_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(
        "MALBILD_STORE_URL", "postgresql+psycopg://malbild@127.0.0.1:9/store"
    )
    page = open_page()
    assert not page.exception
    assert "kan inte läsas" in page.error[0].value
