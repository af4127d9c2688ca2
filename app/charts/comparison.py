"""What a comparison between places or categories says: sorted dots and their mean."""

import polars as pl

from app.charts.forms import Dots
from app.charts.spec import ChartSpec, Footer, Table
from app.charts.words import build_listing, build_silence_note
from app.formatting import show_number
from app.messages import _, ngettext


def build_dots(
    rows: pl.DataFrame,
    *,
    what: str,
    row_heading: str,
    place: str,
    footer: Footer,
    chosen_code: str = "",
) -> ChartSpec:
    """Say how the chosen place or category compares, else which did the most.

    Args:
        rows: One per place: place_code, place_name, n_activities (empty where nothing
            is registered); at least one is not empty.
        what: The activity and year in words.
        row_heading: What a row is: region, category.
        place: The rest of the choice in words, for the subtitle.
        footer: Where the figures come from.
        chosen_code: The row that the reader has chosen, if any.
    """
    known = rows.drop_nulls("n_activities").sort(
        "n_activities", "place_name", descending=[True, False]
    )
    names = tuple(known["place_name"])
    numbers = tuple(known["n_activities"])
    texts = tuple(show_number(number) for number in numbers)
    mean = sum(numbers) / len(numbers)
    codes = known["place_code"].to_list()
    return ChartSpec(
        name="activities_by_place",
        title=_build_title(known, chosen_code),
        subtitle=_("%(what)s, number, %(place)s", what=what, place=place),
        alt=_("Sorted dots. %(listing)s.", listing=build_listing(names, texts)),
        note=build_silence_note(rows),
        footer=footer,
        table=Table(
            (row_heading, what), tuple(rows.select("place_name", "n_activities").rows())
        ),
        marks=Dots(
            labels=names,
            numbers=numbers,
            texts=texts,
            accent=codes.index(chosen_code) if chosen_code in codes else 0,
            reference=mean,
            reference_text=_("mean %(mean)s", mean=show_number(mean, decimals=1)),
        ),
    )


def _build_title(known: pl.DataFrame, chosen_code: str) -> str:
    """Speak of the chosen row, else of the highest; equals are never ranked."""
    whole = show_number(sum(known["n_activities"]))
    chosen = known.filter(pl.col("place_code") == chosen_code)
    told = (known if chosen.is_empty() else chosen).row(0, named=True)
    name, part = told["place_name"], show_number(told["n_activities"])
    if not chosen.is_empty():
        return _("%(name)s: %(part)s of %(whole)s", name=name, part=part, whole=whole)
    equals = known.filter(pl.col("n_activities") == told["n_activities"]).height - 1
    if not equals:
        return _(
            "%(name)s has the most: %(part)s of %(whole)s",
            name=name,
            part=part,
            whole=whole,
        )
    return ngettext(
        "%(name)s and %(n)s more have the most: %(part)s each of %(whole)s",
        "%(name)s and %(n)s more have the most: %(part)s each of %(whole)s",
        equals,
        name=name,
        part=part,
        whole=whole,
    )
