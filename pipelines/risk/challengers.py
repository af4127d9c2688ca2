"""The two that the anchored model is measured against, with no experts in them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from threadpoolctl import ThreadpoolController

# Made after the trees are imported, whose threads it would not know of otherwise.
THREADS = ThreadpoolController()


def fit_boosting(
    X: ArrayLike,
    y: NDArray[np.int64],
    *,
    expected_sign: NDArray[np.int64],
    seed: int,
) -> HistGradientBoostingClassifier:
    """Fit boosted trees that may bend, but never against an expected sign.

    Small trees and a slow pace, since there are hundreds of audits, not millions.
    """
    model = HistGradientBoostingClassifier(
        monotonic_cst=expected_sign,
        learning_rate=0.05,
        max_iter=120,
        max_leaf_nodes=6,
        min_samples_leaf=15,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=seed,
    )
    # On one thread: threads would add in another order, and trees would split anew.
    with THREADS.limit(limits=1):
        return model.fit(X, y)


def fit_ridge(X: ArrayLike, y: NDArray[np.int64]) -> LogisticRegression:
    """Fit plain logistic regression, every weight pulled towards zero alike."""
    with THREADS.limit(limits=1):
        return LogisticRegression(C=0.3, max_iter=1000, tol=1e-8).fit(X, y)
