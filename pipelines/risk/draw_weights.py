"""Draw weights from what experts and audits together say of them.

The distribution is normal (Laplace) and cut off at zero where only one direction is
allowed. The experts' rule is the case without covariances: one draw each, no more.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from pipelines.risk.train import Trained

Numbers = NDArray[np.float64]

#: Rounds through all weights. Each chain gives one draw, so draws are independent.
N_ROUNDS = 60


def draw_weights(trained: Trained, *, n_draws: int, seed: int) -> Numbers:
    """Draw the weights.

    Returns:
        Draws × (1 + columns), the intercept first. Same model and seed, same figures.
    """
    signs = np.concatenate([[0], trained.design.signs])
    rng = np.random.default_rng(seed)
    centre, covariance = trained.centre, trained.covariance
    # One by one, as if no weight told anything of another.
    uniform = rng.random((n_draws, centre.size))
    sd = np.sqrt(np.diag(covariance))
    drawn = np.column_stack(
        [
            _draw_cut(np.full(n_draws, middle), float(spread), int(sign), column)
            for middle, spread, sign, column in zip(
                centre, sd, signs, uniform.T, strict=True
            )
        ]
    )
    if np.count_nonzero(covariance - np.diag(np.diag(covariance))) == 0:
        return drawn
    precision = np.linalg.inv(covariance).astype(np.float64)
    return _mix(drawn, centre, precision, signs=signs, rng=rng)


def _mix(
    drawn: Numbers,
    centre: Numbers,
    precision: Numbers,
    *,
    signs: NDArray[np.int64],
    rng: np.random.Generator,
) -> Numbers:
    """Draw each weight anew given all others, in turn (Gibbs), one chain per draw."""
    drawn = drawn.copy()
    pull = (drawn - centre) @ precision
    for _ in range(N_ROUNDS):
        uniform = rng.random(drawn.shape)
        for one in range(centre.size):
            own = precision[one, one]
            middle = drawn[:, one] - pull[:, one] / own
            new = _draw_cut(middle, own**-0.5, int(signs[one]), uniform[:, one])
            pull += np.outer(new - drawn[:, one], precision[one])
            drawn[:, one] = new
    return drawn


def _draw_cut(middle: Numbers, sd: float, sign: int, uniform: Numbers) -> Numbers:
    inside = np.clip(uniform, 1e-12, 1.0 - 1e-12)
    if not sign:
        return middle + sd * ndtri(inside)
    # A weight that may only lower is drawn as one that may only raise, and turned.
    # Counted from the upper end, where small shares keep their digits.
    turned = sign * middle
    allowed = np.maximum(ndtr(turned / sd), 1e-300)
    return sign * np.maximum(turned - sd * ndtri((1.0 - inside) * allowed), 0.0)
