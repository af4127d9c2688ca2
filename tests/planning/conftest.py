"""One made-up programme, and plans made of it without a model run."""

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.planning.candidates import Candidates
from pipelines.planning.run_plan import build_plan
from tests.planning.programmes import build_chances, build_programme, find_wishes


@pytest.fixture(scope="session")
def candidates() -> Candidates:
    """300 suppliers in eight categories."""
    return build_programme(300, seed=5, n_categories=8)


@pytest.fixture(scope="session")
def plan() -> Callable[..., dict[str, Any]]:
    """Make a plan of candidates with some wishes."""

    def make(candidates: Candidates, **wished: Any) -> dict[str, Any]:
        wishes = find_wishes(candidates, **wished)
        return build_plan(candidates, wishes, build_chances(candidates))

    return make
