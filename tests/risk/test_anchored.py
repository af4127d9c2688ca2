import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import check_estimator
from threadpoolctl import threadpool_limits

from pipelines.risk.anchored import AnchoredLogisticRegression

N_ROWS = 400


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(N_ROWS, 5))
    logit = -1 + x @ np.array([0.8, -0.6, 0.0, 0.4, -0.3])
    return x, (rng.random(N_ROWS) < 1 / (1 + np.exp(-logit))).astype(int)


def test_it_is_a_sound_scikit_learn_estimator() -> None:
    checked = check_estimator(AnchoredLogisticRegression(), on_skip=None, on_fail=None)
    statuses = {one["check_name"]: one["status"] for one in checked}
    assert len(statuses) > 40
    assert {name for name, status in statuses.items() if status == "failed"} == set()


def test_without_rows_it_is_the_experts_rule(rows) -> None:
    mean = np.array([0.5, -0.2, 0.3, 0.0, 0.1])
    model = AnchoredLogisticRegression(
        prior_mean=mean, prior_sd=0.2, intercept_prior_mean=-0.85
    ).fit_prior(5)
    assert (model.coef_[0] == mean).all()
    expected = -0.85 + rows[0] @ mean
    assert model.decision_function(rows[0]) == pytest.approx(expected)
    assert (np.diag(model.covariance_)[1:] == 0.2**2).all()


def test_one_uninformed_row_of_each_kind_hardly_moves_the_experts() -> None:
    mean = np.array([0.5, 0.3])
    model = AnchoredLogisticRegression(prior_mean=mean, prior_sd=0.2)
    model.fit(np.zeros((2, 2)), [0, 1])
    assert model.coef_[0] == pytest.approx(mean)


def test_it_agrees_with_ridge_where_the_experts_say_nothing(rows) -> None:
    x, y = rows
    ours = AnchoredLogisticRegression(prior_sd=0.7, intercept_prior_sd=1e4).fit(x, y)
    theirs = LogisticRegression(C=0.7**2, tol=1e-10, max_iter=10_000).fit(x, y)
    assert ours.coef_ == pytest.approx(theirs.coef_, abs=1e-5)
    assert ours.intercept_ == pytest.approx(theirs.intercept_, abs=1e-5)


def test_no_weight_crosses_the_sign_it_may_have(rows) -> None:
    x, y = rows
    against = np.array([-1, 1, 1, -1, 1])
    model = AnchoredLogisticRegression(expected_sign=against).fit(x, y)
    assert (model.coef_[0] * against >= 0).all()
    held_back = model.coef_[0] == 0
    assert held_back[[0, 1, 3, 4]].all()
    beyond = model.laplace_centre_[1:] * against
    assert (beyond[held_back] < 0).all()


def test_fitted_again_it_has_the_same_bits_with_any_number_of_threads(rows) -> None:
    x, y = rows
    nuisance = np.eye(4)[np.arange(N_ROWS) % 4]
    fits = []
    for threads in (1, 2, 2):
        with threadpool_limits(limits=threads):
            model = AnchoredLogisticRegression().fit(x, y, nuisance=nuisance)
        fits.append(
            (
                model.coef_.tobytes(),
                model.intercept_.tobytes(),
                model.covariance_.tobytes(),
                model.decision_function(x).tobytes(),
            )
        )
    assert fits[0] == fits[1] == fits[2]


def test_more_rows_make_it_surer(rows) -> None:
    x, y = rows
    few = AnchoredLogisticRegression().fit(x[:80], y[:80])
    many = AnchoredLogisticRegression().fit(x, y)
    assert (np.diag(many.covariance_) < np.diag(few.covariance_)).all()


def test_what_an_auditor_adds_is_not_laid_on_the_supplier() -> None:
    rng = np.random.default_rng(5)
    strict = rng.integers(0, 2, 2000)
    x = (strict + rng.normal(0, 0.7, 2000))[:, None]
    y = (rng.random(2000) < 1 / (1 + np.exp(1 - 1.5 * strict))).astype(int)
    nuisance = np.column_stack([strict - strict.mean(), strict.mean() - strict])
    plain = AnchoredLogisticRegression().fit(x, y)
    adjusted = AnchoredLogisticRegression(nuisance_sd=1.0).fit(x, y, nuisance=nuisance)
    assert abs(adjusted.coef_[0, 0]) < 0.3 * abs(plain.coef_[0, 0])
    assert adjusted.nuisance_coef_[0] > 0.5


@pytest.mark.parametrize(
    ("prior", "complaint"),
    [
        ({"prior_sd": 0.0}, "above 0"),
        ({"expected_sign": -1, "prior_mean": 0.5}, "allow prior_mean"),
        ({"prior_mean": [0.1, 0.2]}, "one per 5"),
    ],
)
def test_a_prior_that_contradicts_itself_is_refused(rows, prior, complaint) -> None:
    with pytest.raises(ValueError, match=complaint):
        AnchoredLogisticRegression(**prior).fit(*rows)


def test_one_outcome_alone_is_refused(rows) -> None:
    with pytest.raises(ValueError, match="fit_prior"):
        AnchoredLogisticRegression().fit(rows[0], np.zeros(N_ROWS))
