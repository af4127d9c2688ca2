"""Parts about all goals together: how they stand, what needs attention, comments."""

from functools import partial

import polars as pl

from app.charts.attention import build_attention, build_change_sentence
from app.charts.goal_words import AREA_NAMES, STATUS_WORDS
from app.charts.goals import (
    GoalCard,
    build_attainment_title,
    build_goal_cards,
    build_goal_table,
    find_own_goals,
)
from app.charts.spec import NumberCard, Table
from app.formatting import show_date, show_number
from app.messages import N_, _
from app.queries.forecasts import fetch_changed_count
from app.queries.goals import fetch_missing_regions
from app.queries.open_cases import fetch_open_case_totals
from app.reports.context import ReportContext
from app.reports.goal_listing import build_goal_listing
from app.reports.part import Blocks, Part, build_sentences
from app.reports.report import Listing, Numbers, Words
from app.theme import STATUS_SHAPES

GROUP = N_("Goals")
ATTENTION = "attention"
COUNTED = ("met", "partly_met", "not_met", "not_assessable")


def find_goal_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts about all goals together, in the order of a report."""
    group = _(GROUP)
    areas = _find_core(context)["area_code"].unique(maintain_order=True).to_list()
    return (
        Part("summary", _("Summary"), group, _build_summary),
        Part(ATTENTION, _("Needs attention"), group, _build_attention),
        Part("goals", _("Goals of the strategy"), group, _build_core),
        *(
            Part(
                f"goals_{area_code}",
                _("Goals: %(area)s", area=_(AREA_NAMES[area_code]).lower()),
                group,
                partial(_build_area, area_code=area_code),
            )
            for area_code in areas
        ),
        Part(
            *("goals_other", _("Supporting and other goals"), group, _build_other),
            _("The plan has no such goals for the place."),
        ),
        Part(
            *("comments", _("The secretariat's comments"), group, _build_comments),
            _("No goal has been commented on."),
        ),
        Part("definitions", _("How the goals are counted"), group, _build_definitions),
        Part("all_years", _("Every goal in every year"), group, _build_all_years),
    )


def _find_goals(context: ReportContext) -> pl.DataFrame:
    return find_own_goals(context.goals, context.choice.place_code)


def _find_core(context: ReportContext) -> pl.DataFrame:
    return _find_goals(context).filter(pl.col("class_code") == "core")


def _build_summary(context: ReportContext) -> Blocks:
    core = _find_core(context)
    counts = dict(core["status_code"].value_counts().iter_rows())
    cards = tuple(
        NumberCard(
            label=f"{STATUS_SHAPES[code]} {_(STATUS_WORDS[code])}",
            number=show_number(counts.get(code, 0)),
            note=_("of %(n)s goals", n=show_number(core.height)),
        )
        for code in COUNTED
    )
    sentence = _(
        "%(attainment)s in %(plan)s, %(place)s, %(year)s.",
        attainment=build_attainment_title(core),
        plan=context.plan_name,
        place=context.place_name,
        year=str(context.choice.year),
    )
    words = [sentence]
    if context.period.is_part_year:
        words.append(
            _(
                "The year is not over: the figures go to %(day)s.",
                day=show_date(context.build.data_on),
            )
        )
    blocks = (Words(tuple(words)), Numbers(cards))
    # On the same page, unless it is a part of its own.
    is_apart = ATTENTION in context.definition.part_codes
    return blocks if is_apart else (*blocks, *_build_attention(context))


def _build_attention(context: ReportContext) -> Blocks:
    cases = fetch_open_case_totals(
        context.principal, place_code=context.choice.place_code
    )
    missing = fetch_missing_regions(context.principal, context.choice)
    sentences = build_attention(_find_goals(context), missing, cases) or (
        _("Nothing stands out in this selection."),
    )
    n_changed = fetch_changed_count(context.principal)
    changed = build_change_sentence(n_changed) if n_changed else ""
    return build_sentences(*sentences, changed)


def _build_core(context: ReportContext) -> Blocks:
    return (build_goal_listing(context, _find_core(context), name="goals"),)


def _build_area(context: ReportContext, *, area_code: str) -> Blocks:
    goals = _find_core(context).filter(pl.col("area_code") == area_code)
    return (build_goal_listing(context, goals, name=f"goals_{area_code}"),)


def _build_other(context: ReportContext) -> Blocks:
    goals = _find_goals(context).filter(
        pl.col("class_code") != "core", pl.col("status_code") != "not_applicable"
    )
    if goals.is_empty():
        return ()
    return (build_goal_listing(context, goals, name="goals_other"),)


def _find_cards(context: ReportContext) -> tuple[GoalCard, ...]:
    goals = _find_goals(context)
    return build_goal_cards(goals, context.trends, year=context.choice.year)


def _build_comments(context: ReportContext) -> Blocks:
    return build_sentences(
        *(
            f"{goal['kpi_name']}: {context.comments[goal['kpi_id']].text}"
            for goal in context.goals.iter_rows(named=True)
            if goal["kpi_id"] in context.comments
        )
    )


def _build_definitions(context: ReportContext) -> Blocks:
    goals = _find_core(context)
    columns = ("kpi_id", "kpi_name", "definition", "data_quality_note")
    return (
        Listing(
            name="definitions",
            title=_("What each goal counts, and what to mind"),
            table=Table(
                (_("Number"), _("Goal"), _("Definition"), _("Mind this")),
                tuple(goals.select(columns).iter_rows()),
            ),
            footer=context.footer,
        ),
    )


def _build_all_years(context: ReportContext) -> Blocks:
    cards = _find_cards(context)
    return (
        Listing(
            name="all_years",
            title=_("Outcome and target of each goal and year"),
            table=build_goal_table(cards),
            footer=context.footer,
        ),
    )
