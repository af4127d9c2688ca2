"""What may teach, what may judge, and what the rules of thumb see."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.risk.baselines import score_baselines
from pipelines.risk.cohort import build_cohort
from pipelines.risk.history import add_signals, find_fingerprint
from pipelines.risk.labels import build_labels, find_judging, find_known
from pipelines.risk.lists import build_shadow_lists, find_top, score_overlap
from pipelines.risk.rule import Rule
from pipelines.risk.time_splits import build_year_later, find_counted, find_windows
from tests.risk.conftest import AS_OF
from tests.risk.programmes import build_programme


def write_labels(*rows: dict) -> pl.DataFrame:
    usual = {
        "supplier_id": "S1",
        "category_code": "food",
        "has_major_finding": True,
        "is_re_audit": False,
        "trigger_code": "planned",
    }
    return build_labels(pl.DataFrame([usual | row for row in rows]))


LABELS = write_labels(
    {"audit_id": "known", "visited_on": date(2023, 3, 1), "known_on": date(2023, 4, 1)},
    {"audit_id": "late", "visited_on": date(2023, 12, 1), "known_on": date(2024, 1, 1)},
    {
        "audit_id": "again",
        "visited_on": date(2023, 5, 1),
        "known_on": date(2023, 6, 1),
        "is_re_audit": True,
    },
    {
        "audit_id": "complaint",
        "visited_on": date(2023, 5, 1),
        "known_on": date(2023, 6, 1),
        "trigger_code": "complaint",
    },
    {
        "audit_id": "open",
        "visited_on": date(2023, 8, 1),
        "known_on": None,
        "has_major_finding": None,
    },
)


def test_only_what_was_known_before_the_day_teaches() -> None:
    known = find_known(LABELS, as_of=date(2024, 1, 1))
    assert known["audit_id"].to_list() == ["complaint", "known"]


def test_complaints_and_re_audits_judge_no_plan() -> None:
    judging = find_judging(
        LABELS, after=date(2023, 1, 1), until=date(2024, 1, 1), today=date(2023, 12, 31)
    )
    assert judging["audit_id"].to_list() == ["known", "late", "open"]
    # The late report is not approved yet on the day asked for.
    assert judging["has_major_finding"].to_list() == [True, None, None]


def test_a_visit_on_the_day_itself_judges_nothing() -> None:
    judging = find_judging(
        LABELS, after=date(2023, 3, 1), until=date(2023, 7, 1), today=AS_OF
    )
    assert judging.is_empty()


@pytest.mark.parametrize(("n_open", "is_counted"), [(1, True), (2, False)])
def test_a_window_counts_with_95_reports_of_100(n_open: int, is_counted: bool) -> None:
    labels = write_labels(
        *(
            {
                "audit_id": f"A{number}",
                "visited_on": date(2023, 3, 1),
                "known_on": None if number < n_open else date(2023, 4, 1),
                "has_major_finding": None if number < n_open else False,
            }
            for number in range(20)
        )
    )
    [window] = find_windows(labels, [date(2023, 1, 1)], today=AS_OF)
    assert (window.n_visited, window.n_approved) == (20, 20 - n_open)
    assert window.is_counted is is_counted


def test_a_window_that_is_not_over_never_counts() -> None:
    windows = find_windows(LABELS, [date(2023, 1, 1)], today=date(2023, 12, 1))
    assert not find_counted(windows)
    assert build_year_later(date(2024, 2, 29)) == date(2025, 2, 28)


def test_rules_of_thumb_see_spend_years_and_the_last_plan(
    features: pl.DataFrame, rule: Rule
) -> None:
    frame = features.head(3).with_columns(
        supplier_id=pl.Series(["S1", "S2", "S3"]),
        annual_value_sek=pl.Series([1e6, None, 5e6]),
        years_since_last_audit=pl.Series([2.0, None, 4.0]),
    )
    cohort = build_cohort(frame, rule, as_of_on=date(2024, 1, 1))
    scores = score_baselines(cohort, rule.feature_codes, LABELS)
    assert scores["largest_spend"].argsort().tolist() == [1, 0, 2]
    # Who was never audited has waited longest.
    assert scores["time_since_audit"].argsort().tolist() == [0, 2, 1]
    assert scores["last_plan"].tolist() == [1, 0, 0]
    assert set(scores["random"]) == {0}
    assert np.isfinite(scores["country_category_spend"]).all()


def test_without_spend_and_countries_the_rules_still_rank(
    features: pl.DataFrame, rule: Rule
) -> None:
    bare = features.with_columns(
        pl.lit(None, pl.Float64).alias(code) for code in rule.feature_codes
    )
    cohort = build_cohort(bare, rule, as_of_on=AS_OF)
    for code, score in score_baselines(cohort, rule.feature_codes, LABELS).items():
        assert np.isfinite(score).all(), code


def test_a_list_has_each_supplier_once_by_its_best_row(
    features: pl.DataFrame, rule: Rule
) -> None:
    cohort = build_cohort(features, rule, as_of_on=AS_OF)
    score = np.arange(cohort.rows.height, dtype=float)
    top = find_top(cohort, score, 10)
    assert len(top) == len(set(top)) == 10
    assert top == sorted(top, reverse=True)
    assert score_overlap(top, top[:5]) == 0.5
    assert score_overlap([], top) is None


def test_lots_are_drawn_among_equals_with_the_published_seed(
    features: pl.DataFrame, rule: Rule
) -> None:
    cohort = build_cohort(features, rule, as_of_on=AS_OF)
    alike = {"random": np.zeros(cohort.rows.height)}
    first = build_shadow_lists(cohort, alike, 20, seed=1)
    assert first.equals(build_shadow_lists(cohort, alike, 20, seed=1))
    other = build_shadow_lists(cohort, alike, 20, seed=2)
    assert set(first["supplier_id"]) != set(other["supplier_id"])
    assert first["list_rank"].to_list() == list(range(1, 21))


def test_a_deployments_own_signal_is_joined_by_supplier_and_day() -> None:
    frame = pl.DataFrame({"supplier_id": ["S1", "S2"], "as_of_on": [AS_OF, AS_OF]})
    signals = pl.DataFrame(
        {
            "supplier_id": ["S1", "S1", "S2"],
            "as_of_on": [AS_OF, date(2020, 1, 1), AS_OF],
            "signal_name": ["smell", "smell", "noise"],
            "signal_number": [3, 9, 5],
        }
    )
    joined = add_signals(frame, signals, ["signal_smell"])
    assert joined["signal_smell"].to_list() == [3.0, None]


def test_an_audit_without_features_teaches_nothing_and_order_changes_no_hash(
    rule: Rule,
) -> None:
    history = build_programme(rule, n_audits=60)
    assert history.labels.height == 60
    assert history.figures.shape == (len(rule.weights), 60)
    hashes = find_fingerprint(history)
    assert hashes == find_fingerprint(build_programme(rule, n_audits=60))
    other = find_fingerprint(build_programme(rule, n_audits=60, seed=2))
    assert hashes["labels_sha256"] != other["labels_sha256"]
