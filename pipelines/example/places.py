"""Name the place of final manufacture where the buyer has asked for it."""

import numpy as np
import polars as pl

from pipelines.example.world import read_words

#: Share of the known countries with a place: so much in this year, and more every year.
FIRST_PLACES_YEAR, PLACE_SHARE, PLACE_STEP = 2018, 0.25, 0.06


def draw_places(
    rng: np.random.Generator, countries: pl.Series, starts: pl.Series
) -> pl.Series:
    """Draw the place of final manufacture where the buyer asked for it.

    Args:
        rng: The stream of the places.
        countries: Country code per contract line, null where not known.
        starts: First day of each line's contract; later buyers ask more often.
    """
    places = read_words("production_places").with_row_index("place_ix")
    of_country = places.group_by("country_code").agg(
        first_ix=pl.col("place_ix").min(), n_places=pl.len()
    )
    years = starts.dt.year() - FIRST_PLACES_YEAR
    share = np.clip(PLACE_SHARE + PLACE_STEP * years.to_numpy(), 0, 1)
    is_asked = pl.Series(rng.random(len(starts)) < share)
    drawn = pl.Series(rng.random(len(starts)))
    place_ix = (
        pl.DataFrame({"country_code": countries, "drawn": drawn})
        .join(of_country, on="country_code", how="left", maintain_order="left")
        .select(pl.col("first_ix") + (pl.col("drawn") * pl.col("n_places")).floor())
        .to_series()
    )
    named = places["place_name"].gather(place_ix.cast(pl.UInt32))
    return pl.select(pl.when(is_asked).then(named)).to_series()
