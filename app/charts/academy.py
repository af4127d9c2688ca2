"""What the academy's charts say: steps to the diploma and the year's calendar."""

import polars as pl
from babel.dates import get_month_names

from app.charts.figures import show_figure
from app.charts.forms import Calendar, Segment, Shares
from app.charts.kpi_parts import show_code_words
from app.charts.spec import Cell, ChartSpec, Footer, Row, Table
from app.charts.words import build_listing
from app.formatting import show_date, show_number
from app.messages import N_, _, find_locale, ngettext

STEP_NAMES = {
    "introduction": N_("Introduction"),
    "e_learning": N_("E-learning"),
    "first_audit": N_("First audit"),
    "second_audit": N_("Second audit"),
    "diploma": N_("Diploma"),
}
# Kinds with a yearly number to reach, and the KPI that has it.
GOALS_OF_KINDS = {
    "webinar": "KPI-12-06",
    "internal_introduction": "KPI-12-05",
    "supplier_training": "KPI-12-08",
    "calibration": "KPI-12-10",
}
STATES = {
    "held": N_("held"),
    "planned": N_("planned"),
    "cancelled": N_("cancelled"),
}


def build_diploma_flow(
    steps: pl.DataFrame, *, place: str, year: int, footer: Footer
) -> ChartSpec:
    """Say how many have come how far on the way to the diploma in one place.

    Args:
        steps: The place's rows of `fetch_diploma_steps`, at least one.
        place: Its name.
        year: The year at whose end (or today) they are counted.
        footer: Where the figures come from.
    """
    rows = steps.rows(named=True)
    in_role = rows[0]["n_coordinators"]
    names = [STEP_NAMES[row["step_code"]] for row in rows]
    labels = tuple(_(name) for name in names)
    numbers = tuple(row["n_people"] for row in rows)
    texts = tuple(_show_people(number) for number in numbers)
    done = tuple(100 * (n or 0) / in_role if in_role else 0.0 for n in numbers)
    return ChartSpec(
        name="diploma_steps",
        title=_(
            "%(n)s of %(all)s coordinators have the diploma",
            n=texts[-1],
            all=_show_people(in_role),
        ),
        subtitle=_(
            "Coordinators in role who have done the step and all before it, "
            "%(place)s %(year)s",
            place=place,
            year=year,
        ),
        alt=_("Bars by step. %(listing)s.", listing=build_listing(labels, texts)),
        note=_find_held_back(steps),
        footer=footer,
        table=Table(
            (_("Step"), _("People")),
            tuple(zip(labels, _show_cells(numbers), strict=True)),
        ),
        marks=Shares(
            labels=labels,
            segments=(
                Segment(_("Have done it"), "yes", done, texts),
                Segment(_("Not yet"), "unknown", tuple(100 - n for n in done), texts),
            ),
            end_texts=texts,
        ),
    )


def build_diploma_table(steps: pl.DataFrame) -> Table:
    """Build a row per place with the people on every step.

    Args:
        steps: As from `fetch_diploma_steps`.
    """
    places: dict[str, list[Row]] = {}
    for row in steps.iter_rows(named=True):
        places.setdefault(row["place_code"], []).append(row)
    rows: list[tuple[Cell, ...]] = [
        (
            of_place[0]["place_name"],
            _show_people(of_place[0]["n_coordinators"]),
            *(_show_people(row["n_people"]) for row in of_place),
        )
        for of_place in places.values()
    ]
    headings = (_("Place"), _("In role"), *(_(name) for name in STEP_NAMES.values()))
    return Table(headings, tuple(rows))


def build_calendar(
    occasions: pl.DataFrame, goals: pl.DataFrame, *, year: int, footer: Footer
) -> ChartSpec:
    """Say what was held, and is planned, against the yearly numbers.

    Args:
        occasions: As from `fetch_training_calendar`, at least one.
        goals: As from `fetch_goals`, for the yearly numbers.
        year: The calendar's year.
        footer: Where the figures come from.
    """
    found = occasions["training_kind_code"].unique().sort().to_list()
    kinds = [*GOALS_OF_KINDS, *(kind for kind in found if kind not in GOALS_OF_KINDS)]
    rows = occasions.rows(named=True)
    ends = tuple(_build_end(kind, occasions, goals) for kind in kinds)
    labels = tuple(show_code_words(kind) for kind in kinds)
    n_held = sum(row["occasion_state_code"] == "held" for row in rows)
    return ChartSpec(
        name="training_calendar",
        title=ngettext(
            "%(n)s training held in %(year)s",
            "%(n)s trainings held in %(year)s",
            n_held,
            year=year,
        ),
        subtitle=_("The academy's calendar %(year)s, the whole country", year=year),
        alt=_("Calendar. %(listing)s.", listing=build_listing(labels, ends)),
        footer=footer,
        table=_build_calendar_table(rows),
        marks=Calendar(
            labels=labels,
            rows=tuple(kinds.index(row["training_kind_code"]) for row in rows),
            days=tuple(row["held_on"].timetuple().tm_yday for row in rows),
            states=tuple(row["occasion_state_code"] for row in rows),
            texts=tuple(_build_hover(row) for row in rows),
            month_texts=_find_months(),
            end_texts=ends,
            key_texts=tuple(_(words) for words in STATES.values()),
        ),
    )


def _build_end(kind: str, occasions: pl.DataFrame, goals: pl.DataFrame) -> str:
    of_kind = occasions.filter(pl.col("training_kind_code") == kind)
    n_held = of_kind.filter(pl.col("occasion_state_code") == "held").height
    held = ngettext("%(n)s held", "%(n)s held", n_held)
    goal = goals.filter(pl.col("kpi_id") == GOALS_OF_KINDS.get(kind, ""))
    if goal.is_empty() or goal["target"][0] is None:
        return held
    target = show_figure(goal["target"][0], "count")
    return _("%(held)s, target %(target)s", held=held, target=target)


def _build_hover(row: Row) -> str:
    state = STATES[row["occasion_state_code"]]
    about = row["theme_name"] or row["category_name"] or ""
    parts = (show_date(row["held_on"]), _(state), about)
    return " \u00b7 ".join(part for part in parts if part)


def _build_calendar_table(rows: list[Row]) -> Table:
    headings = (
        _("Day"),
        _("Training"),
        _("State"),
        _("About"),
        _("Participants"),
        _("Regions reached"),
    )
    states = [STATES[row["occasion_state_code"]] for row in rows]
    cells: list[tuple[Cell, ...]] = [
        (
            row["held_on"],
            show_code_words(row["training_kind_code"]),
            _(state),
            row["theme_name"] or row["category_name"],
            row["n_participants"],
            row["n_regions_reached"],
        )
        for row, state in zip(rows, states, strict=True)
    ]
    return Table(headings, tuple(cells))


def _find_months() -> tuple[str, ...]:
    names = get_month_names("narrow", locale=find_locale())
    return tuple(names[month] for month in range(1, 13))


def _show_people(number: int | None) -> str:
    return _("fewer than 5") if number is None else show_number(number)


def _show_cells(numbers: tuple[int | None, ...]) -> tuple[Cell, ...]:
    return tuple(_show_people(None) if n is None else n for n in numbers)


def _find_held_back(steps: pl.DataFrame) -> str:
    if not steps["is_held_back"].any():
        return ""
    return _("Fewer than 5 people is a small group and is not shown in numbers.")
