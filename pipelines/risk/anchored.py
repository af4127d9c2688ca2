"""Logistic regression that starts from what experts think and moves as audits speak.

    NLL + Σ (weight - prior mean)² / (2 · prior sd²), under the signs that may be

With no labels it is the experts' rule. Auditors, forms and years may enter the fit as
nuisances; they have coefficients of their own and no part in a prediction.
"""

import warnings
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from pipelines.risk.find_mode import THREADS, Labelled, Prior, find_laplace, find_mode

Numbers = NDArray[np.float64]


class AnchoredLogisticRegression(ClassifierMixin, BaseEstimator):
    """Binary classifier whose weights are held by a prior and limited in sign.

    Args:
        prior_mean: Log-odds per unit of each feature: one figure, or one per feature.
            None is 0.
        prior_sd: How unsure the experts are of `prior_mean`. None is 1.
        expected_sign: -1, 0 (either) or 1: the only direction a weight may take.
        intercept_prior_mean: Log-odds where all features are 0.
        intercept_prior_sd: How unsure the experts are of it.
        prior_width: Multiplies `prior_sd`; below 1 trusts the experts more.
        nuisance_sd: How far a nuisance is thought to move the log-odds.
        tol: Largest slope left when the search stops.
        max_iter: Most steps of the search.

    After `fit`: `coef_` (1, features), `intercept_` (1,), `nuisance_coef_`,
    `covariance_` of intercept and features by Laplace's method, nuisances integrated
    out, and `laplace_centre_`: the middle of that normal distribution before it is cut
    off at the signs. It differs from the weights only where a sign holds one back.
    """

    def __init__(
        self,
        *,
        prior_mean: ArrayLike | None = None,
        prior_sd: ArrayLike | None = None,
        expected_sign: ArrayLike | None = None,
        intercept_prior_mean: float = 0.0,
        intercept_prior_sd: float = 1.0,
        prior_width: float = 1.0,
        nuisance_sd: ArrayLike = 0.5,
        tol: float = 1e-8,
        max_iter: int = 500,
    ) -> None:
        self.prior_mean = prior_mean
        self.prior_sd = prior_sd
        self.expected_sign = expected_sign
        self.intercept_prior_mean = intercept_prior_mean
        self.intercept_prior_sd = intercept_prior_sd
        self.prior_width = prior_width
        self.nuisance_sd = nuisance_sd
        self.tol = tol
        self.max_iter = max_iter

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        nuisance: ArrayLike | None = None,
    ) -> Self:
        """Fit to rows × features and two classes, the later in order being 1.

        Args:
            X: Finite figures.
            y: One label per row, both classes present.
            nuisance: Rows × nuisances that explain a label but no supplier's risk.

        Raises:
            ValueError: One class alone, or a prior that does not fit the features.
        """
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, target = np.unique(y, return_inverse=True)
        if self.classes_.size != 2:
            raise ValueError(
                "Only binary classification is supported: found "
                f"{self.classes_.size} class{'es' * (self.classes_.size > 1)} in y, "
                "expected 2. Use fit_prior where nothing is known yet."
            )
        extra = self._check_nuisance(nuisance, X.shape[0])
        prior = self._build_prior(X.shape[1], n_nuisances=extra.shape[1])
        rows = Labelled(
            design=np.column_stack([np.ones(X.shape[0]), X, extra]),
            target=target.astype(np.float64),
        )
        with THREADS.limit(limits=1, user_api="blas"):
            weights, n_steps = find_mode(
                rows, prior, tol=self.tol, max_iter=self.max_iter
            )
            centre, covariance = find_laplace(rows, prior, weights)
        if n_steps >= self.max_iter:
            warnings.warn(
                f"Not at rest after {n_steps} steps; raise max_iter.",
                ConvergenceWarning,
                stacklevel=2,
            )
        own = slice(0, 1 + X.shape[1])
        self.intercept_, self.coef_ = weights[:1], weights[None, own][:, 1:]
        self.nuisance_coef_ = weights[own.stop :]
        self.laplace_centre_, self.covariance_ = centre[own], covariance[own, own]
        self.n_iter_ = max(n_steps, 1)
        return self

    def fit_prior(self, n_features: int, *, classes: Sequence[object] = (0, 1)) -> Self:
        """Become the experts' rule: what `fit` would give if it could have no rows."""
        prior = self._build_prior(n_features, n_nuisances=0)
        self.classes_ = np.asarray(classes)
        self.n_features_in_ = n_features
        self.nuisance_coef_ = np.empty(0)
        self.n_iter_ = 0
        self.intercept_, self.coef_ = prior.mean[:1], prior.mean[None, 1:]
        self.laplace_centre_ = prior.mean
        self.covariance_ = np.diag(prior.sd**2)
        return self

    def decision_function(self, X: ArrayLike) -> Numbers:
        """Return the log-odds of the second class, feature by feature in their order.

        The sum has one order, so that the same row gives the same bits in any company.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        linear = np.full(X.shape[0], self.intercept_[0])
        for weight, feature in zip(self.coef_[0], X.T, strict=True):
            linear += weight * feature
        return linear

    def predict_proba(self, X: ArrayLike) -> Numbers:
        """Return the probability of each class for an average nuisance."""
        linear = self.decision_function(X)
        return np.column_stack([expit(-linear), expit(linear)])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """Return the more probable class."""
        linear = self.decision_function(X)
        return self.classes_[(linear > 0).astype(np.int64)]

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def _check_nuisance(self, nuisance: ArrayLike | None, n_rows: int) -> Numbers:
        if nuisance is None:
            return np.empty((n_rows, 0))
        extra = np.asarray(nuisance, dtype=np.float64)
        if extra.ndim != 2 or extra.shape[0] != n_rows or not np.isfinite(extra).all():
            raise ValueError(
                f"nuisance has shape {extra.shape}; expected finite figures in "
                f"{n_rows} rows × nuisances."
            )
        return extra

    def _build_prior(self, n_features: int, *, n_nuisances: int) -> Prior:
        mean = _spread(self.prior_mean, 0.0, n_features, "prior_mean")
        sd = _spread(self.prior_sd, 1.0, n_features, "prior_sd") * self.prior_width
        sign = _spread(self.expected_sign, 0.0, n_features, "expected_sign")
        nuisance_sd = _spread(self.nuisance_sd, 0.5, n_nuisances, "nuisance_sd")
        sds = np.concatenate([[self.intercept_prior_sd], sd, nuisance_sd])
        if not (sds > 0).all():
            raise ValueError("prior_sd, prior_width and nuisance_sd must be above 0.")
        if not np.isin(sign, (-1, 0, 1)).all() or (sign * mean < 0).any():
            raise ValueError("expected_sign must be -1, 0 or 1 and allow prior_mean.")
        free = np.zeros(n_nuisances)
        return Prior(
            mean=np.concatenate([[self.intercept_prior_mean], mean, free]),
            sd=sds,
            sign=np.concatenate([[0.0], sign, free]),
        )


def _spread(given: ArrayLike | None, usual: float, n: int, name: str) -> Numbers:
    figures = np.asarray(usual if given is None else given, dtype=np.float64)
    if figures.ndim > 1 or (figures.ndim == 1 and figures.size != n):
        raise ValueError(f"{name} has shape {figures.shape}; expected one per {n}.")
    return np.broadcast_to(figures, n).copy()
