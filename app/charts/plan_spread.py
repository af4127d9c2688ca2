"""Where the chosen fall: category by procurement region, as a grid."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.charts.forms_plan import Grid
from app.charts.plan_words import AREAS
from app.charts.spec import ChartSpec, Footer, Row, Table
from app.charts.words import build_two_lines
from app.formatting import build_sort_key, show_number
from app.messages import _, ngettext

N_STEPS = 5


def build_spread_chart(
    chosen: Sequence[Row], *, category_names: Mapping[str, str], footer: Footer
) -> ChartSpec:
    """Count the chosen by category and by the areas that buy from them.

    Args:
        chosen: Audits of a plan, with category_code and area_codes; at least one.
        category_names: Category code to name.
        footer: Where the figures come from.
    """
    counts = Counter(
        (row["category_code"], area) for row in chosen for area in row["area_codes"]
    )
    codes = sorted(
        {row["category_code"] for row in chosen},
        key=lambda code: build_sort_key(category_names.get(code, code)),
    )
    names = [category_names.get(code, code) for code in codes]
    cells = tuple(tuple(counts[code, area] for area in AREAS) for code in codes)
    return ChartSpec(
        name="plan_spread",
        title=_build_title(counts),
        subtitle=_(
            "Number of chosen audits. A supplier that several areas buy from counts "
            "in each of them."
        ),
        alt=_build_alt(counts, category_names),
        footer=footer,
        table=Table(
            (_("Category"), *AREAS),
            tuple((name, *row) for name, row in zip(names, cells, strict=True)),
        ),
        marks=_build_marks(names, cells),
    )


def _build_marks(names: Sequence[str], cells: Sequence[Sequence[int]]) -> Grid:
    # A lone audit is never the darkest.
    most = max(N_STEPS, *(n for row in cells for n in row))
    return Grid(
        row_labels=tuple(build_two_lines(name) for name in names),
        column_labels=tuple(AREAS),
        texts=tuple(tuple(_build_text(n) for n in row) for row in cells),
        steps=tuple(tuple(_find_step(n, most) for n in row) for row in cells),
    )


def _build_title(counts: Counter[tuple[str, str]]) -> str:
    n_areas = len({area for _category, area in counts})
    n_categories = len({category for category, _area in counts})
    categories = ngettext("%(n)s category", "%(n)s categories", n_categories)
    return _(
        "The chosen reach %(n)s of %(all)s areas, in %(categories)s",
        n=show_number(n_areas),
        all=show_number(len(AREAS)),
        categories=categories,
    )


def _build_alt(
    counts: Counter[tuple[str, str]], category_names: Mapping[str, str]
) -> str:
    by_area: Counter[str] = Counter()
    for (_category, area), n in counts.items():
        by_area[area] += n
    listing = ", ".join(f"{area}: {show_number(by_area[area])}" for area in AREAS)
    category, _area = max(counts, key=lambda cell: (counts[cell], cell))
    return _(
        "Grid of categories and areas. Audits per area: %(listing)s. The fullest cell "
        "is in %(category)s.",
        listing=listing,
        category=category_names.get(category, category),
    )


def _build_text(n: int) -> str:
    return show_number(n) if n else ""


def _find_step(n: int, most: int) -> int | None:
    return min(N_STEPS - 1, (n * N_STEPS - 1) // most) if n else None
