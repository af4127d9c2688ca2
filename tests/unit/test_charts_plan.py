from datetime import date

import pytest

from app.charts.forms import Dots
from app.charts.forms_plan import Bars, Grid
from app.charts.plan_compare import (
    build_comparison_title,
    build_figures_table,
    build_suppliers_table,
    build_wishes_table,
)
from app.charts.plan_left_out import build_left_out_table, build_left_out_title
from app.charts.plan_list import build_chosen_table, build_unassigned
from app.charts.plan_prices import build_price_chart
from app.charts.plan_shortfalls import (
    build_check_table,
    build_check_title,
    build_shortfalls,
)
from app.charts.plan_spread import build_spread_chart
from app.charts.plan_summary import (
    build_caution,
    build_expected_chart,
    build_numbers,
    build_takeaway,
    build_why_counts,
)
from app.charts.plan_words import build_constraint
from app.charts.screen import draw_chart
from app.charts.spec import Footer
from app.messages import load_language
from app.theme import ACCENT, INK, WHITE
from tests.plan_results import CATEGORIES, WISHES, build_expected, build_result

FOOTER = Footer("källa", date(2025, 10, 31), "Scenario A", "b1", is_example=True)
NAMES = {code: f"<b>{code}</b>" for code in CATEGORIES}
BOTH = {"name_a": "A", "name_b": "B"}


@pytest.fixture(autouse=True)
def swedish() -> None:
    load_language("sv")


def test_the_takeaway_says_what_is_expected_beside_the_rule_and_chance() -> None:
    result = build_result(40)
    result["expected"] = [
        build_expected("random", 40, 8.2, 5, 12),
        build_expected("plan", 40, 15.1, 11, 19),
        build_expected("rule", 40, 10.8, 7, 15),
    ]
    assert build_takeaway(result) == (
        "40 revisioner väntas finna 15 (11–19) leverantörer med större avvikelser; "
        "den gamla regeln 11, slump 8"
    )


def test_the_takeaway_without_lists_to_compare_with_is_the_number_of_audits() -> None:
    assert build_takeaway(build_result(1) | {"expected": []}) == "1 revision"


def test_the_numbers_stand_beside_their_limits() -> None:
    cards = {card.label: card for card in build_numbers(build_result(8))}
    assert cards["Revisioner"].note == "varav 1 i fabrik"
    assert (cards["Revisorsdagar"].number, cards["Revisorsdagar"].note) == (
        "20",
        "av högst 120",
    )
    assert (cards["Kostnad"].number, cards["Kostnad"].note) == (
        "0,4 mnkr",
        "ingen gräns",
    )


def test_why_they_were_chosen_is_counted() -> None:
    chosen = build_result(8)["chosen"]
    assert build_why_counts(chosen).replace("\u00a0", " ") == (
        "risk 4 · täckning 1 · lottning 1 · lärande 1 · uppföljning 1"
    )


def test_the_expected_finds_are_dots_with_intervals_and_the_scenario_first() -> None:
    spec = build_expected_chart(build_result(8), footer=FOOTER)
    assert isinstance(spec.marks, Dots)
    assert spec.marks.labels[0] == "Det här scenariot"
    assert spec.marks.accent == 0
    assert spec.marks.lows[0] == 1
    assert spec.title == "Scenariot väntas finna 1 fler än den gamla regeln"
    assert spec.table.rows[0][1:] == (8, 3.0, 1, 5)
    assert draw_chart(spec).data


@pytest.mark.parametrize(
    ("slope", "is_within_limits", "words"),
    [
        pytest.param(0.6, False, "(lutning 0,6, där 1 är rätt): de väntade", id="low"),
        pytest.param(1.6, False, "(lutning 1,6, där 1 är rätt): höga och", id="high"),
        pytest.param(0.9, True, "24 av de 36 leverantörer", id="held"),
    ],
)
def test_expectations_are_set_beside_what_earlier_years_found(
    slope: float, is_within_limits: bool, words: str
) -> None:
    tried = {
        "slope": slope,
        "is_within_limits": is_within_limits,
        "n_chosen": 36.0,
        "n_hits": 24.0,
    }
    caution = build_caution(build_result() | {"calibration": tried})
    assert "24 av de 36 leverantörer" in caution
    assert words in caution
    assert ("lutning" in caution) != is_within_limits


def test_a_list_that_no_year_has_tried_says_so() -> None:
    assert "inget tidigare år har kunnat pröva" in build_caution(build_result())


def test_a_scenario_that_is_no_better_than_the_rule_says_so() -> None:
    result = build_result(8)
    result["expected"] = [
        build_expected("plan", 8, 2.0, 1, 4),
        build_expected("rule", 8, 2.2, 1, 4),
    ]
    spec = build_expected_chart(result, footer=FOOTER)
    assert spec.title == "Scenariot väntas inte finna fler än den gamla regeln"


def test_prices_are_bars_and_what_costs_nothing_is_in_the_table_only() -> None:
    spec = build_price_chart(build_result(8), category_names=NAMES, footer=FOOTER)
    assert spec is not None
    assert isinstance(spec.marks, Bars)
    assert spec.title == "Dyrast är minst 3 per område: kostar 1,2 väntade fynd"
    assert spec.marks.texts == ("1,2", "0,4")
    assert len(spec.table.rows) == 3
    figure = draw_chart(spec)
    assert figure.data[0].marker.color[0] == ACCENT
    free = build_result(8) | {"prices": []}
    assert build_price_chart(free, category_names=NAMES, footer=FOOTER) is None


def test_a_wish_that_came_short_names_the_constraint_and_what_to_change() -> None:
    (sentence,) = build_shortfalls(build_result(8), category_names=NAMES)
    assert sentence.startswith("Minst 3 i område G: 1 av 3 (för få leverantörer")
    assert "Begär färre per område" in sentence


def test_a_constraint_nobody_has_words_for_is_shown_by_its_code() -> None:
    strange = {
        "constraint_code": "most_trips",
        "key": None,
        "wanted": 2,
        "found": 1,
        "message_code": "odd",
    }
    result = build_result(8) | {"shortfalls": [strange]}
    (sentence,) = build_shortfalls(result, category_names=NAMES)
    assert sentence.startswith("Most_trips: 1 av 2 (önskemålen går inte ihop)")


@pytest.mark.parametrize(
    ("code", "key", "limit", "words"),
    [
        ("audits", None, 40, "högst 40 revisioner"),
        ("half_year_audits", "2", 20, "högst 20 revisioner, andra halvåret"),
        ("least_per_area", None, None, "minst 3 per område"),
        ("least_per_area", "B", 3, "minst 3 i område B"),
        ("least_per_category", "it", 1, "minst 1 i IT"),
        ("most_per_category", None, None, "högst 20\u00a0% per kategori"),
        ("most_per_category", "it", 8, "högst 8 i IT"),
        ("exploration", None, 4, "10\u00a0% utforskning"),
        ("one_per_group", None, 1, "en revision per koncern"),
    ],
)
def test_every_constraint_has_words(code, key, limit, words) -> None:
    said = build_constraint(
        code, key, limit=limit, wishes=WISHES, category_names={"it": "IT"}
    )
    assert said == words


def test_checks_begin_with_what_is_not_held() -> None:
    table = build_check_table(build_result(8), category_names=NAMES)
    assert [row[-1] for row in table.rows] == ["Nej", "Ja", "Ja", "Ja"]
    title = build_check_title(build_result(8))
    assert title == "3 av 4 villkor är uppfyllda, kontrollerat efter valet"


def test_the_grid_counts_a_supplier_in_each_of_its_areas() -> None:
    spec = build_spread_chart(
        build_result(8)["chosen"], category_names=NAMES, footer=FOOTER
    )
    assert isinstance(spec.marks, Grid)
    assert sum(sum(row[1:]) for row in spec.table.rows) == 16
    figure = draw_chart(spec)
    assert "&lt;b&gt;" in figure.data[0].y[0]
    assert set(figure.data[1].textfont.color) <= {INK, WHITE}


def test_a_lone_audit_is_not_drawn_as_the_darkest() -> None:
    spec = build_spread_chart(
        build_result(1)["chosen"], category_names=NAMES, footer=FOOTER
    )
    assert isinstance(spec.marks, Grid)
    assert {step for row in spec.marks.steps for step in row} == {None, 0}


def test_the_list_says_the_lottery_s_chance_and_who_nobody_can_visit() -> None:
    result = build_result(8)
    table = build_chosen_table(result["chosen"], category_names=NAMES)
    assert table.rows[5][3] == "Lottning, chans 1,0\u00a0%"
    assert table.rows[3][5] == "Ingen än"
    (unassigned,) = build_unassigned(result)
    assert unassigned.startswith("Exempelbolag 8 AB: ingen som kan göra den")


def test_two_scenarios_differ_in_finds_wishes_and_suppliers() -> None:
    a = build_result(8)
    b = build_result(8, first=2, wishes={"least_per_area": 4, "seed": 20260102})
    b["expected"] = [build_expected("plan", 8, 3.5, 1, 6)]
    assert build_comparison_title(a, b, **BOTH) == (
        "B väntas finna 0,5 fler än A; 6 leverantörer finns i båda"
    )
    wishes = build_wishes_table(a, b, **BOTH, category_names=NAMES)
    assert wishes.rows == (
        ("Lottningens startvärde", "20260101", "20260102"),
        ("Minst per område", "3", "4"),
    )
    suppliers = build_suppliers_table(a, b, **BOTH, category_names=NAMES)
    places = [row[0] for row in suppliers.rows]
    assert places == ["Bara i A"] * 2 + ["Bara i B"] * 2 + ["I båda"] * 6
    figures = build_figures_table(a, b, **BOTH)
    assert figures.rows[0] == ("Väntade fynd", "3 (1–5)", "4 (1–6)")


def test_wishes_of_one_scenario_only_are_told() -> None:
    a = build_result(8, wishes={"performers": {"B": {"auditor_days": 9}}})
    b = build_result(8, wishes={"performers": {}, "must_exclude": ["4000000001"]})
    wishes = build_wishes_table(a, b, **BOTH, category_names=NAMES)
    assert ("Revisorsdagar: Område B", "9", "–") in wishes.rows
    assert ("Leverantörer som inte får ingå", "inga", "4000000001") in wishes.rows


def test_follow_ups_without_room_are_one_sentence_with_names() -> None:
    missed = [
        {
            "constraint_code": "must_include",
            "key": supplier_id,
            "wanted": 1,
            "found": 0,
            "message_code": "follow_up_not_possible",
        }
        for supplier_id in ("4000000002", "4000000001")
    ]
    result = build_result(8) | {"shortfalls": missed}
    names = {"4000000001": "Algen AB", "4000000002": "Björken AB"}
    (sentence,) = build_shortfalls(result, category_names=names)
    assert sentence.startswith("2 uppföljningar som ska göras är inte med")
    assert "Algen AB, Björken AB" in sentence


def test_a_list_with_another_number_of_audits_says_so() -> None:
    result = build_result(8)
    result["expected"][1]["n_audits"] = 5
    spec = build_expected_chart(result, footer=FOOTER)
    assert isinstance(spec.marks, Dots)
    assert spec.marks.labels[1] == "Förra planen\n(5 revisioner)"
    assert spec.table.rows[1][:2] == ("Förra planen", 5)


def test_a_limit_that_fixed_audits_pass_and_prices_that_are_unknown() -> None:
    over = {
        "constraint_code": "most_per_category",
        "key": "it",
        "wanted": 8,
        "found": 9,
        "message_code": "fixed_over_cap",
    }
    result = build_result(8) | {"shortfalls": [over]}
    (sentence,) = build_shortfalls(result, category_names={"it": "IT"})
    assert sentence.startswith("Högst 8 i IT: blev 9 (det som ska ingå")
    unknown = {"key": None, "value_cost": None, "hits_cost": None, "is_exact": False}
    result["prices"].append({"constraint_code": "most_small", **unknown})
    spec = build_price_chart(result, category_names=NAMES, footer=FOOTER)
    assert spec is not None
    assert spec.table.rows[-1][1:] == (None, None, "Nej, sökningen avbröts")


def test_one_audit_more_is_never_the_dearest_wish() -> None:
    more = {"key": "one_more", "value_cost": 1.0, "hits_cost": 2.0, "is_exact": True}
    result = build_result(8)
    result["prices"].append({"constraint_code": "audits", **more})
    spec = build_price_chart(result, category_names=NAMES, footer=FOOTER)
    assert spec is not None
    assert spec.title.startswith("Dyrast är minst 3 per område")
    assert isinstance(spec.marks, Bars)
    assert spec.marks.labels[0].replace("\n", " ") == "40 revisioner och inte en till"


def test_who_stood_higher_and_did_not_come_along_is_told_with_the_reason() -> None:
    left_out = build_result()["left_out"]
    assert build_left_out_title(left_out) == (
        "2 högt rankade leverantörer som inte kom med, och varför"
    )
    table = build_left_out_table(left_out, category_names=NAMES)
    assert [row[2] for row in table.rows] == [
        "Mindre än ett år av avtalet skulle återstå efter besöket",
        "Fick inte plats bredvid de andra önskemålen",
    ]
    assert table.rows[0][0] == "Utanförbolag 1 AB"
