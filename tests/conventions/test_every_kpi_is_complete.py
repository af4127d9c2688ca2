import ast
import csv
from pathlib import Path

import pytest
import yaml

from app.page_registry import PAGES

FOLDER = Path("dbt/models/marts/kpis")
SEEDS = Path("dbt/seeds")


def read_seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


#: The function that shows all goals of one area, and the page of one KPI.
AREA_PAGE, GOAL_CARD = "show_area_page", "goal_card"

#: Splits that have words of their own: dim_places and dim_categories.
PLACE_SPLITS = {"place", "category", "none"}

PLANS = read_seed("plans.csv")
KPIS = [row["kpi_id"] for row in read_seed("kpis.csv")]


def model_of(kpi_id: str) -> str:
    return "kpi_" + kpi_id.removeprefix("KPI-").lower().replace("-", "_")


def test_the_first_kpis_are_there() -> None:
    assert len(KPIS) >= 6


def test_every_kpi_has_one_model_and_every_model_a_kpi() -> None:
    models = {path.stem for path in FOLDER.glob("kpi_*.sql")}
    assert models == {model_of(kpi_id) for kpi_id in KPIS}, (
        "A KPI is a row in dbt/seeds/kpis.csv and a file in dbt/models/marts/kpis"
    )


@pytest.mark.parametrize("plan", PLANS, ids=[row["plan_code"] for row in PLANS])
def test_every_kpi_has_a_target_or_none_for_every_year(plan: dict[str, str]) -> None:
    years = range(int(plan["first_year"]), int(plan["last_year"]) + 1)
    targets = [
        (row["kpi_id"], int(row["target_year"]))
        for row in read_seed("kpi_targets.csv")
        if row["plan_code"] == plan["plan_code"]
    ]
    members = {kpi_id for kpi_id, _ in targets}
    assert len(targets) == len(set(targets)), "One target per plan, KPI and year"
    assert set(targets) == {(kpi_id, year) for kpi_id in members for year in years}


def test_every_kpi_belongs_to_a_plan() -> None:
    assert {row["kpi_id"] for row in read_seed("kpi_targets.csv")} == set(KPIS)


def test_a_target_says_where_it_comes_from_and_none_says_so() -> None:
    silent = [
        (row["kpi_id"], row["target_year"])
        for row in read_seed("kpi_targets.csv")
        if not (row["target_basis_sv"] and row["target_basis_en"])
        or (row["target"] == "") != (row["decision_code"] == "none")
    ]
    assert not silent, "Say what decided the target, or mark it with decision none"


def test_every_kpi_has_words_in_both_languages() -> None:
    empty = [
        (row["kpi_id"], name)
        for row in read_seed("kpis.csv")
        for name, words in row.items()
        if name[-3:] in {"_sv", "_en"} and not words
    ]
    assert not empty, "Fill it in in dbt/seeds/kpis.csv"


def test_every_kpi_says_how_openly_it_may_be_published() -> None:
    silent = [
        row["kpi_id"]
        for row in read_seed("kpis.csv")
        if row["open_level_code"] not in {"region", "nation", "never"}
        or row["is_small_held_back"] not in {"true", "false"}
    ]
    assert not silent, "Say it in dbt/seeds/kpis.csv; dbt/seeds/kpis.yml tells how"


def test_every_kpi_is_unit_tested() -> None:
    few = {
        str(path): n_tests
        for kpi_id in KPIS
        for path in [FOLDER / f"{model_of(kpi_id)}.yml"]
        for described in [yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader)]
        if (n_tests := len(described["unit_tests"])) < 4
    }
    assert not few, (
        "A normal year, nothing to count, unknown values, the boundary and a split: "
        "add unit tests"
    )


def test_every_split_has_words() -> None:
    named = {row["split_code"] for row in read_seed("splits.csv")}
    used = {code for row in read_seed("kpis.csv") for code in row["splits"].split()}
    assert used - named == PLACE_SPLITS, "Add it to dbt/seeds/splits.csv"


@pytest.mark.parametrize("name", ["splits.csv", "split_values.csv"])
def test_words_of_splits_are_in_both_languages(name: str) -> None:
    assert all(all(row.values()) for row in read_seed(name))


def test_a_split_with_listed_values_has_some() -> None:
    listed = {
        row["split_code"]
        for row in read_seed("splits.csv")
        if row["value_words_code"] == "listed"
    }
    with_values = {
        row["split_code"]
        for row in read_seed("split_values.csv")
        if row["split_value_code"] != "unknown"
    }
    assert listed == with_values, "Add its values to dbt/seeds/split_values.csv"


def find_area_pages() -> dict[str, str]:
    """The area whose goals each page shows: what it hands to show_area_page."""
    shown = {}
    for page in PAGES:
        view = ast.parse(Path(f"app/views/{page.stem}.py").read_text(encoding="utf8"))
        for node in ast.walk(view):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == AREA_PAGE:
                stem, area = (ast.literal_eval(value) for value in node.args[:2])
                assert stem == page.stem
                shown[area] = stem
    return shown


def test_every_kpi_is_on_the_page_of_its_area() -> None:
    shown = find_area_pages()
    hidden = [
        row["kpi_id"] for row in read_seed("kpis.csv") if row["area_code"] not in shown
    ]
    assert not hidden, "Which page shows the goals of their area?"


def test_every_kpi_has_a_card_of_its_own() -> None:
    card = next(page for page in PAGES if page.stem == GOAL_CARD)
    assert {"dim_kpis", "fct_kpi_values", "fct_goal_attainment"} <= set(card.reads)
