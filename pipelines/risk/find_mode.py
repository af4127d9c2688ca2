"""Find the most probable weights under a prior with signs, and how sure they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from threadpoolctl import ThreadpoolController

Numbers = NDArray[np.float64]

# Threads add in whatever order they finish, and the last bit of a sum follows.
THREADS = ThreadpoolController()


@dataclass(frozen=True)
class Labelled:
    """Rows to learn from: `design` rows × weights, `target` 0 or 1 per row."""

    design: Numbers
    target: Numbers


@dataclass(frozen=True)
class Prior:
    """One normal distribution per weight, cut off at zero where `sign` is not 0."""

    mean: Numbers
    sd: Numbers
    sign: Numbers


def find_mode(
    rows: Labelled, prior: Prior, *, tol: float, max_iter: int
) -> tuple[Numbers, int]:
    """Find the weights at the top of the posterior.

    Returns:
        The weights, and how many steps the search took; `max_iter` if it was stopped.
    """
    # In units of the prior's sd all weights are about equally easy to move.
    scaled = rows.design * prior.sd
    start = rows.design @ prior.mean

    def find_loss(step: Numbers) -> tuple[float, Numbers]:
        linear = start + scaled @ step
        loss = np.logaddexp(0.0, linear).sum() - rows.target @ linear
        slope = scaled.T @ (expit(linear) - rows.target) + step
        return float(loss + 0.5 * step @ step), slope

    limit = -prior.mean / prior.sd
    lowest = np.where(prior.sign > 0, limit, -np.inf)
    highest = np.where(prior.sign < 0, limit, np.inf)
    found = minimize(
        find_loss,
        np.zeros_like(prior.mean),
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(lowest, highest, strict=True)),
        options={"maxiter": max_iter, "gtol": tol, "ftol": 1e-15},
    )
    weights = prior.mean + prior.sd * found.x
    at_limit = (found.x == lowest) | (found.x == highest)
    return np.where(at_limit, 0.0, weights), int(found.nit)


def find_laplace(
    rows: Labelled, prior: Prior, weights: Numbers
) -> tuple[Numbers, Numbers]:
    """Find the normal distribution that fits the posterior at its top.

    Returns:
        Its centre and its covariance. Where a sign holds a weight at zero the centre
        lies beyond zero: the distribution is meant to be cut off there.
    """
    chance = expit(rows.design @ weights)
    bend = (rows.design.T * (chance * (1 - chance))) @ rows.design
    covariance = np.linalg.inv(bend + np.diag(prior.sd**-2))
    covariance = (covariance + covariance.T) / 2
    slope = rows.design.T @ (chance - rows.target)
    slope += (weights - prior.mean) / prior.sd**2
    held_back = np.where((prior.sign != 0) & (weights == 0), slope, 0.0)
    return weights - covariance @ held_back, covariance
