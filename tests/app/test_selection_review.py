"""The page that reviews the picks: what it says, and that it says so in counts."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import REGION, STEERING_GROUP, Principal, load_principal
from app.charts.selection_hits import build_hit_chart, build_hit_table
from app.charts.selection_lots import build_arm_sentence, build_lift_sentence
from app.charts.selection_review import build_override_rows
from app.charts.selection_words import OUTCOME_WORDS, show_group
from app.charts.spec import Footer
from app.messages import _
from app.queries.kpi_figures import KpiChoice
from app.queries.selection_hits import (
    fetch_hit_windows,
    fetch_hits,
    fetch_lift,
    fetch_random_arm,
)
from app.queries.selection_review import (
    fetch_accuracy,
    fetch_override_counts,
    fetch_overrides,
    fetch_recommendation_reasons,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
FOOTER = Footer("s", date(2025, 10, 31), "f", "b1", is_example=False)
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1))"


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/selection_review.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    return "\n".join(each.value for each in elements).replace("\\", "")


def build_reader(role_code: str, *region_codes: str) -> Principal:
    return Principal(role_code, region_codes, load_principal().build_id)


def find_group(hits: pl.DataFrame, kind: str, code: str) -> dict:
    return hits.row(
        by_predicate=(pl.col("group_kind_code") == kind)
        & (pl.col("group_code") == code),
        named=True,
    )


def test_the_page_says_in_counts_what_the_ranking_and_chance_found() -> None:
    page = open_page()
    assert not page.exception
    hits = fetch_hits(load_principal())
    ranked = find_group(hits, "method", "ranking")
    chance = find_group(hits, "method", "random_control")
    said = find_texts(page)
    assert (
        f"Av {ranked['n_judged']} reviderade som rangordningen hade valt hade "
        f"{ranked['n_hits']} en större avvikelse, av slumpkontrollerna "
        f"{chance['n_hits']} av {chance['n_judged']}" in said
    )
    assert "säger inget om leverantörer som ingen har reviderat" in page.info[0].value


def test_every_section_has_its_message() -> None:
    page = open_page()
    assert [each.value for each in page.header] == [
        "Vilka val träffade?",
        "Hur träffsäker är rangordningen?",
        "Vad säger lottningen?",
        "Hur gick det med ändringar för hand?",
        "Följer regionerna rekommendationerna?",
        "Hur mycket av risken är täckt?",
    ]
    said = find_texts(page)
    assert "Varken 0 eller 100 % är bra" in said
    assert "rekommendationer följdes inte" in said
    assert "95 % intervall" in said


def test_failures_stand_beside_successes() -> None:
    table = build_hit_table(fetch_hits(load_principal()))
    names = {row[0] for row in table.rows}
    assert {"Valda av rangordningen", "Slumpkontroll", "Regionens val"} <= names
    assert sum(name.startswith("Lista: ") for name in names) == 9
    kept = sum(row[5] for row in table.rows)
    assert kept == fetch_hits(load_principal())["n_hits"].sum()


def test_few_judged_have_a_count_and_a_hollow_dot_without_interval() -> None:
    hits = fetch_hits(load_principal())
    spec = build_hit_chart(hits, window="alla år", footer=FOOTER)
    drawn = hits.filter(pl.col("group_kind_code") != "reason")
    few = drawn["is_too_few"].to_list()
    assert any(few)
    assert [number is None for number in spec.marks.numbers] == few
    assert [other is not None for other in spec.marks.others] == few
    lows = [low is None for low in spec.marks.lows]
    said = [text.endswith("för få") for text in spec.marks.texts]
    assert lows == few
    assert said == few


def test_a_year_has_its_own_picks_and_lists() -> None:
    windows = fetch_hit_windows(load_principal())
    assert windows[0] == "all"
    assert windows[1:] == sorted(windows[1:], reverse=True)
    hits = fetch_hits(load_principal(), window_code="2024")
    assert set(hits["first_year"]) == {2024} == set(hits["last_year"])
    page = open_page(window="2024")
    assert not page.exception
    assert "hela landet, 2024" in find_texts(page)


def test_picks_and_hits_are_counted_again_from_cases_and_audits(
    built_warehouse: Path,
) -> None:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        counted = con.execute(
            """
            select
                count(distinct cases.supplier_id || year(cases.started_on)),
                count(distinct cases.supplier_id || year(cases.started_on))
                    filter (audits.has_major_finding)
            from staging.stg_follow_up_cases__cases as cases
            left join marts.fct_audits as audits
                on cases.case_id = audits.case_id and not audits.is_re_audit
            where
                cases.selection_method_code = 'ranking'
                and year(cases.started_on) between 2023 and 2024
            """
        ).fetchall()
    row = find_group(fetch_hits(load_principal()), "method", "ranking")
    assert counted == [(row["n_picked"], row["n_hits"])]


def test_lots_without_a_known_chance_are_counted_and_not_weighed() -> None:
    arms = fetch_random_arm(load_principal())
    whole = arms.row(0, named=True)
    assert (whole["arm_code"], whole["window_code"]) == ("control", "all")
    assert whole["n_without_chance"] > 0
    assert whole["n_weighed"] < whole["n_judged"]
    assert whole["verdict_code"] == "too_few"
    assert "För få" not in build_arm_sentence(whole)
    assert "för få för att bedömas" in build_arm_sentence(whole)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("estimated", "uppskattningsvis 21\u00a0% en större avvikelse"),
        ("too_few", "minst 10 behövs"),
        ("no_chance_known", "ingen har sparat vilken sannolikhet"),
        ("nothing_judged", "ingen lottad har en godkänd rapport"),
    ],
)
def test_every_verdict_says_why(verdict: str, words: str) -> None:
    row = {
        "arm_code": "lottery",
        "verdict_code": verdict,
        "n_hits": 3,
        "n_judged": 14,
        "n_weighed": 9,
        "estimated_pct": 21.4,
        "estimated_low_pct": 7.6,
        "estimated_high_pct": 47.6,
    }
    assert words in build_arm_sentence(row)


def test_a_ratio_of_few_is_not_said() -> None:
    row = fetch_lift(load_principal()).row(0, named=True)
    assert row["is_too_few"]
    said = build_lift_sentence(row)
    assert said.startswith("För få för att bedömas")
    assert f"slumpen {row['n_random_hits']} av {row['n_random']}" in said


def test_reasons_add_up_to_the_key_figure() -> None:
    choice = KpiChoice("BEY-13", 2024, "SE", "all")
    for place in ("SE", "C", "01"):
        chosen = KpiChoice(choice.kpi_id, choice.year, place, "all")
        figure = fetch_accuracy(load_principal(), chosen).row(0, named=True)
        reasons = fetch_recommendation_reasons(load_principal(), chosen)
        followed = reasons["n_followed"].sum()
        assert followed == figure["numerator"]
        assert followed + reasons["n_not_followed"].sum() == figure["denominator"]
        assert reasons["n_unseen"].sum() == figure["n_missing"]


def test_a_region_reads_no_other_regions_figures() -> None:
    reader = build_reader(REGION, "12")
    foreign = KpiChoice("BEY-13", 2024, "01", "all")
    assert fetch_accuracy(reader, foreign).is_empty()
    assert fetch_recommendation_reasons(reader, foreign).is_empty()
    own = KpiChoice("BEY-13", 2024, "12", "all")
    assert not fetch_recommendation_reasons(reader, own).is_empty()


def test_without_a_plan_overrides_cannot_be_judged() -> None:
    assert fetch_override_counts(load_principal()).is_empty()
    assert fetch_overrides(build_reader(STEERING_GROUP)).is_empty()
    said = [each.value for each in open_page().info]
    assert any("ingen rad i en plan har ändrats för hand" in each for each in said)


def test_an_override_is_listed_with_its_outcome_as_text() -> None:
    rows = pl.DataFrame(
        {
            "plan_name": [HOSTILE],
            "direction_code": ["out"],
            "supplier_name": [HOSTILE],
            "category_name": ["IT"],
            "override_reason_code": ["capacity"],
            "happened_on": [date(2025, 12, 1)],
            "visited_on": [None],
            "outcome_code": ["not_audited"],
        }
    )
    [row] = build_override_rows(rows).rows
    assert row[2] == HOSTILE
    assert row[-1] == "kan ej bedömas: inte reviderad sedan dess"
    assert {_(words) for words in OUTCOME_WORDS.values()} >= {row[-1]}


def test_an_unknown_way_of_picking_keeps_its_own_name() -> None:
    row = {"group_kind_code": "list", "group_code": "a_new_rule"}
    assert show_group(row) == "Lista: a_new_rule"


def test_a_programme_without_cases_is_a_sentence(
    statistics_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    assert page.info
