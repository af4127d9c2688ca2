"""How the goals stand: attainment of one year, and the figures of every year."""

from dataclasses import asdict, dataclass

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

GOALS = """
select
    goals.kpi_id,
    if($language = 'sv', kpis.kpi_name_sv, kpis.kpi_name_en) as kpi_name,
    if($language = 'sv', kpis.definition_sv, kpis.definition_en)
        as definition,
    if($language = 'sv', kpis.unit_name_sv, kpis.unit_name_en) as unit_name,
    kpis.unit_code,
    kpis.area_code,
    kpis.class_code,
    kpis.splits,
    kpis.adds_up,
    if(
        $language = 'sv', kpis.data_quality_note_sv, kpis.data_quality_note_en
    ) as data_quality_note,
    if(not $sees_few and goals.held_back_code is not null, null, goals.actual)
        as actual,
    if(not $sees_few and goals.held_back_code is not null, null, goals.numerator)
        as numerator,
    if(not $sees_few and goals.held_back_code is not null, null, goals.denominator)
        as denominator,
    if(not $sees_few and goals.held_back_code is not null, null, goals.n_missing)
        as n_missing,
    if($sees_few, null, goals.held_back_code) as held_back_code,
    case
        when goals.target_kind_code in ('gt_prev_year', 'lt_prev_year')
            then if(
                not $sees_few and goals.is_previous_held_back,
                null,
                goals.previous_actual
            )
        when goals.target_kind_code = 'all_of' then goals.denominator
        else goals.target
    end as target,
    goals.target_kind_code,
    goals.decision_code,
    if(
        not $sees_few and goals.is_year_to_date_held_back,
        null,
        goals.year_to_date_actual
    ) as year_to_date_actual,
    if(
        not $sees_few and goals.is_year_to_date_held_back,
        null,
        goals.previous_year_to_date_actual
    ) as previous_year_to_date_actual,
    goals.is_part_year,
    goals.status_code,
    goals.status_reason_code,
    forecasts.period_year as forecast_year,
    forecasts.forecast,
    forecasts.forecast_low,
    forecasts.forecast_high,
    forecasts.target_chance_pct,
    forecasts.doubt_code,
    forecasts.reason_code as no_forecast_code
from marts.fct_goal_attainment as goals
inner join marts.dim_kpis as kpis using (kpi_id)
left join marts.fct_kpi_forecasts as forecasts
    using (plan_code, kpi_id, place_code)
where
    goals.plan_code = $plan_code
    and goals.period_year = $year
    and goals.place_code = $place_code
    and (len($visible_places) = 0 or goals.place_code in $visible_places)
order by
    kpis.sort_order,
    goals.kpi_id
"""

TRENDS = """
select
    coalesce(figures.kpi_id, goals.kpi_id) as kpi_id,
    coalesce(figures.period_year, goals.period_year) as period_year,
    if(small.held_back_code is not null, null, figures.actual) as actual,
    if(small.held_back_code is not null, null, figures.numerator) as numerator,
    if(small.held_back_code is not null, null, figures.denominator)
        as denominator,
    small.held_back_code,
    case
        when goals.target_kind_code in ('gt_prev_year', 'lt_prev_year')
            then if(
                not $sees_few and goals.is_previous_held_back,
                null,
                goals.previous_actual
            )
        when goals.target_kind_code = 'all_of' then goals.denominator
        else goals.target
    end as target,
    coalesce(goals.is_part_year, false) as is_part_year
from marts.fct_kpi_values as figures
full join (
    select *
    from marts.fct_goal_attainment
    where plan_code = $plan_code and place_code = $place_code
) as goals using (kpi_id, period_year, place_code)
left join marts.fct_small_groups as small
    on
        not $sees_few
        and figures.kpi_id = small.kpi_id
        and figures.period_kind_code = small.period_kind_code
        and figures.period_start = small.period_start
        and figures.place_code = small.place_code
        and figures.category_code = small.category_code
        and figures.split_code = small.split_code
        and figures.split_value_code = small.split_value_code
where
    coalesce(figures.place_code, goals.place_code) = $place_code
    and (len($visible_places) = 0 or $place_code in $visible_places)
    and coalesce(figures.category_code, 'all') = 'all'
    and coalesce(figures.split_code, 'all') = 'all'
    and coalesce(figures.period_kind_code, 'year') = 'year'
order by all
"""


@dataclass(frozen=True)
class GoalChoice:
    """Which goals the reader chose to see, when and where."""

    plan_code: str
    year: int
    place_code: str


def fetch_goals(principal: Principal, choice: GoalChoice) -> pl.DataFrame:
    """Fetch every goal of a plan as it stands one year in one place.

    Returns:
        One row per KPI in the plan's order: kpi_id, kpi_name, definition, area_code,
        class_code (core, supporting, beyond), splits (codes between blanks), adds_up,
        unit_code, unit_name, data_quality_note, actual, numerator, denominator (counts
        have none), n_missing, held_back_code (small_group, beside_small_group; the
        figures are empty then), target (the year before's figure where that is the
        target, everyone where it is all), target_kind_code (empty without a target),
        decision_code, year_to_date_actual and previous_year_to_date_actual (may be
        empty), is_part_year, status_code, status_reason_code; and of the running year:
        forecast_year, forecast, forecast_low, forecast_high, target_chance_pct,
        doubt_code, no_forecast_code (why there is none).
    """
    return fetch(
        GOALS,
        {"language": language(), **asdict(choice)},
        principal=principal,
    )


def fetch_goal_trends(principal: Principal, choice: GoalChoice) -> pl.DataFrame:
    """Fetch every year's figure of every KPI in one place, with the year's target.

    Returns:
        One row per KPI and year, oldest first: kpi_id, period_year, actual, numerator,
        denominator, held_back_code, target (empty outside the plan), is_part_year.
    """
    return fetch(
        TRENDS,
        {"plan_code": choice.plan_code, "place_code": choice.place_code},
        principal=principal,
    )


def fetch_missing_regions(principal: Principal, choice: GoalChoice) -> pl.DataFrame:
    """Fetch how many regions of a place have left no data behind a goal.

    Returns:
        One row per KPI that lacks some: kpi_id, kpi_name, n_regions, n_missing.
        Counts of regions, never which they are.
    """
    return fetch(
        """
        select
            goals.kpi_id,
            any_value(if($language = 'sv', kpis.kpi_name_sv, kpis.kpi_name_en))
                as kpi_name,
            count(*) as n_regions,
            count(*) filter (where goals.status_reason_code = 'no_data') as n_missing
        from marts.fct_goal_attainment as goals
        inner join marts.dim_kpis as kpis using (kpi_id)
        inner join marts.dim_places as places using (place_code)
        where
            goals.plan_code = $plan_code
            and goals.period_year = $year
            and places.place_level_code = 'region'
            and list_contains(string_split(kpis.splits, ' '), 'place')
            and $place_code in ('SE', places.parent_place_code, places.place_code)
            and goals.status_code <> 'not_applicable'
        group by goals.kpi_id
        having n_missing > 0
        order by
            n_missing desc,
            goals.kpi_id
        """,
        {"language": language(), **asdict(choice)},
        principal=principal,
    )
