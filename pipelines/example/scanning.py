"""Watch what happens in each purchasing category, a planned share of them each quarter.

categories -> [scanning] -> one row per item and category
"""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.periods import (
    DATA_DATE,
    NO_DAY,
    draw_later,
    draw_workdays,
    find_known,
)
from pipelines.example.person_names import build_names
from pipelines.example.registers import build_numbers
from pipelines.example.world import read_words

#: Shared with the network within so many days; some items never are.
SHARED_WITHIN, SURELY_SHARED_WITHIN = 30, 14
UNSHARED_SHARE = 0.08
TWO_CATEGORIES_SHARE = 0.14
BLANK_LINK_SHARE = 0.12
#: Nothing was seen in one category that year, so not every category rose.
EMPTY_YEAR, EMPTY_CATEGORY = 2024, "compression"
LAST_MONTH_OF_QUARTER = 3


def draw_scanning(
    rng: np.random.Generator, categories: pl.DataFrame, years: dict[int, Year]
) -> pl.DataFrame:
    """Draw the items of each year; none for a year before the scanning began.

    Returns:
        One row per item and category, in order of day. An item in two categories has
        two rows.
    """
    codes = categories.filter("is_prioritised")["category_code"]
    items = pl.concat(
        [
            _draw_year(rng, codes, year, plan)
            for year, plan in years.items()
            if plan["n_scanned"]
        ]
    ).sort("seen_on", "category_code", maintain_order=True)
    n = items.height
    sources = read_words("scanning_sources")
    weights = sources["weight"].cast(pl.Float64).to_numpy()
    found = sources[rng.choice(sources.height, n, p=weights / weights.sum())]
    numbers = build_numbers("OMV", items["seen_on"].dt.year().to_numpy())
    has_link = pl.Series(rng.random(n) >= BLANK_LINK_SHARE)
    single = items.with_columns(
        found["source_kind_code"],
        found["source_name"],
        item_id=numbers,
        item_url=pl.when(has_link).then(
            "https://exempel.invalid/bevakning/" + numbers.str.to_lowercase()
        ),
        finder_name=build_names(pl.Series(rng.integers(866, 871, n)))["full_name"],
    )
    return _build_doubled(rng, single)


def _draw_year(
    rng: np.random.Generator, codes: pl.Series, year: int, plan: Year
) -> pl.DataFrame:
    """See something in every quarter for the covered categories, the rest by chance."""
    windows = _build_windows(rng, codes, year, plan)
    first, last = (windows[name].to_numpy() for name in ("first_on", "last_on"))
    # In the first week of a quarter the weekday before may lie in another one.
    seen = np.maximum(draw_workdays(rng, first, last), first)
    later = draw_later(rng, seen, shortest=3, longest=SURELY_SHARED_WITHIN)
    shared = np.maximum(find_known(later), seen)
    is_shared = windows["is_sure"].to_numpy() | (
        rng.random(windows.height) >= UNSHARED_SHARE
    )
    return pl.DataFrame(
        {
            "category_code": windows["category_code"],
            "seen_on": pl.Series(seen).cast(pl.Date),
            "shared_on": pl.Series(np.where(is_shared, shared, NO_DAY)).cast(pl.Date),
        }
    )


def _build_windows(
    rng: np.random.Generator, codes: pl.Series, year: int, plan: Year
) -> pl.DataFrame:
    """Say when each item may be seen: category_code, first_on, last_on, is_sure."""
    open_to = codes.filter(codes != EMPTY_CATEGORY) if year == EMPTY_YEAR else codes
    shuffled = open_to.gather(rng.permutation(open_to.len()))
    n_covered = round((plan["scanned_share"] or 0) * codes.len())
    covered, others = shuffled.head(n_covered), shuffled.slice(n_covered)
    quarters = _find_quarters(year)
    # Seen early enough to be shared within the same quarter.
    sure = timedelta(days=SURELY_SHARED_WITHIN)
    rows = [
        (code, start, end - sure, True) for start, end in quarters for code in covered
    ]
    # Something is seen in these too, but one quarter is always left out.
    for place, code in enumerate(others):
        start, end = quarters[place % max(len(quarters) - 1, 1)]
        rows.append((code, start, end - timedelta(days=SHARED_WITHIN), True))
    n_more = max(int(plan["n_scanned"] or 0) - len(rows), 0)
    more = covered.gather(rng.integers(0, n_covered, n_more))
    rows += [(code, quarters[0][0], quarters[-1][1], False) for code in more]
    types = {
        "category_code": pl.String,
        "first_on": pl.Date,
        "last_on": pl.Date,
        "is_sure": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=types, orient="row")


def _find_quarters(year: int) -> list[tuple[date, date]]:
    """Find the first and last day of each quarter that has begun."""
    months = range(1, 13, LAST_MONTH_OF_QUARTER)
    starts = [date(year, month, 1) for month in months] + [date(year + 1, 1, 1)]
    return [
        (start, min(after - timedelta(days=1), DATA_DATE))
        for start, after in pairwise(starts)
        if start <= DATA_DATE
    ]


def _build_doubled(rng: np.random.Generator, items: pl.DataFrame) -> pl.DataFrame:
    """Let some items concern the category of the item after it too."""
    is_double = pl.Series(rng.random(items.height) < TWO_CATEGORIES_SHARE)
    after = items["category_code"].shift(-1)
    same_year = items["seen_on"].dt.year() == items["seen_on"].shift(-1).dt.year()
    second = items.with_columns(category_code=after).filter(
        is_double & same_year & (after != items["category_code"])
    )
    return pl.concat([items, second]).sort("item_id", maintain_order=True)
