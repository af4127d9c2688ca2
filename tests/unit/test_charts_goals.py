import polars as pl
import pytest

from app.charts.attention import build_attention
from app.charts.goals import (
    build_attainment_title,
    build_goal_cards,
    build_goal_table,
    build_status_counts,
    find_own_goals,
)

GOAL = {
    "kpi_id": "KPI-112-08",
    "kpi_name": "Antal påbörjade uppföljningar",
    "definition": "Ärenden som börjar under året.",
    "area_code": "follow_up",
    "class_code": "core",
    "unit_code": "count",
    "unit_name": "ärenden",
    "actual": 44.0,
    "numerator": 44,
    "denominator": None,
    "n_missing": 0,
    "target": 41.0,
    "target_kind_code": "gt_prev_year",
    "decision_code": "strategy",
    "year_to_date_actual": None,
    "previous_year_to_date_actual": None,
    "is_part_year": False,
    "status_code": "met",
    "status_reason_code": None,
    "forecast_year": 2025,
    "forecast": None,
    "forecast_low": None,
    "forecast_high": None,
    "target_chance_pct": None,
    "doubt_code": None,
    "no_forecast_code": "too_little_history",
}
FORECAST = {
    "forecast": 48.0,
    "forecast_low": 46.0,
    "forecast_high": 51.0,
    "target_chance_pct": 29.8,
    "no_forecast_code": None,
}
SHARE = GOAL | {
    "kpi_id": "KPI-111-01",
    "unit_code": "percent",
    "unit_name": "procent",
    "target": 100.0,
    "target_kind_code": "share_min",
    "status_code": "partly_met",
}
TRENDS = pl.DataFrame(
    {
        "kpi_id": "KPI-112-08",
        "period_year": [2021, 2023, 2024, 2025],
        "actual": [30.0, 41.0, 44.0, 36.0],
        "numerator": [30.0, 41.0, 44.0, 36.0],
        "denominator": pl.Series([None] * 4, dtype=pl.Float64),
        "target": [None, None, 41.0, 44.0],
        "is_part_year": [False, False, False, True],
    }
)


def build_goals(*goals: dict) -> pl.DataFrame:
    return pl.DataFrame(list(goals), infer_schema_length=None)


def test_attainment_is_x_of_y_and_leaves_out_what_does_not_apply() -> None:
    goals = build_goals(
        GOAL,
        GOAL | {"status_code": "not_met"},
        GOAL | {"status_code": "not_assessable"},
        GOAL | {"status_code": "not_applicable"},
    )
    assert build_attainment_title(goals) == "1 av 3 mål uppnådda"
    assert build_status_counts(goals) == (
        ("not_met", "1 ej uppnått"),
        ("not_assessable", "1 kan ej bedömas"),
        ("not_applicable", "1 ej aktuellt"),
    )


def test_what_is_counted_for_the_country_only_is_no_goal_of_a_region() -> None:
    goals = pl.DataFrame(
        {"kpi_id": ["a", "b", "c"], "splits": ["none", "place category", "category"]}
    )
    assert find_own_goals(goals, "SE").height == 3
    assert find_own_goals(goals, "01")["kpi_id"].to_list() == ["b"]


def test_a_card_says_number_unit_and_target() -> None:
    (card,) = build_goal_cards(build_goals(GOAL), TRENDS, year=2024)
    assert (card.number, card.unit) == ("44", "ärenden")
    assert card.target == "mål: fler än 41"
    assert card.status_word == "Uppnått"
    assert card.notes == ()


def test_a_missing_year_is_a_gap_and_never_zero() -> None:
    (card,) = build_goal_cards(build_goals(GOAL), TRENDS, year=2024)
    assert card.trend.labels == ("2021", "2022", "2023", "2024", "2025")
    assert card.trend.numbers == (30.0, None, 41.0, 44.0, 36.0)
    assert "2022: –" in card.trend_alt
    assert card.trend.accent == 3
    assert card.trend.open_positions == (4,)


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [(3, 7, "3 av 7"), (68, 100, "68 %"), (137, 400, "34,2 %")],
)
def test_a_share_is_no_more_exact_than_its_cases_allow(
    numerator: int, denominator: int, written: str
) -> None:
    goal = SHARE | {"numerator": numerator, "denominator": denominator}
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2024)
    assert card.number.replace("\xa0", " ") == written
    assert card.unit == ""
    assert card.target.replace("\xa0", " ") == "mål: minst 100 %"


@pytest.mark.parametrize(
    ("reason_code", "sentence"),
    [
        ("no_data", "Inga uppgifter har kommit in för året."),
        (
            "previous_year_missing",
            "Det finns ingen uppgift från året före att jämföra med.",
        ),
        (
            "year_in_progress",
            "Året är inte slut och målet är ännu inte nått.",
        ),
    ],
)
def test_a_goal_that_cannot_be_assessed_says_why(
    reason_code: str, sentence: str
) -> None:
    goal = GOAL | {"status_code": "not_assessable", "status_reason_code": reason_code}
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2024)
    assert sentence in card.notes


def test_an_unfinished_year_is_compared_with_the_same_time_last_year() -> None:
    goal = GOAL | {
        "is_part_year": True,
        "year_to_date_actual": 36.0,
        "previous_year_to_date_actual": 38.0,
    }
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2025)
    assert card.notes == ("–2 mot samma tid i fjol",)
    level = goal | {"year_to_date_actual": 38.0}
    (card,) = build_goal_cards(build_goals(level), TRENDS, year=2025)
    assert card.notes == ("samma som vid den här tiden i fjol",)


def test_unknown_answers_are_told_on_the_card() -> None:
    (card,) = build_goal_cards(build_goals(SHARE | {"n_missing": 9}), TRENDS, year=2024)
    assert card.notes == ("Okänt för 9 fall, som inte räknas som uppfyllda.",)


def test_the_table_holds_every_year_of_every_goal() -> None:
    table = build_goal_table(build_goal_cards(build_goals(GOAL), TRENDS, year=2024))
    assert table.headings == ("Mål", "År", "Utfall", "Målvärde", "Enhet")
    assert len(table.rows) == 5
    assert table.rows[1][2] is None


def test_attention_names_old_cases_unknown_answers_and_silent_regions() -> None:
    missing = pl.DataFrame(
        {"kpi_id": ["x"], "kpi_name": ["Revisioner"], "n_regions": 21, "n_missing": 4}
    )
    sentences = build_attention(
        build_goals(SHARE | {"n_missing": 9}),
        missing,
        {"n_open": 28, "n_over_one_year": 7},
    )
    assert sentences == (
        "7 ärenden har varit öppna i mer än 12 månader, av 28 öppna.",
        "4 av 21 regioner har inget registrerat för: Revisioner.",
        "Svaret är okänt för 9 fall: Antal påbörjade uppföljningar.",
    )


def test_nothing_to_attend_to_is_an_empty_list() -> None:
    cases = {"n_open": 3, "n_over_one_year": 0}
    columns = {"kpi_name": pl.String, "n_regions": pl.Int64, "n_missing": pl.Int64}
    missing = pl.DataFrame(schema=columns)
    assert build_attention(build_goals(GOAL), missing, cases) == ()


def test_a_single_region_is_not_told_that_one_of_one_is_silent() -> None:
    cases = {"n_open": 0, "n_over_one_year": 0}
    missing = pl.DataFrame({"kpi_name": ["Revisioner"], "n_regions": 1, "n_missing": 1})
    assert build_attention(build_goals(GOAL), missing, cases) == ()


def test_a_weak_forecast_needs_attention_and_a_doubted_one_does_not() -> None:
    cases = {"n_open": 0, "n_over_one_year": 0}
    missing = pl.DataFrame(
        schema={"kpi_name": pl.String, "n_regions": pl.Int64, "n_missing": pl.Int64}
    )
    (sentence,) = build_attention(build_goals(GOAL | FORECAST), missing, cases)
    assert "sluta 2025 under målvärdet" in sentence.replace("\xa0", " ")
    assert "Antal påbörjade uppföljningar (30 %)" in sentence.replace("\xa0", " ")
    doubted = GOAL | FORECAST | {"doubt_code": "not_tested"}
    assert build_attention(build_goals(doubted), missing, cases) == ()


def test_a_forecast_is_a_range_with_its_chance() -> None:
    (card,) = build_goal_cards(build_goals(GOAL | FORECAST), TRENDS, year=2024)
    assert card.forecast.replace("\xa0", " ") == "2025: väntas 46–51, chans 30 %"
    (card,) = build_goal_cards(build_goals(GOAL), TRENDS, year=2024)
    assert card.forecast == ""


@pytest.mark.parametrize(
    ("kind", "unit_code", "target", "words"),
    [
        ("gt_prev_year", "percent", 41.0, "mål: över 41 %"),
        ("gt_prev_year", "count", None, "mål: mer än året före"),
        ("lt_prev_year", "days", 90.0, "mål: under 90"),
        ("lt_prev_year", "count", 7.0, "mål: färre än 7"),
        ("abs_min", "kappa", 0.6, "mål: minst 0,60"),
        ("abs_max", "count", 3.0, "mål: högst 3"),
        ("all_of", "count", 15.0, "mål: alla 15"),
        ("milestone", "done", 1.0, "mål: klart"),
        (None, "count", None, "utan mål"),
    ],
)
def test_every_kind_of_target_has_words(
    kind: str | None, unit_code: str, target: float | None, words: str
) -> None:
    goal = GOAL | {"target_kind_code": kind, "unit_code": unit_code, "target": target}
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2024)
    assert card.target.replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("kind", "decision_code", "words"),
    [
        ("gt_prev_year", "decided", "mål > 41"),
        ("lt_prev_year", "decided", "mål < 41"),
        ("share_min", "proposed", "förslag \u2265 41"),
        ("abs_max", "decided", "mål \u2264 41"),
        ("all_of", "decided", "mål: alla 41"),
        (None, None, "utan mål"),
    ],
)
def test_a_row_writes_its_target_with_a_sign(
    kind: str | None, decision_code: str | None, words: str
) -> None:
    goal = GOAL | {"target_kind_code": kind, "decision_code": decision_code}
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2024)
    assert card.short_target == words


def test_a_target_that_is_not_decided_says_so() -> None:
    goal = GOAL | {"decision_code": "proposed"}
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2024)
    assert card.target == "mål: fler än 41 (föreslaget, ej beslutat)"


def test_a_goal_without_a_target_says_that_the_figure_is_followed() -> None:
    goal = GOAL | {"status_code": "not_applicable", "status_reason_code": "no_target"}
    (card,) = build_goal_cards(build_goals(goal), TRENDS, year=2024)
    assert "Planen har inget målvärde för året; talet följs." in card.notes
