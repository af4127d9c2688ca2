"""Groups of one to four persons: numbers for the secretariat, words for others."""

from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.goal_card import fetch_region_comparison, fetch_standing
from app.queries.goals import GoalChoice, fetch_goal_trends, fetch_goals
from app.queries.kpi_figures import KpiChoice, fetch_kpi_places, fetch_kpi_years
from app.queries.kpi_splits import fetch_kpi_split

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
PLAN = "strategy_2023_2025"
COUNTS_PEOPLE = ("KPI-12-02", "KPI-12-04", "BEY-14")
FEWEST = 5
LEVELS = ("nation", "procurement_region", "region")
FIGURES = ("actual", "numerator", "denominator")


def build_steering_group() -> Principal:
    return Principal("steering_group", (), load_principal().build_id)


def build_region_reader() -> Principal:
    return Principal("region", ("12",), load_principal().build_id)


def find_small(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(
        pl.col("numerator").is_between(1, FEWEST - 1)
        | pl.col("denominator").is_between(1, FEWEST - 1)
    )


@pytest.mark.parametrize("kpi_id", COUNTS_PEOPLE)
@pytest.mark.parametrize("build_reader", [build_steering_group, build_region_reader])
def test_nobody_else_gets_a_figure_of_a_small_group(kpi_id, build_reader) -> None:
    reader, everywhere = build_reader(), []
    for level in LEVELS[1:]:
        choice = KpiChoice(kpi_id, 2024, "SE", "all")
        rows = fetch_kpi_places(reader, choice, place_level_code=level)
        everywhere.append(rows)
        for place_code in rows["row_code"]:
            here = KpiChoice(kpi_id, 2024, place_code, "all")
            assert find_small(fetch_kpi_years(reader, here)).is_empty()
            for split_code in ("diploma_step", "role", "measure"):
                parts = fetch_kpi_split(reader, here, split_code=split_code)
                assert find_small(parts).is_empty()
    places = pl.concat(everywhere)
    assert find_small(places).is_empty()
    held_back = places.filter(pl.col("held_back_code").is_not_null())
    assert not held_back.is_empty()
    assert held_back.select(FIGURES).null_count().row(0) == (held_back.height,) * 3


@pytest.mark.parametrize("kpi_id", COUNTS_PEOPLE)
def test_the_nation_is_shown_and_the_secretariat_sees_all(kpi_id: str) -> None:
    choice = KpiChoice(kpi_id, 2024, "SE", "all")
    nations = [
        fetch_kpi_years(reader, choice)
        for reader in (build_steering_group(), load_principal())
    ]
    assert nations[0].equals(nations[1])
    assert nations[0]["held_back_code"].null_count() == nations[0].height
    rows = fetch_kpi_places(load_principal(), choice, place_level_code="region")
    assert not find_small(rows).is_empty()
    assert rows["held_back_code"].null_count() == rows.height


def test_no_area_hides_one_region_alone() -> None:
    tree = pl.DataFrame(
        [(region, area) for area, regions in find_tree().items() for region in regions],
        schema=["row_code", "area"],
        orient="row",
    )
    for kpi_id in COUNTS_PEOPLE:
        choice = KpiChoice(kpi_id, 2024, "SE", "all")
        areas, regions = (
            fetch_kpi_places(build_steering_group(), choice, place_level_code=level)
            for level in LEVELS[1:]
        )
        assert areas["held_back_code"].drop_nulls().len() != 1
        shown = areas.filter(pl.col("actual").is_not_null())["row_code"]
        alone = (
            regions.filter(pl.col("held_back_code").is_not_null())
            .join(tree, on="row_code")
            .filter(pl.col("area").is_in(shown.to_list()))
            .group_by("area")
            .len()
            .filter(pl.col("len") == 1)
        )
        assert alone.is_empty(), (kpi_id, alone)


def find_tree() -> dict[str, list[str]]:
    from app.queries.choices import fetch_places

    tree: dict[str, list[str]] = {}
    for row in fetch_places(load_principal()).iter_rows(named=True):
        if row["place_level_code"] == "region":
            tree.setdefault(row["parent_place_code"], []).append(row["place_code"])
    return tree


def test_goals_targets_and_comparisons_are_held_back_too() -> None:
    reader, choice = build_region_reader(), GoalChoice(PLAN, 2024, "12")
    goals = fetch_goals(reader, choice).filter(pl.col("kpi_id").is_in(COUNTS_PEOPLE))
    assert find_small(goals).is_empty()
    assert goals["held_back_code"].null_count() == 0
    assert not goals["target"].is_between(1, FEWEST - 1).any()
    trends = fetch_goal_trends(reader, choice)
    trends = trends.filter(pl.col("kpi_id").is_in(COUNTS_PEOPLE))
    assert find_small(trends).is_empty()
    assert trends["held_back_code"].drop_nulls().len() > 0
    for kpi_id in COUNTS_PEOPLE:
        standing = fetch_standing(reader, kpi_id, choice)
        assert find_small(standing).is_empty()
        compared = fetch_region_comparison(reader, kpi_id, year=2024)
        assert not compared["n_counted"].is_between(1, FEWEST - 1).any()


@pytest.mark.parametrize(
    ("view", "kpi_id"), [("training", "KPI-12-02"), ("goal_card", "BEY-14")]
)
def test_the_pages_say_so_in_words(
    view: str, kpi_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: ("steering_group", ()))
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in {"kpi": kpi_id, "place": "12", "year": "2024"}.items():
        page.query_params[name] = text
    page = page.switch_page(f"views/{view}.py").run()
    assert not page.exception
    elements = [*page.markdown, *page.caption, *page.subheader, *page.info]
    assert "färre än 5" in "\n".join(each.value for each in elements).lower()
