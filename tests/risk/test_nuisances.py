import numpy as np
import polars as pl
import pytest

from pipelines.risk.nuisances import build_nuisances, build_offsets, score_marginal

LABELS = pl.DataFrame(
    {
        "auditor_code": ["a"] * 5 + ["b"] * 4 + ["rare", None, None, None],
        "audit_type_code": ["office"] * 13,
        "visit_year": [2020] * 6 + [2021] * 7,
    }
)


def test_rare_levels_are_pooled_and_what_never_varies_is_left_out() -> None:
    assert build_nuisances(LABELS).names == (
        "auditor_code=a",
        "auditor_code=b",
        "auditor_code=other",
        "auditor_code=unknown",
        "visit_year=2020",
        "visit_year=2021",
    )


def test_every_level_is_nothing_on_average() -> None:
    matrix = build_nuisances(LABELS).matrix
    assert matrix.mean(axis=0) == pytest.approx(0)
    assert (matrix[:5, 0] > 0).all()
    assert (matrix[5:, 0] < 0).all()


def test_labels_that_tell_nothing_give_no_nuisances() -> None:
    nuisances = build_nuisances(LABELS.select("audit_type_code"))
    assert nuisances.matrix.shape == (13, 0)
    assert build_offsets(nuisances, np.empty(0)).size == 0


def test_offsets_are_few_and_keep_the_average() -> None:
    many = pl.concat([LABELS] * 100)
    nuisances = build_nuisances(many)
    weights = np.linspace(-1, 1, len(nuisances.names))
    offsets = build_offsets(nuisances, weights)
    assert offsets.size <= 200
    assert (np.diff(offsets) >= 0).all()
    assert offsets.mean() == pytest.approx(0, abs=0.02)


def test_the_average_over_auditors_keeps_the_order_of_suppliers() -> None:
    linear = np.linspace(-6, 6, 200)
    marginal = score_marginal(linear, np.array([-1.5, 0.0, 1.5]))
    assert (np.diff(marginal) > 0).all()
    # Unlike auditors make extremes less extreme.
    assert marginal[0] > 1 / (1 + np.exp(6))
    assert marginal[-1] < 1 / (1 + np.exp(-6))
