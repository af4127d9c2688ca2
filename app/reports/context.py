"""What every part of a report is built from: who reads what, when and where."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from app.access import Principal
from app.charts.kpi_line import Told
from app.charts.spec import Footer, Row
from app.charts.supplier_words import SPLITS, Words
from app.charts.words import Period, build_period
from app.errors import AccessDenied, ReportRefused
from app.messages import _, language, load_language
from app.queries.builds import BuildFacts, build_footer, fetch_build
from app.queries.choice_names import find_place_names, find_plan_names
from app.queries.code_words import fetch_code_words
from app.queries.goals import GoalChoice, fetch_goal_trends, fetch_goals
from app.queries.kpi_figures import KpiChoice
from app.queries.supplier_search import fetch_supplier
from app.reports.definition import ReportDefinition
from app.store.goal_comments import WrittenComment, fetch_goal_comments

WHOLE = "all"
NATION = "SE"
SEPARATOR = " \u00b7 "


@dataclass(frozen=True)
class ReportContext:
    """One report's choices with the goals that they lead to.

    `footer` is of figures that name nobody; `of_suppliers` of those that may.
    `supplier` is None where the report is about no single one.
    """

    definition: ReportDefinition
    principal: Principal
    build: BuildFacts
    choice: GoalChoice
    place_name: str
    plan_name: str
    period: Period
    goals: pl.DataFrame
    trends: pl.DataFrame
    comments: Mapping[str, WrittenComment]
    footer: Footer
    supplier: Row | None

    @property
    def of_suppliers(self) -> Footer:
        """Where figures come from that may tell of single suppliers."""
        return replace(self.footer, terms_code="suppliers")

    @property
    def day(self) -> date:
        """The day that the data goes to; the end of the year where none is known."""
        return self.build.data_on or date(self.choice.year, 12, 31)

    @property
    def is_nation(self) -> bool:
        """Whether the report is about the whole country."""
        return self.choice.place_code == NATION

    def find_goal(self, kpi_id: str) -> Row:
        """Find the row of one goal."""
        return self.goals.row(by_predicate=pl.col("kpi_id") == kpi_id, named=True)

    def find_told(self, kpi_id: str) -> Told:
        """Find what the charts of one goal speak of."""
        return Told(
            goal=self.find_goal(kpi_id),
            period=self.period,
            place=self.place_name,
            is_whole=True,
            footer=self.footer,
        )

    def find_choice(self, kpi_id: str) -> KpiChoice:
        """Find which figures of a KPI the report is about."""
        return KpiChoice(kpi_id, self.choice.year, self.choice.place_code, WHOLE)

    def find_years(self, kpi_id: str) -> pl.DataFrame:
        """Find a KPI's years with their targets."""
        return self.trends.filter(pl.col("kpi_id") == kpi_id)

    def find_words(self) -> Words:
        """Find the words for codes of suppliers' pages."""
        return fetch_code_words(self.principal, *SPLITS)


def load_context(definition: ReportDefinition, principal: Principal) -> ReportContext:
    """Load what a report is built from, in the language of this run.

    Raises:
        AccessDenied: The reader has no role, or may not see the place.
        ReportRefused: The place, plan or supplier is unknown, or the plan has no
            goals for that year.
    """
    build = fetch_build(principal)
    places, plans = find_place_names(principal), find_plan_names(principal)
    _check_place(definition.place_code, places, principal)
    if definition.plan_code not in plans:
        raise ReportRefused("unknown_plan", definition.plan_code)
    choice = GoalChoice(definition.plan_code, definition.year, definition.place_code)
    goals = fetch_goals(principal, choice)
    if goals.is_empty():
        raise ReportRefused("no_goals", str(definition.year))
    supplier = _find_supplier(definition.supplier_id, principal)
    place, plan = places[choice.place_code].strip(), plans[choice.plan_code]
    about = str(supplier["supplier_name"]) if supplier else place
    return ReportContext(
        definition=definition,
        principal=principal,
        build=build,
        choice=choice,
        place_name=place,
        plan_name=plan,
        period=build_period(choice.year, build.data_on),
        goals=goals,
        trends=fetch_goal_trends(principal, choice),
        comments=_find_comments(definition, principal),
        footer=build_footer(
            build,
            source=_("the programme's follow-up system and registers"),
            filters=SEPARATOR.join((about, plan, str(choice.year))),
            terms_code="aggregates",
        ),
        supplier=supplier,
    )


@contextmanager
def start_language(language_code: str) -> Generator[None]:
    """Write in another language than the page's for a while."""
    before = language()
    load_language(language_code)
    try:
        yield
    finally:
        load_language(before)


def _check_place(
    place_code: str, places: Mapping[str, str], principal: Principal
) -> None:
    if place_code in places:
        return
    if principal.place_codes and place_code not in principal.place_codes:
        raise AccessDenied(principal.role_code)
    raise ReportRefused("unknown_place", place_code)


def _find_supplier(supplier_id: str | None, principal: Principal) -> Row | None:
    if supplier_id is None:
        return None
    supplier = fetch_supplier(principal, supplier_id)
    if supplier is None:
        raise ReportRefused("unknown_supplier", supplier_id)
    return supplier


def _find_comments(
    definition: ReportDefinition, principal: Principal
) -> dict[str, WrittenComment]:
    if not definition.has_comments:
        return {}
    return fetch_goal_comments(
        period_year=definition.year,
        place_code=definition.place_code,
        principal=principal,
    )
