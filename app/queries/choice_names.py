"""Names in the reader's language for what filters and reports can be set to."""

import polars as pl

from app.access import Principal
from app.formatting import build_sort_key
from app.messages import language
from app.queries.choices import fetch_categories, fetch_places, fetch_plan_years


def find_plan_names(principal: Principal) -> dict[str, str]:
    """Find the plans: code to name, the newest first."""
    rows = fetch_plan_years(principal)
    columns = ("plan_code", f"plan_name_{language()}")
    return dict(rows.select(columns).iter_rows())


def find_place_names(principal: Principal) -> dict[str, str]:
    """Find the places the reader may choose, as a tree: code to name, nation first."""
    places = fetch_places(principal)
    columns = ("place_code", "place_level_code", f"place_name_{language()}")
    # Blanks that a browser keeps, so that regions stand under their area.
    indents = {"region": "\u2003", "procurement_region": "", "nation": ""}
    return {
        code: f"{indents[level]}{name}"
        for code, level, name in places.select(columns).iter_rows()
    }


def find_category_names(principal: Principal) -> dict[str, str]:
    """Find the purchasing categories: code to name, "all" first, then by name."""
    return _build_category_names(fetch_categories(principal))


def find_queue_names(principal: Principal, queue_code: str) -> dict[str, str]:
    """Find the categories of one queue of the ranking, as `find_category_names`.

    Args:
        principal: Whose choices.
        queue_code: prioritised, or own for those that the programme leaves to regions.
    """
    is_in_queue = pl.col("is_prioritised") == (queue_code == "prioritised")
    rows = fetch_categories(principal)
    return _build_category_names(rows.filter(is_in_queue.fill_null(value=True)))


def _build_category_names(rows: pl.DataFrame) -> dict[str, str]:
    columns = ("category_code", f"category_name_{language()}")
    names = dict(rows.select(columns).iter_rows())
    first = {code: name for code, name in names.items() if code == "all"}
    rest = sorted(names.items(), key=lambda item: build_sort_key(item[1]))
    return first | dict(rest)
