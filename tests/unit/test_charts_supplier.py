from datetime import date
from typing import Any

import polars as pl
import pytest

from app.charts.draw_spans import draw_spans
from app.charts.forms_timed import Spans
from app.charts.spec import Footer
from app.charts.supplier_answers import build_answer_table, build_answer_title
from app.charts.supplier_chain import build_chain_table, build_chain_title
from app.charts.supplier_contracts import build_contract_spans
from app.charts.supplier_evidence import (
    build_case_table,
    build_certificate_table,
    build_follow_up_table,
    build_signal_table,
)
from app.charts.supplier_findings import build_finding_table, build_finding_title
from app.charts.supplier_numbers import build_supplier_numbers
from app.charts.supplier_words import SPLITS, find_requirement

DAY = date(2025, 10, 31)
FOOTER = Footer("källa", DAY, "Exempel AB", "b1", is_example=True)
WORDS = {
    "category": {"it": "IT"},
    "place": {"01": "Region Stockholm", "12": "Region Skåne"},
    "country": {"CHN": "Kina"},
    **{split: {} for split in SPLITS},
}
WORDS["process_requirement"] = {"1": "1 Policyer och ansvar"}
WORDS["clause_version"] = {"six_routines_2016": "Sex rutiner (2016)"}
CONTRACT = {
    "contract_number": "A1",
    "region_code": "01",
    "category_code": "it",
    "product_name": "Datorer",
    "clause_version_code": "seven_requirements_2021",
    "clause_level_code": "advanced",
    "starts_on": date(2023, 1, 1),
    "ends_on": date(2026, 3, 31),
    "annual_value_sek": 1_000_000.0,
    "n_lines": 2,
    "n_running_lines": 2,
    "n_running_lines_without_value": 0,
    "is_value_shown": True,
    "total_value_sek": 3_200_000.0,
}
ANSWER = {
    "self_assessment_id": "S1",
    "category_code": "it",
    "clause_version_code": "seven_requirements_2021",
    "process_requirement": 1,
    "assessment_code": "fulfilled",
    "has_evidence": True,
    "sent_on": date(2024, 1, 1),
    "answered_on": date(2024, 2, 1),
    "assessed_on": date(2024, 3, 1),
    "audit_id": "R1",
    "audit_type_code": "office",
    "visited_on": date(2024, 6, 1),
    "is_same_clause_version": True,
    "n_findings": 2,
    "n_major_findings": 1,
}
FINDING = {
    "finding_id": "F1",
    "grade_code": "major",
    "process_requirement": 1,
    "clause_version_code": "seven_requirements_2021",
    "code_area_code": None,
    "severe_kind_code": None,
    "known_on": date(2025, 2, 1),
    "due_on": date(2025, 6, 30),
    "changed_due_on": None,
    "verified_on": None,
    "finding_state_code": "overdue",
    "days_overdue": 123,
}


def build_frame(base: dict[str, Any], *rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([base | row for row in rows], infer_schema_length=None)


def plain(text: object) -> str:
    return str(text).replace("\xa0", " ")


def build_contracts(*rows: dict[str, Any]) -> Any:
    frame = build_frame(CONTRACT, *rows)
    return build_contract_spans(frame, words=WORDS, day=DAY, footer=FOOTER)


def test_the_contracts_say_who_buys_together_until_when() -> None:
    spec = build_contracts(
        {}, {"region_code": "12", "contract_number": "A2", "ends_on": None}
    )
    assert plain(spec.title) == (
        "2 regioner köper tillsammans för 3,2 mnkr om året; "
        "det första avtalet slutar 2026-03-31"
    )
    assert isinstance(spec.marks, Spans)
    assert spec.marks.labels == ("Skåne", "Stockholm")
    assert spec.marks.end_texts == ("Löper tills vidare", "2026-03-31")
    assert "Stockholm: 2026-03-31" in spec.alt
    assert not spec.note


def test_missing_values_are_counted_and_never_zero() -> None:
    spec = build_contracts(
        {"n_running_lines_without_value": 2, "total_value_sek": None}
    )
    assert spec.title.startswith("1 region köper, till okänt värde")
    assert "2 av 2 avtalsrader saknar värde" in spec.subtitle


def test_a_contract_that_has_ended_is_told_as_ended() -> None:
    spec = build_contracts({"n_running_lines": 0, "ends_on": date(2020, 1, 1)})
    assert spec.title == "Ingen region har ett löpande avtal"
    assert spec.marks.accents == ()


def test_what_others_pay_is_not_shown_and_is_said() -> None:
    spec = build_contracts({"is_value_shown": False, "annual_value_sek": None})
    assert spec.table.rows[0][7] == "visas inte"
    assert "andra regioner" in spec.note


def test_spans_that_overlap_stand_beside_each_other_and_old_ones_are_cut() -> None:
    spec = build_contracts(
        {},
        {"contract_number": "A2", "starts_on": date(2024, 1, 1), "ends_on": None},
        {"contract_number": "A3", "starts_on": date(2001, 1, 1)},
    )
    (bars,) = draw_spans(spec.marks).data
    assert len(set(bars.y)) == 3
    assert min(bars.base) > date(2017, 1, 1).toordinal()
    assert all(length > 0 for length in bars.x)


def test_undeclared_countries_are_counted() -> None:
    row = {
        "category_code": "it",
        "chain_place_code": "final_manufacture",
        "country_code": "CHN",
        "n_lines": 3,
        "n_audits": None,
    }
    frame = build_frame(
        row,
        {},
        {"country_code": None, "n_lines": 1},
        {"chain_place_code": "tier_2", "n_lines": None, "n_audits": 1},
    )
    assert build_chain_title(frame) == (
        "Varorna tillverkas i 1 land, enligt avtalen; 1 av 4 avtalsrader saknar uppgift"
    )
    countries = [row[2] for row in build_chain_table(frame, WORDS).rows]
    assert countries == ["Kina", "inte redovisat", "Kina"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "2 avvikelser, varav 1 större"),
        ({"n_major_findings": 0}, "2 avvikelser"),
        ({"n_findings": 0, "n_major_findings": 0}, "ingen avvikelse"),
        (
            {"is_same_clause_version": False, "n_findings": None},
            "kan inte jämföras: andra avtalsvillkor",
        ),
        (
            {"is_same_clause_version": None, "n_findings": None},
            "kan inte jämföras: andra avtalsvillkor",
        ),
        (
            {"n_findings": None},
            "kan inte avgöras: en avvikelse saknar processkrav",
        ),
        (
            {"audit_id": None, "is_same_clause_version": None, "n_findings": None},
            "ingen revision sedan dess",
        ),
    ],
)
def test_an_answer_is_held_against_the_next_audit_of_the_same_clause(
    answer: dict[str, Any], said: str
) -> None:
    (row,) = build_answer_table(build_frame(ANSWER, answer), WORDS).rows
    assert row[4] == "✔ Uppfyllt"
    assert row[-1] == said


def test_a_form_nobody_answered_is_one_row_and_no_judgement() -> None:
    unanswered = {"answered_on": None, "assessed_on": None, "assessment_code": None}
    frame = build_frame(
        ANSWER | unanswered, {}, {"process_requirement": 2}, {"process_requirement": 3}
    )
    (row,) = build_answer_table(frame, WORDS).rows
    assert row[4] == "skickad 2024-01-01, inte besvarad"
    assert build_answer_title(frame) == (
        "Den senaste självskattningen, skickad 2024-01-01, är inte besvarad"
    )


def test_requirements_of_the_old_clause_are_numbers_without_names() -> None:
    assert find_requirement(WORDS, 1, "seven_requirements_2021") == (
        "1 Policyer och ansvar"
    )
    assert find_requirement(WORDS, 1, "six_routines_2016") == "1"
    assert find_requirement(WORDS, 1, None) == "1"
    assert find_requirement(WORDS, None, None) is None


def test_findings_are_facts_with_dates() -> None:
    frame = build_frame(
        FINDING,
        {},
        {"finding_state_code": "open", "days_overdue": None},
        {"finding_state_code": "verified", "days_overdue": None},
        {
            "grade_code": "observation",
            "finding_state_code": "nothing_to_correct",
            "days_overdue": None,
        },
    )
    assert build_finding_title(frame) == (
        "Revisionerna har funnit 3 avvikelser; 2 öppna, varav 1 över fristen"
    )
    states = [row[0] for row in build_finding_table(frame, WORDS).rows]
    assert states == [
        "✖ Över fristen, 123 dagar",
        "◐ Öppen",
        "✔ Åtgärdad",
        "– Inget att åtgärda",
    ]


def test_a_follow_up_that_nobody_decided_on_is_not_a_yes() -> None:
    row = {
        "buyer_name": "Adda",
        "method_code": "office_audit",
        "category_code": None,
        "followed_up_on": date(2024, 1, 1),
        "is_accepted": None,
        "counts_until_on": date(2027, 1, 1),
    }
    (cells,) = build_follow_up_table(pl.DataFrame([row]), WORDS).rows
    assert cells[2] == "hela leverantören"
    assert cells[4] == "Inte beslutat"


def test_lights_certificates_and_notes_are_told_in_words() -> None:
    case = {
        "case_id": "U1",
        "category_code": "it",
        "region_code": "01",
        "method_code": "dialogue",
        "started_on": DAY,
        "closed_on": None,
        "closure_reason_code": None,
        "is_open": True,
        "traffic_light_code": "red",
        "published_on": None,
    }
    (cells,) = build_case_table(pl.DataFrame([case]), WORDS).rows
    assert cells[5:] == ("öppet", None, "▲ Rött", "inte publicerad")
    certificate = {
        "certificate_kind_code": "sa8000",
        "is_valid": False,
        "valid_from_on": DAY,
        "valid_to_on": None,
    }
    (cells,) = build_certificate_table(pl.DataFrame([certificate])).rows
    assert cells[:2] == ("SA8000", "Nej")
    signal = {"known_on": DAY, "signal_name": "of_their_own", "signal_number": 2.0}
    (cells,) = build_signal_table(pl.DataFrame([signal])).rows
    assert cells[1] == "of_their_own"


def test_a_supplier_nobody_knows_much_of_has_numbers_that_say_so() -> None:
    contracts = build_frame(CONTRACT, {}).clear()
    findings = build_frame(FINDING, {}).clear()
    cards = build_supplier_numbers(contracts, findings, pl.DataFrame(), pl.DataFrame())
    assert [plain(card.number) for card in cards] == [
        "0",
        "–",
        "Aldrig",
        "0",
        "Inte i listan",
    ]
