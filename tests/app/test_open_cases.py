"""The page of open cases: what it says, to whom, and the files it gives."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from app.access import REGION, STEERING_GROUP, Principal, load_principal
from app.charts.case_steps import build_step_chart
from app.charts.dispatch import build_dispatch_table
from app.charts.spec import Footer
from app.components.case_calendar import write_calendar
from app.components.case_files import offer_calendar
from app.errors import AccessDenied
from app.queries.builds import fetch_build
from app.queries.case_details import (
    fetch_case_deadlines,
    fetch_case_findings,
    fetch_case_regions,
    fetch_case_steps,
    fetch_finding_counts,
)
from app.queries.case_list import (
    CaseChoice,
    fetch_case_list,
    fetch_case_totals,
    fetch_step_times,
    fetch_steps,
)
from app.queries.dispatch import ToSend, fetch_dispatch_cases, fetch_dispatch_lines
from app.queries.open_cases import fetch_open_case_totals
from app.reports.planned_audits import find_planned_audits
from app.reports.table_files import build_csv, build_xlsx
from app.store.plan_changes import write_state
from app.store.plan_records import Plan
from app.store.plans import fetch_plan
from tests.integration.store_plans import (
    SECRETARY,
    make_candidate,
    make_id,
    write_small_plan,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
EVERYTHING = CaseChoice()
FOOTER = Footer("s", date(2025, 10, 31), "f", "b1", is_example=False)
HOSTILE = "=cmd|'/C calc'!A0;\r\nBEGIN:VALARM\n<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/open_cases.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    return "\n".join(each.value for each in elements).replace("\\", "")


def build_reader(role_code: str, *region_codes: str) -> Principal:
    return Principal(role_code, region_codes, load_principal().build_id)


def write_decided_plan(*chosen: dict[str, Any]) -> Plan:
    plan = write_small_plan(*chosen)
    for state_code in ("proposed", "decided"):
        write_state(
            plan.plan_id,
            state_code,
            event_id=make_id(),
            expected_version=fetch_plan(plan.plan_id, SECRETARY).version,
            principal=SECRETARY,
        )
    return plan


def find_ready(*, has_case: bool) -> dict[str, Any]:
    """Find a supplier for a plan, with an open case or without any."""
    every = fetch_case_list(load_principal(), EVERYTHING)
    if has_case:
        row = every.row(0, named=True)
        return make_candidate(
            1,
            supplier_id=row["supplier_id"],
            supplier_name="Redan igång AB",
            category_code=row["category_code"],
        )
    return make_candidate(2, "01", supplier_name="Nybeslutat <b>AB</b>")


def read_events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


def test_the_page_says_how_many_are_late_and_whose_turn_it_is() -> None:
    page = open_page()
    assert not page.exception
    totals = fetch_case_totals(load_principal(), EVERYTHING)
    said = find_texts(page)
    assert (
        f"{totals['n_overdue']} av {totals['n_open']} öppna ärenden har passerat en "
        "frist" in said
    )
    assert "Bollen ligger hos: Leverantör" in said
    assert "ingen källa säger det" in said
    assert page.dataframe[0].value["Bollen hos"].notna().all()


def test_open_cases_are_as_many_as_on_the_other_pages() -> None:
    for place in ("SE", "C", "01"):
        totals = fetch_case_totals(load_principal(), CaseChoice(place_code=place))
        others = fetch_open_case_totals(load_principal(), place_code=place)
        assert others["n_open"] == totals["n_open"]
        assert others["n_over_one_year"] == totals["n_over_one_year"]


def test_the_late_come_first_and_the_latest_of_them_on_top() -> None:
    rows = fetch_case_list(load_principal(), EVERYTHING)
    late = rows["is_overdue"].to_list()
    assert late == sorted(late, reverse=True)
    assert rows.filter("is_overdue")["days_overdue"].is_sorted(descending=True)
    assert rows.filter(~pl.col("is_overdue"))["days_overdue"].sum() == 0


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        (CaseChoice(category_code="it"), pl.col("category_code") == "it"),
        (CaseChoice(place_code="C"), pl.col("procurement_region_code") == "C"),
        (CaseChoice(place_code="01"), pl.col("region_code") == "01"),
        (CaseChoice(step_code="correction"), pl.col("step_code") == "correction"),
        (CaseChoice(ball_code="auditor"), pl.col("ball_code") == "auditor"),
        (CaseChoice(only_overdue=True), pl.col("is_overdue")),
    ],
)
def test_a_filter_keeps_what_it_says_and_nothing_else(
    choice: CaseChoice, holds: pl.Expr
) -> None:
    every = fetch_case_list(load_principal(), EVERYTHING)
    chosen = fetch_case_list(load_principal(), choice)
    assert chosen["case_id"].to_list() == every.filter(holds)["case_id"].to_list()
    assert 0 < chosen.height < every.height
    assert fetch_case_totals(load_principal(), choice)["n_open"] == chosen.height


def test_a_region_sees_its_own_cases_in_every_list() -> None:
    every = fetch_case_list(load_principal(), EVERYTHING)
    one_of_each = every.unique("region_code")
    for row in one_of_each.iter_rows(named=True):
        reader = build_reader(REGION, row["region_code"])
        own = set(every.filter(region_code=row["region_code"])["case_id"])
        assert set(fetch_case_list(reader, EVERYTHING)["case_id"]) == own
        assert set(fetch_case_deadlines(reader, EVERYTHING)["case_id"]) <= own
        assert set(fetch_case_findings(reader, EVERYTHING)["case_id"]) <= own
        n_found = fetch_finding_counts(reader, EVERYTHING)["n_found"].sum()
        graded = fetch_case_findings(reader, EVERYTHING).filter(
            pl.col("grade_code") != "observation"
        )
        assert n_found == graded.height
        waiting = fetch_step_times(reader, EVERYTHING)["n_waiting"].sum()
        assert waiting == len(own)
    other = build_reader(REGION, "10")
    assert fetch_case_steps(other, every["case_id"][0]).is_empty()
    assert fetch_case_regions(other, every["case_id"][0]) == []


def test_a_case_opens_with_its_steps_deadlines_and_deviations() -> None:
    every = fetch_case_list(load_principal(), EVERYTHING)
    row = every.filter(pl.col("n_severe_waiting") > 0).row(0, named=True)
    page = open_page(case=row["case_id"])
    assert not page.exception
    said = find_texts(page)
    assert f"**Steg nu:** {row['step_name']} sedan" in said
    assert f"**Bollen hos:** {row['ball_name']}" in said
    tables = [each.value for each in page.dataframe]
    assert any({"Avvikelse", "Krav nr", "Kontrollerad"} <= set(t) for t in tables)
    steps = fetch_case_steps(load_principal(), row["case_id"])
    assert steps["is_current"].sum() == 1
    assert steps.filter(~pl.col("is_current"))["ended_on"].null_count() == 0


def test_a_case_that_is_not_open_is_said_and_not_guessed() -> None:
    page = open_page(case="UPP-1999-001")
    assert not page.exception
    assert any("Ärendet i adressen är inte öppet" in each.value for each in page.info)


def test_a_region_cannot_open_another_regions_case_by_its_address() -> None:
    every = fetch_case_list(load_principal(), EVERYTHING)
    foreign = every.filter(pl.col("region_code") != "12")["case_id"][0]
    seen = fetch_case_list(build_reader(REGION, "12"), EVERYTHING)
    assert foreign not in set(seen["case_id"])
    skane = build_reader(REGION, "12")
    assert fetch_case_deadlines(skane, EVERYTHING, case_id=foreign).is_empty()
    assert fetch_case_findings(skane, EVERYTHING, case_id=foreign).is_empty()


def test_what_is_assumed_is_said_to_be() -> None:
    rows = fetch_case_deadlines(load_principal(), EVERYTHING)
    assumed = rows.filter("is_assumed")["deadline_code"].unique().to_list()
    assert set(assumed) == {"report", "corrective_plan", "severe_report"}
    page = open_page()
    table = next(
        each.value for each in page.dataframe if "Dagen kommer från" in each.value
    )
    words = set(table["Dagen kommer från"])
    assert "ärendet" in words
    assert any(word.startswith("antagen: villkorets två veckor") for word in words)
    assert "inom hakparentes" in find_texts(page)


def test_the_two_weeks_run_from_the_day_it_became_known() -> None:
    severe = fetch_case_findings(load_principal(), EVERYTHING, grade_code="severe")
    assert not severe.is_empty()
    for row in severe.iter_rows(named=True):
        since = row["supplier_aware_on"] or row["known_on"]
        assert (row["severe_report_due_on"] - since).days == 14


def test_the_calendar_has_one_event_per_deadline_on_its_day() -> None:
    principal = load_principal()
    deadlines = fetch_case_deadlines(principal, EVERYTHING)
    content = write_calendar(deadlines, fetch_build(principal))
    events = read_events(content)
    assert len(events) == deadlines.height > 0
    days = sorted(event.decoded("dtstart") for event in events)
    assert days == deadlines["due_on"].sort().to_list()
    assert all(type(event.decoded("dtstart")) is date for event in events)
    assert all(str(event["summary"]).startswith("Sista dag: ") for event in events)
    identities = {str(event["uid"]) for event in events}
    assert len(identities) == len(events)
    assert "Exempeldata" in str(Calendar.from_ical(content)["x-wr-calname"])


def test_an_event_keeps_its_identity_when_its_day_moves() -> None:
    principal = load_principal()
    build = fetch_build(principal)
    deadlines = fetch_case_deadlines(principal, EVERYTHING)
    moved = deadlines.with_columns(pl.col("due_on").dt.offset_by("7d"))
    later = replace(build, build_id="b2")
    before, after = (
        read_events(write_calendar(rows, facts))
        for rows, facts in ((deadlines, build), (moved, later))
    )
    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert write_calendar(deadlines, build) == write_calendar(deadlines, build)


def test_a_regions_calendar_holds_its_own_cases_only() -> None:
    reader = build_reader(REGION, "12")
    own = set(fetch_case_list(reader, EVERYTHING)["case_id"])
    deadlines = fetch_case_deadlines(reader, EVERYTHING)
    events = read_events(write_calendar(deadlines, fetch_build(reader)))
    assert own
    for event in events:
        assert any(case_id in str(event["description"]) for case_id in own)


def test_a_hostile_name_stays_one_line_of_text_in_the_calendar() -> None:
    principal = load_principal()
    deadlines = fetch_case_deadlines(principal, EVERYTHING).head(1)
    hostile = deadlines.with_columns(supplier_name=pl.lit(HOSTILE))
    content = write_calendar(hostile, fetch_build(principal))
    calendar = Calendar.from_ical(content)
    assert len(calendar.walk("VEVENT")) == 1
    assert not calendar.walk("VALARM")
    assert "BEGIN:VALARM" in str(calendar.walk("VEVENT")[0]["summary"])


def test_the_dispatch_list_has_the_systems_headings_and_no_person() -> None:
    principal = load_principal()
    wanted = fetch_dispatch_cases(principal)
    assert wanted
    lines = fetch_dispatch_lines(principal, wanted)
    table = build_dispatch_table(lines)
    content = build_csv((), table).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[0] == [
        *("Organisationsnamn", "Organisationsnummer", "Land", "Upphandlingsregion"),
        *("Region", "Inköpskategori", "Produkt", "Avtalsnummer", "Avtalsstart"),
        *("Avtalsslut", "Formulär", "Formulärversion"),
    ]
    assert len(rows) == lines.height + 1
    assert {row[-2] for row in rows[1:]} <= {"Kontorsrevision", "Fabriksrevision"}
    sheet = openpyxl.load_workbook(io.BytesIO(build_xlsx((), table))).active
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.max_row == len(rows)


def test_every_supplier_to_send_to_is_in_the_list_with_its_running_contracts(
    built_warehouse: Path,
) -> None:
    principal = load_principal()
    wanted = fetch_dispatch_cases(principal)
    lines = fetch_dispatch_lines(principal, wanted)
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        counted = sum(
            con.execute(
                """
                select greatest(1, count(*))
                from marts.fct_contracts
                where
                    supplier_id = ?
                    and category_code = ?
                    and date '2025-10-31' between starts_on
                    and coalesce(ends_on, date '9999-12-31')
                """,
                [each.supplier_id, each.category_code],
            ).fetchall()[0][0]
            for each in set(wanted)
        )
    assert lines.height == counted


def test_a_supplier_without_a_contract_is_still_sent_to() -> None:
    principal = load_principal()
    known = fetch_dispatch_cases(principal)[0]
    odd = ToSend(known.supplier_id, "no_such_category", "self_assessment")
    lines = fetch_dispatch_lines(principal, (odd, odd))
    assert lines.height == 1
    assert lines["contract_number"][0] is None


def test_a_hostile_name_is_harmless_in_the_dispatch_list() -> None:
    principal = load_principal()
    lines = fetch_dispatch_lines(principal, fetch_dispatch_cases(principal)).head(1)
    table = build_dispatch_table(lines.with_columns(supplier_name=pl.lit(HOSTILE)))
    rows = list(
        csv.reader(io.StringIO(build_csv((), table).decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 2
    assert rows[1][0].startswith("'=cmd")


def test_only_the_secretariat_sends_out() -> None:
    for reader in (build_reader(STEERING_GROUP), build_reader(REGION, "12")):
        with pytest.raises(AccessDenied):
            fetch_dispatch_cases(reader)
        with pytest.raises(AccessDenied):
            fetch_dispatch_lines(reader, ())


def test_the_steering_group_reads_and_gets_no_files_to_send(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: (STEERING_GROUP, ()))
    page = open_page()
    assert not page.exception
    labels = {each.label for each in page.get("download_button")}
    assert "Ladda ned CSV" in labels
    assert not {each for each in labels if "ICS" in each or "Utskick" in each}


def test_a_regions_reader_gets_its_calendar_and_nothing_to_send(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: (REGION, ("12",)))
    page = open_page()
    assert not page.exception
    labels = {each.label for each in page.get("download_button")}
    assert "Frister som kalender (ICS)" in labels
    assert not {each for each in labels if "Utskick" in each}
    shown = set(page.dataframe[0].value["Ärende"])
    assert shown == set(
        fetch_case_list(build_reader(REGION, "12"), EVERYTHING)["case_id"]
    )


def test_a_calendar_is_made_for_the_reader_who_presses_the_button(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[Any] = []
    monkeypatch.setattr(
        "app.components.download.st.download_button",
        lambda _label, data, **_more: offered.append(data),
    )
    principal = load_principal()
    offer_calendar(principal, EVERYTHING, build=fetch_build(principal))
    everything = len(read_events(offered[0]()))
    monkeypatch.setattr("app.access.find_role", lambda: (REGION, ("12",)))
    own = fetch_case_deadlines(build_reader(REGION, "12"), EVERYTHING).height
    assert len(read_events(offered[0]())) == own < everything
    monkeypatch.setattr("app.access.find_role", lambda: (STEERING_GROUP, ()))
    with pytest.raises(AccessDenied):
        offered[0]()


def test_a_planned_supplier_that_is_not_in_the_data_is_told_of() -> None:
    write_decided_plan(find_ready(has_case=False))
    assert "1 planerad leverantör saknas i data och i listan" in find_texts(open_page())


def test_the_days_of_each_step_are_the_median_of_closed_cases(
    built_warehouse: Path,
) -> None:
    times = fetch_step_times(load_principal(), EVERYTHING)
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        [(median, n)] = con.execute(
            """
            with reported as (
                select case_id, min(visited_on) as v, min(report_approved_on) as a
                from marts.fct_audits
                where visited_on <= date '2025-10-31'
                group by case_id
            )
            select median(a - v), count(*)
            from reported
            inner join marts.fct_follow_up_cases as cases using (case_id)
            where cases.closed_on is not null and a >= v
            """
        ).fetchall()
    row = times.row(by_predicate=pl.col("step_code") == "report", named=True)
    assert (row["median_days"], row["n_closed"]) == (median, n)


def test_too_few_closed_cases_show_no_median() -> None:
    times = fetch_step_times(load_principal(), EVERYTHING)
    few = times.with_columns(n_closed=pl.lit(4, dtype=pl.Int64))
    spec = build_step_chart(few, chosen="Hela landet", footer=FOOTER)
    assert spec.title.startswith("För få ärenden är avslutade")
    assert set(spec.marks.numbers) == {None}
    assert {row[2] for row in spec.table.rows} == {None}


def test_every_step_says_how_it_is_told_and_whose_turn_it_is() -> None:
    steps = fetch_steps(load_principal())
    used = fetch_case_list(load_principal(), EVERYTHING)["step_code"]
    assert set(used) <= set(steps["step_code"])
    assert steps["told_by"].str.len_chars().min() > 20
    assert set(steps["ball_name"]) == {"Kansli", "Leverantör", "Region", "Revisor"}


def test_a_programme_without_cases_is_a_sentence(
    statistics_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    assert any("Inget ärende är öppet" in each.value for each in page.info)
    assert any("Ingen beslutad revision" in each.value for each in page.info)


def test_a_decided_audit_is_seen_at_once_until_it_is_a_case() -> None:
    assert not find_planned_audits(load_principal())
    write_decided_plan(find_ready(has_case=True), find_ready(has_case=False))
    page = open_page()
    assert not page.exception
    assert "1 beslutad revision har inte påbörjats" in find_texts(page)
    table = next(each.value for each in page.dataframe if "Utförare" in each.value)
    assert table["Leverantör"].to_list() == ["Nybeslutat <b>AB</b>"]
    assert table["När"].to_list() == ["Första halvåret 2026"]
    assert table["Utförare"].to_list() == ["Område A"]


def test_a_plan_that_is_only_proposed_does_not_wait_to_begin() -> None:
    plan = write_small_plan(find_ready(has_case=False))
    write_state(
        plan.plan_id,
        "proposed",
        event_id=make_id(),
        expected_version=plan.version,
        principal=SECRETARY,
    )
    assert not find_planned_audits(load_principal())


def test_a_region_sees_decided_audits_of_its_own_suppliers() -> None:
    write_decided_plan(find_ready(has_case=False))
    assert len(find_planned_audits(build_reader(REGION, "01"))) == 1
    assert not find_planned_audits(build_reader(REGION, "12"))


def test_a_supplier_that_has_left_the_data_is_still_planned() -> None:
    write_decided_plan(find_ready(has_case=False))
    (audit,) = find_planned_audits(load_principal(), category_code="it")
    assert audit.supplier_name == "Nybeslutat <b>AB</b>"
    assert not find_planned_audits(load_principal(), category_code="food")
