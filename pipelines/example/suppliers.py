"""Invent the suppliers: names, organisation numbers, groups and sizes."""

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE, Indexes, draw_blanked, find_day
from pipelines.example.world import World, read_words

REGISTRATION_COUNTRIES = {
    "SWE": 0.82, "DNK": 0.04, "DEU": 0.04, "NOR": 0.03, "FIN": 0.03, "NLD": 0.02,
    "GBR": 0.02,
}  # fmt: skip
GROUP_SHARE = 0.15
MEAN_GROUP_SIZE = 3


def build_suppliers(
    rng: np.random.Generator, world: World, n_suppliers: int
) -> pl.DataFrame:
    """Build the supplier register, with a few hidden columns for the rest to use.

    Returns:
        One row per supplier. Exported: the register's columns. Hidden: `category_ix`
        (main category), `group_ix` (suppliers of one corporate group share it) and
        `size` (1 = median).
    """
    size = rng.lognormal(0, 1.1, n_suppliers)
    weights = world.categories["supplier_weight"].to_numpy()
    category_ix = rng.choice(len(weights), n_suppliers, p=weights / weights.sum())
    group_ix = _draw_groups(rng, n_suppliers)
    numbers = draw_organisation_numbers(rng, n_suppliers)
    is_parent = np.unique(group_ix, return_index=True)[1]
    parents = numbers.gather(is_parent[group_ix])
    employees = np.maximum(1, np.round(size * 28)).astype(np.int64)
    registered = find_day(DATA_DATE.year - 11, 1, 1) + rng.integers(
        0, 3900, n_suppliers
    ).astype("timedelta64[D]")
    return pl.DataFrame(
        {
            "organisation_number": numbers,
            "supplier_name": _draw_names(rng, world, category_ix),
            "registration_country_code": rng.choice(
                list(REGISTRATION_COUNTRIES),
                n_suppliers,
                p=list(REGISTRATION_COUNTRIES.values()),
            ),
            "number_of_employees": employees,
            "registered_on": draw_blanked(rng, registered, 0.03),
            "is_size_known": rng.random(n_suppliers) > 0.08,
            "category_ix": category_ix,
            "group_ix": group_ix,
            "size": size,
        }
    ).with_columns(
        _build_personal_columns(n_suppliers),
        parent_organisation_number=pl.when(parents != numbers).then(parents),
        number_of_employees=pl.when("is_size_known").then("number_of_employees"),
    )


def draw_organisation_numbers(rng: np.random.Generator, n: int) -> pl.Series:
    """Draw distinct organisation numbers that begin with 4 and pass the Luhn check.

    No Swedish organisation has such a number, so no real company can be hit.
    """
    # The third digit is at least 2 in every organisation number, hence the gaps.
    drawn = rng.choice(80_000_000, n, replace=False)
    first_three = 400 + drawn // 8_000_000 * 10 + 2 + drawn // 1_000_000 % 8
    nine = first_three * 1_000_000 + drawn % 1_000_000
    digits = nine[:, None] // 10 ** np.arange(8, -1, -1) % 10
    digits[:, ::2] *= 2
    check = -(digits // 10 + digits % 10).sum(axis=1) % 10
    text = pl.Series("organisation_number", nine * 10 + check).cast(pl.String)
    return text.str.head(6) + "-" + text.str.tail(4)


def _draw_groups(rng: np.random.Generator, n: int) -> Indexes:
    """Give each supplier a group of its own, and some of them one together."""
    alone = np.arange(n)
    n_groups = max(1, int(n * GROUP_SHARE / MEAN_GROUP_SIZE))
    together = n + rng.integers(0, n_groups, n)
    mixed = np.where(rng.random(n) < GROUP_SHARE, together, alone)
    return np.unique(mixed, return_inverse=True)[1]


def _draw_names(
    rng: np.random.Generator, world: World, category_ix: Indexes
) -> pl.Series:
    """Compose fiction + goods + invented place + form, distinct as far as they last."""
    n = len(category_ix)
    parts = world.name_parts
    fiction, starts, ends = (
        parts[key] for key in ("fiction", "place_start", "place_end")
    )
    n_places = len(starts) * len(ends)
    n_pairs = len(fiction) * n_places
    turn, place = np.divmod(np.arange(n), n_pairs)
    pair = rng.permutation(n_pairs)[place]
    # One more turn through the pairs takes the next form, so the name stays distinct.
    forms = parts["form"]
    usual = np.minimum(rng.geometric(0.45, n_pairs) - 1, len(forms) - 1)
    form = (usual[pair] + turn) % len(forms)
    return (
        fiction.gather(pair // n_places)
        + _draw_goods(rng, world, category_ix)
        + " "
        + starts.gather(pair % n_places // len(ends))
        + ends.gather(pair % len(ends))
        + " "
        + forms.gather(form)
    )


def _draw_goods(
    rng: np.random.Generator, world: World, category_ix: Indexes
) -> pl.Series:
    goods = world.categories["goods"].str.split("|")
    counts = goods.list.len().to_numpy()
    firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    chosen = (rng.random(len(category_ix)) * counts[category_ix]).astype(np.int64)
    return goods.explode().gather(firsts[category_ix] + chosen)


def _build_personal_columns(n: int) -> list[pl.Series]:
    """Fill the register's personal columns, which the import has to drop."""
    number = pl.Series(np.arange(1, n + 1)).cast(pl.String)
    patterns = read_words("personal_columns").drop_nulls("pattern")
    return [
        pl.Series(column, pattern.split("{}")[0] + number + pattern.split("{}")[1])
        for column, _, pattern in patterns.iter_rows()
    ]
