from datetime import date

import polars as pl
import pytest

from pipelines.errors import UsageError
from pipelines.example.write_example import Example, build_example

DATA_DATE = date(2025, 10, 31)
YEARS = range(2018, 2026)
FULL_YEARS = range(2018, 2025)


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def example(request) -> Example:
    return build_example(seed=request.param, n_suppliers=400, n_years=8)


def count_by_year(frame: pl.DataFrame, column: str) -> dict[int, int]:
    known = frame.filter(pl.col(column).is_not_null())
    return dict(known.group_by(pl.col(column).dt.year()).len().iter_rows())


def fetch_requests(example: Example) -> pl.DataFrame:
    answers = example.tables["self_assessments", "answers"]
    return answers.unique("self_assessment_id", keep="first", maintain_order=True)


def fetch_audits(example: Example, kind: str) -> pl.DataFrame:
    audits = example.tables["audits", "audits"]
    return audits.filter(
        (pl.col("audit_type_code") == kind) & (pl.col("round_number") == 1)
    )


def test_self_assessments_are_as_many_as_the_programme_manages(example) -> None:
    requests = fetch_requests(example)
    sent = count_by_year(requests, "sent_on")
    assessed = count_by_year(requests, "assessed_on")
    assert all(40 <= sent[year] <= 55 for year in YEARS)
    assert all(40 <= assessed[year] <= 55 for year in FULL_YEARS)


def test_not_everyone_answers(example) -> None:
    due = fetch_requests(example).filter(pl.col("sent_on") < date(2025, 8, 1))
    assert 0.82 <= due["answered_on"].is_not_null().mean() <= 0.96
    late = due.filter(pl.col("answered_on") > pl.col("due_on"))
    assert late.height > 10


def test_a_fifth_to_a_third_go_to_an_office_audit(example) -> None:
    office = fetch_audits(example, "office")
    share = office.height / fetch_requests(example).height
    assert 1 / 5 <= share <= 1 / 3
    by_year = count_by_year(office, "visited_on")
    assert all(10 <= by_year[year] <= 16 for year in YEARS)


def test_factory_audits_are_few(example) -> None:
    by_year = count_by_year(fetch_audits(example, "factory"), "visited_on")
    assert all(0 <= by_year.get(year, 0) <= 5 for year in YEARS)
    assert sum(by_year.values()) >= 10


def test_re_audits_follow_a_major_finding(example) -> None:
    audits = example.tables["audits", "audits"]
    again = audits.filter(pl.col("round_number") > 1)
    assert 5 <= again.height <= 45
    assert set(again["trigger_code"]) == {"re_audit"}


def test_cases_are_closed_slowly_and_some_stay_open_long(example) -> None:
    cases = example.tables["follow_up_cases", "cases"]
    closed = count_by_year(cases, "closed_on")
    assert all(7 <= closed[year] <= 16 for year in YEARS)
    still_open = cases.filter(pl.col("closed_on").is_null())
    assert 25 <= still_open.height <= 30
    assert still_open["closure_reason_code"].null_count() == still_open.height
    old = still_open.filter(pl.col("started_on") < date(2024, 10, 31))
    assert 5 <= old.height <= 15


def test_findings_have_three_grades_and_severe_is_rare(example) -> None:
    findings = example.tables["findings", "findings"]
    share = dict(
        findings.group_by("grade_code").agg(pl.len() / findings.height).iter_rows()
    )
    assert set(share) == {"severe", "major", "minor", "observation"}
    assert share["severe"] < 0.03
    assert all(share[grade] > 0.1 for grade in ("major", "minor", "observation"))


def test_about_four_in_ten_factory_findings_are_major() -> None:
    n_major = n_all = 0
    for seed in (1, 2, 3):
        tables = build_example(seed=seed, n_suppliers=400, n_years=8).tables
        findings = tables["findings", "findings"].filter(
            pl.col("audit_type_code") == "factory"
        )
        n_all += findings.height
        n_major += findings["grade_code"].is_in(["severe", "major"]).sum()
    assert 0.3 <= n_major / n_all <= 0.5


def test_the_regions_own_staff_make_a_clear_share_of_the_audits(example) -> None:
    audits = example.tables["audits", "audits"]
    share = dict(
        audits.group_by("performer_code").agg(pl.len() / audits.height).iter_rows()
    )
    assert set(share) == {
        *("region", "area_coordinator", "secretariat", "consultant", "adda")
    }
    assert 0.25 <= share["region"] <= 0.5


def test_goals_mostly_go_the_right_way_and_one_is_missed(example) -> None:
    closed = count_by_year(example.tables["follow_up_cases", "cases"], "closed_on")
    started = count_by_year(example.tables["follow_up_cases", "cases"], "started_on")
    office = count_by_year(fetch_audits(example, "office"), "visited_on")
    assessed = count_by_year(fetch_requests(example), "assessed_on")
    assert assessed[2022] < assessed[2023] < assessed[2024]
    assert started[2022] < started[2023] < started[2024]
    assert closed[2023] < closed[2022] < closed[2024]
    assert office[2022] < office[2023]
    assert office[2024] < office[2023]
    audits = example.tables["audits", "audits"]
    own = count_by_year(audits.filter(performer_code="region"), "visited_on")
    assert own[2022] < own[2023] < own[2024]


def test_nothing_is_known_after_the_data_date(example) -> None:
    for (source, _), frame in example.tables.items():
        ahead = {"ends_on", "due_on", "changed_due_on", "valid_to_on"}
        # What is planned for later: news and trainings.
        ahead |= {"planned_on", "held_on"}
        for column in frame.select(pl.selectors.date().exclude(*ahead)).columns:
            latest = frame[column].max()
            assert latest is None or latest <= DATA_DATE, (source, column)


def test_dates_come_in_the_order_of_events(example) -> None:
    cases = example.tables["follow_up_cases", "cases"]
    audits = example.tables["audits", "audits"].join(
        cases.select("case_id", "started_on", "closed_on"), on="case_id"
    )
    findings = example.tables["findings", "findings"]
    ordered = [
        (cases, "started_on", "closed_on"),
        (audits, "started_on", "visited_on"),
        (audits, "visited_on", "report_approved_on"),
        (audits, "report_approved_on", "closed_on"),
        (findings, "report_approved_on", "due_on"),
        (findings, "report_approved_on", "verified_on"),
        (findings, "due_on", "changed_due_on"),
    ]
    for frame, earlier, later in ordered:
        wrong = frame.filter(pl.col(earlier) > pl.col(later))
        assert wrong.is_empty(), (earlier, later)


def test_a_corrected_case_has_no_open_deviation(example) -> None:
    cases = example.tables["follow_up_cases", "cases"].with_row_index("case_ix")
    corrected = cases.filter(pl.col("closure_reason_code") == "corrected")
    left = example.tables["findings", "findings"].filter(
        pl.col("case_ix").is_in(corrected["case_ix"].to_list())
        & (pl.col("grade_code") != "observation")
        & pl.col("verified_on").is_null()
    )
    assert left.is_empty()


def test_auditors_find_more_where_the_true_risk_is_higher() -> None:
    audited = []
    for seed in range(1, 9):
        example = build_example(seed=seed, n_suppliers=400, n_years=8)
        audited.append(
            fetch_audits(example, "office")
            .with_columns(period_year=pl.col("visited_on").dt.year().cast(pl.Int64))
            .join(
                example.known_truth,
                on=["organisation_number", "category_code", "period_year"],
            )
            .select("has_major", "true_logit")
        )
    by_outcome = (
        pl.concat(audited).group_by("has_major").agg(pl.col("true_logit").mean())
    )
    mean = dict(by_outcome.iter_rows())
    assert mean[True] > mean[False] + 0.4


def test_the_audited_are_riskier_than_the_rest(example) -> None:
    truth = example.known_truth.filter(pl.col("period_year") == 2022)
    numbers = fetch_audits(example, "office")["organisation_number"].to_list()
    is_audited = pl.col("organisation_number").is_in(numbers)
    audited = truth.filter(is_audited)["true_probability"].mean()
    assert audited > truth.filter(~is_audited)["true_probability"].mean() + 0.05


@pytest.mark.parametrize(("n_suppliers", "n_years"), [(400, 0), (400, 31), (5, 8)])
def test_sizes_that_make_no_programme_are_refused(n_suppliers, n_years) -> None:
    with pytest.raises(UsageError, match="make no programme"):
        build_example(seed=1, n_suppliers=n_suppliers, n_years=n_years)


@pytest.mark.parametrize(("n_suppliers", "n_years"), [(50, 1), (50, 8), (400, 20)])
def test_other_sizes_work(n_suppliers, n_years) -> None:
    example = build_example(seed=1, n_suppliers=n_suppliers, n_years=n_years)
    assert fetch_requests(example)["sent_on"].dt.year().min() == 2026 - n_years
    assert example.known_truth["period_year"].n_unique() == n_years


def test_contract_lines_grow_with_the_suppliers_and_follow_ups_hardly() -> None:
    small = build_example(seed=1, n_suppliers=400, n_years=8).tables
    large = build_example(seed=1, n_suppliers=10_000, n_years=8).tables
    lines = ("contract_register", "contract_lines")
    assert 2_200 <= small[lines].height <= 2_900
    assert 20 * small[lines].height < large[lines].height < 40 * small[lines].height
    audits = ("audits", "audits")
    assert small[audits].height < large[audits].height < 2 * small[audits].height
