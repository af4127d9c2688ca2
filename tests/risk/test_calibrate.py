import numpy as np
import polars as pl
import pytest
from scipy.special import expit, logit

from pipelines.risk.calibrate import (
    UNCALIBRATED,
    Line,
    fit_calibration,
    fit_free_line,
    score_calibrated,
)

N_ROWS = 6000


@pytest.fixture(scope="module")
def audits():
    """Scores twice as sure as they should be; factories find more than offices."""
    rng = np.random.default_rng(1)
    said = rng.normal(-1, 1.5, N_ROWS)
    is_factory = rng.random(N_ROWS) < 0.4
    major = rng.random(N_ROWS) < expit(0.3 + 0.5 * said + 0.8 * is_factory)
    kinds = pl.Series(np.where(is_factory, "factory", "office"))
    return expit(said), major.astype(np.int64), kinds


def test_scores_that_are_too_sure_are_made_less_so(audits) -> None:
    line = fit_free_line(*audits[:2])
    assert line is not None
    assert line.slope == pytest.approx(0.5, abs=0.07)


def test_each_kind_of_audit_has_its_own_line(audits) -> None:
    lines = fit_calibration(*audits)
    assert set(lines) == {"all", "factory", "office"}
    assert lines["factory"].intercept == pytest.approx(1.1, abs=0.15)
    assert lines["office"].intercept == pytest.approx(0.3, abs=0.15)
    for kind in ("factory", "office"):
        chosen = (audits[2] == kind).to_numpy()
        after = score_calibrated(audits[0][chosen], lines, kind)
        assert after.mean() == pytest.approx(audits[1][chosen].mean(), abs=0.01)


def test_no_line_changes_the_order() -> None:
    rng = np.random.default_rng(2)
    chance = np.sort(rng.random(300))
    against = (rng.random(300) > chance).astype(np.int64)
    lines = fit_calibration(chance, against, pl.Series(["office"] * 300))
    for line in lines.values():
        assert line.slope >= 0.1
    assert (np.diff(score_calibrated(chance, lines)) > 0).all()


def test_few_audits_change_nothing() -> None:
    chance = np.array([0.2, 0.4, 0.6])
    few = fit_calibration(chance, np.array([0, 1, 1]), pl.Series(["office"] * 3))
    assert few["all"] == few["office"] == Line()
    assert fit_free_line(chance, np.array([0, 1, 1])) is None
    assert score_calibrated(chance, UNCALIBRATED) is chance


def test_a_kind_without_a_line_uses_the_one_for_all() -> None:
    lines = {"all": Line(0.5, 1.0)}
    after = score_calibrated(np.array([0.3]), lines, "factory")
    assert logit(after) == pytest.approx(logit(0.3) + 0.5)
