"""Work out the chance that each random control had of becoming one.

    scores of a year's cases -> [control_chances] -> one probability per case

Each year the lowest scores, with noise added, become the random controls. How that is
drawn is known, so the chance is worked out and not counted from repeated draws: with
the noise of one case given, the others lie below it independently of each other.
"""

import numpy as np
from scipy.special import ndtr

from pipelines.example.periods import Numbers

#: Points of the integral over the case's own noise; more change the tenth decimal.
N_POINTS = 60


def score_control_chances(score: Numbers, n_controls: int, noise: float) -> Numbers:
    """Work out each case's chance of being among the lowest when noise is added.

    Args:
        score: Shape (cases,): what the experts saw.
        n_controls: How many of the cases become controls.
        noise: Standard deviation of the normal noise that is added to each score.

    Returns:
        Shape (cases,): probabilities that sum to `n_controls`.

    Source: inclusion probabilities of order sampling; the number of others below is
        Poisson binomial, Chen and Liu 1997 (their recursion).
    """
    if n_controls <= 0:
        return np.zeros(len(score))
    if n_controls >= len(score):
        return np.ones(len(score))
    points, weights = np.polynomial.hermite_e.hermegauss(N_POINTS)
    weights = weights / weights.sum()
    own = score[:, None] + noise * points[None, :]
    chances = np.empty(len(score))
    for at in range(len(score)):
        others = np.delete(score, at)
        below = ndtr((own[at][:, None] - others[None, :]) / noise)
        chances[at] = weights @ _find_at_most(below, n_controls - 1)
    return chances


def _find_at_most(below: Numbers, most: int) -> Numbers:
    """Find the chance that at most so many of the others lie below, per point."""
    counts = np.zeros((below.shape[0], most + 1))
    counts[:, 0] = 1.0
    for each in below.T:
        moved = counts[:, :-1] * each[:, None]
        counts *= 1 - each[:, None]
        counts[:, 1:] += moved
    return counts.sum(axis=1)
