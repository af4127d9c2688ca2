"""Write what has been decided about the categories: division, risk, requirements.

words/ + the categories' levels -> [category_papers] -> four exports
"""

from itertools import product

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE
from pipelines.example.world import World, read_words

#: How much each chain step and each area lies above or below its category.
STEPS = {"raw_material": 0.2, "processing": -0.1, "final_manufacture": 0.1}
AREAS = {
    "human_rights": 0.0,
    "workers_rights": 0.5,
    "environment": 0.1,
    "corruption": -0.3,
}
#: Above this a level is medium, and above the next high.
MEDIUM_FROM, HIGH_FROM = 2.4, 3.4
CELL_SD, REVISION_SD = 0.5, 0.25
#: Share of the cells without enough information, where the category has levels or not.
UNCLEAR_SHARES = (0.05, 0.45)
MIDDLE_LEVEL = 2.5


def build_decided_tables(world: World) -> dict[tuple[str, str], pl.DataFrame]:
    """Build the tables that the programme has decided, whatever the seed."""
    names = world.products.select("product_code", "product_name", "category_code")
    return {
        ("purchasing_categories", "categories"): read_words("category_divisions"),
        ("programme_milestones", "milestones"): read_words("milestones"),
        ("environmental_requirement_products", "identified_products"): read_words(
            "identified_products"
        ).join(names, on="product_code", maintain_order="left"),
    }


def draw_risk_levels(rng: np.random.Generator, world: World) -> pl.DataFrame:
    """Draw one row per analysis, chain step and area.

    Returns:
        An analysis that is made anew mostly comes to the same levels as the last one.
    """
    analyses = read_words("risk_analyses").with_columns(
        pl.col("published_on").str.to_date()
    )
    analyses = analyses.filter(pl.col("published_on") <= DATA_DATE).join(
        _build_middles(world), on="category_code", maintain_order="left"
    )
    cells = list(product(STEPS, AREAS))
    shape = (world.categories.height, len(cells))
    lasting = rng.normal(0, CELL_SD, shape)
    lasting += [STEPS[step] + AREAS[area] for step, area in cells]
    clarity = rng.random(shape)
    place = analyses["category_ix"].to_numpy()
    level = analyses["middle"].fill_null(MIDDLE_LEVEL).to_numpy()[:, None]
    level = level + lasting[place]
    level = level + rng.normal(0, REVISION_SD, level.shape)
    is_known = analyses["middle"].is_not_null().to_numpy()
    unclear = clarity[place] < np.where(is_known, *UNCLEAR_SHARES)[:, None]
    words = np.select(
        [unclear, level > HIGH_FROM, level > MEDIUM_FROM],
        ["insufficient_information", "high", "medium"],
        "low",
    )
    n = analyses.height
    repeated = analyses[np.repeat(np.arange(n), len(cells))]
    return repeated.select("category_code", "published_on").with_columns(
        chain_step_code=pl.Series([step for step, _ in cells] * n),
        risk_area_code=pl.Series([area for _, area in cells] * n),
        risk_level_code=pl.Series(words.ravel()),
    )


def _build_middles(world: World) -> pl.DataFrame:
    """Find each category's level, null where the national analysis has none."""
    levels = (pl.col("likelihood_level") + pl.col("severity_level")) / 2
    return world.categories.select("category_code", "category_ix", middle=levels)
