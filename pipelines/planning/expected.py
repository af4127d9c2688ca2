"""How many of a list's audits should find a major deviation, and how sure that is.

kept model run -> weights drawn many times -> chance per supplier and draw -> outcomes

Each draw takes other weights, so that all chances move together, and then throws the
dice for each audit. Beside the plan stand the lists that it must beat.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.planning.candidates import KEYS, Candidates
from pipelines.risk.baselines import score_country_category_spend
from pipelines.risk.coefficients import read_coefficients
from pipelines.risk.cohort import build_cohort
from pipelines.risk.draw_weights import draw_weights
from pipelines.risk.draws import build_curve
from pipelines.risk.run_again import read_rule
from pipelines.risk.score import score_cohort
from pipelines.risk.write_run import read_models, read_run

Numbers = NDArray[np.float64]

#: Eight times of ten the number lies in the interval, as with the goals' forecasts.
LOW, HIGH = 0.1, 0.9
#: Times the dice are thrown per draw of the weights.
THROWS = 20


@dataclass(frozen=True)
class Chances:
    """Chance of a major finding at an office audit, per row of the joint plan.

    `published` is what the list shows, `drawn` is draws × rows.
    """

    published: Numbers
    drawn: Numbers


def load_chances(candidates: Candidates, run_folder: Path) -> Chances:
    """Load the model run that the build shows and draw its weights anew.

    Raises:
        ScoreError: The run is missing or not the one that was written.
    """
    config, found = read_run(run_folder), read_models(run_folder)
    rule = read_rule(config["rule"])
    cohort = build_cohort(
        pl.read_parquet(run_folder / "inputs.parquet"),
        rule,
        as_of_on=date.fromisoformat(config["as_of_on"]),
    )
    trained = read_coefficients(found["models"][found["published_code"]])
    scores = score_cohort(cohort, rule, trained)
    places = (
        candidates.joint.select(KEYS)
        .join(
            cohort.rows.select(KEYS).with_row_index("place"),
            on=KEYS,
            how="left",
            maintain_order="left",
        )["place"]
        .to_numpy()
    )
    weights = draw_weights(trained, n_draws=rule.n_draws, seed=rule.seed)
    linear = weights[:, 1:] @ scores.x[:, places] + weights[:, :1]
    return Chances(
        published=candidates.joint["probability"].to_numpy(),
        drawn=build_curve(trained)(linear),
    )


def build_expected(
    chosen: pl.DataFrame, candidates: Candidates, chances: Chances, *, seed: int
) -> list[dict[str, Any]]:
    """Build the expected number of hits of the plan and of the lists beside it.

    All lists but the last plan choose among the same suppliers as the plan, and as
    many. The last plan is whoever it visited, eligible today or not.

    Args:
        chosen: Keys and `audit_type_code` of the plan.
        candidates: The build's.
        chances: As from `load_chances`.
        seed: Of lots and dice.
    """
    joint = candidates.joint.with_row_index("place")
    best = (
        joint.sort(["value_score", "place"], descending=[True, False])
        .unique("supplier_id", keep="first", maintain_order=True)
        .sort("place")
    )
    # Everybody's best row that may be chosen stands for the supplier.
    eligible = (
        joint.filter("is_eligible")
        .sort(["value_score", "place"], descending=[True, False])
        .unique("supplier_id", keep="first", maintain_order=True)
        .sort("place")
    )
    planned = joint.join(chosen, on=KEYS, how="inner").sort("place")
    seen = planned["audit_type_code"].replace_strict(candidates.detectability)
    rng = np.random.default_rng(seed)
    n = min(planned.height, eligible.height)
    last = best.filter("is_in_last_plan")["place"].to_numpy()
    rule = _find_rule(eligible, n, rng)
    throw = _Dice(chances, rng)
    return [
        throw.build("plan", planned["place"].to_numpy(), seen.to_numpy()),
        throw.build("last_plan", last, np.ones(last.size)),
        throw.build("rule", rule, np.ones(rule.size)),
        throw.build_random(eligible["place"].to_numpy(), n),
    ]


@dataclass(frozen=True)
class _Dice:
    chances: Chances
    rng: np.random.Generator

    def build(self, code: str, places: NDArray[Any], seen: Numbers) -> dict[str, Any]:
        """Build the hits of one list of rows."""
        chance = np.minimum(self.chances.drawn[:, places] * seen, 1.0)
        hits = [
            (self.rng.random(chance.shape) < chance).sum(axis=1) for _ in range(THROWS)
        ]
        mean = np.minimum(self.chances.published[places] * seen, 1.0).sum()
        return _describe(code, places.size, float(mean), np.concatenate(hits))

    def build_random(self, places: NDArray[Any], n: int) -> dict[str, Any]:
        """Build the hits of lists drawn by lot: another list at each throw."""
        drawn = self.chances.drawn[:, places]
        hits = []
        for _ in range(THROWS):
            lots = self.rng.random(drawn.shape).argsort(axis=1)[:, :n]
            chance = np.take_along_axis(drawn, lots, axis=1)
            hits.append((self.rng.random(chance.shape) < chance).sum(axis=1))
        mean = self.chances.published[places].mean() * n if places.size else 0.0
        return _describe("random", n, float(mean), np.concatenate(hits))


def _find_rule(
    eligible: pl.DataFrame, n: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Find the suppliers that country × category × spend would choose."""
    score = score_country_category_spend(
        *(
            eligible[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
            for name in ("country_risk", "category_risk", "annual_value_sek")
        )
    )
    first = np.lexsort((rng.random(score.size), -score))[:n]
    return eligible["place"].to_numpy()[first].astype(np.int64)


def _describe(
    code: str, n_audits: int, mean: float, hits: NDArray[np.int64]
) -> dict[str, Any]:
    low, high = (
        np.quantile(hits, [LOW, HIGH], method="inverted_cdf") if hits.size else (0, 0)
    )
    return {
        "list_code": code,
        "n_audits": int(n_audits),
        "hits": round(mean, 3),
        "hits_low": int(low),
        "hits_high": int(high),
    }
