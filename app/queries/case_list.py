"""Open cases with their step, who acts next and what they wait for.

A reader from a region sees the cases that their own region answers for.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

LONGEST_LIST = 500
# Every filter is bound; "SE" and "all" leave nothing out.
IN_PLACE = """
    $place_code in ('SE', cases.procurement_region_code, cases.region_code)
    and $category_code in ('all', cases.category_code)
    and (len($visible_regions) = 0 or cases.region_code in $visible_regions)
"""
IN_CHOICE = f"""
    {IN_PLACE}
    and $step_code in ('all', cases.step_code)
    and $ball_code in ('all', cases.ball_code)
    and (not $only_overdue or cases.is_overdue)
"""
NAMES = """
    if($language = 'sv', places.place_name_sv, places.place_name_en) as place_name,
    if($language = 'sv', categories.category_name_sv, categories.category_name_en)
        as category_name
"""
NAMED = """
    left join marts.dim_categories as categories
        on cases.category_code = categories.category_code
    left join marts.dim_places as places
        on cases.region_code = places.place_code
"""
ONE_LIST = f"""
    select
        cases.*,
        {NAMES},
        if($language = 'sv', steps.step_name_sv, steps.step_name_en) as step_name,
        if($language = 'sv', steps.ball_name_sv, steps.ball_name_en) as ball_name
    from marts.rpt_case_list as cases
    left join marts.dim_case_steps as steps
        on cases.step_code = steps.step_code
    {NAMED}
    where {IN_CHOICE}
    order by
        cases.is_overdue desc,
        cases.days_overdue desc,
        cases.next_due_on nulls last,
        cases.age_days desc,
        cases.case_id
    limit $longest_list
"""  # noqa: S608 - the parts put in are constants above
TOTALS = f"""
    select
        count(*) as n_open,
        count(*) filter (where cases.is_overdue) as n_overdue,
        count(*) filter (where cases.is_over_one_year) as n_over_one_year,
        coalesce(sum(cases.n_severe_waiting), 0)::integer as n_severe_waiting,
        coalesce(sum(cases.n_major_waiting), 0)::integer as n_major_waiting,
        coalesce(sum(cases.n_minor_waiting), 0)::integer as n_minor_waiting
    from marts.rpt_case_list as cases
    where {IN_CHOICE}
"""  # noqa: S608 - the part put in is a constant above
STEP_TIMES = f"""
    with cases as (
        select
            cases.step_code,
            count(*) filter (where cases.is_closed) as n_closed,
            median(cases.step_days) filter (where cases.is_closed) as median_days,
            quantile_cont(cases.step_days, 0.25) filter (where cases.is_closed)
                as lower_days,
            quantile_cont(cases.step_days, 0.75) filter (where cases.is_closed)
                as upper_days,
            count(*) filter (where cases.is_current) as n_waiting,
            median(cases.step_days) filter (where cases.is_current) as waiting_days
        from marts.rpt_case_steps as cases
        where {IN_PLACE}
        group by cases.step_code
    )

    select
        cases.*,
        steps.step_number,
        if($language = 'sv', steps.step_name_sv, steps.step_name_en) as step_name
    from cases
    inner join marts.dim_case_steps as steps
        on cases.step_code = steps.step_code
    order by steps.step_number
"""  # noqa: S608 - the part put in is a constant above


@dataclass(frozen=True)
class CaseChoice:
    """What the reader chose to see; "SE" and "all" leave nothing out."""

    place_code: str = "SE"
    category_code: str = "all"
    step_code: str = "all"
    ball_code: str = "all"
    only_overdue: bool = False


def fetch_case_list(principal: Principal, choice: CaseChoice) -> pl.DataFrame:
    """Fetch the open cases of a choice: the most overdue first, then the next due.

    Returns:
        One row per case, at most 500: the columns of rpt_case_list, place_name,
        category_name, step_name, ball_name.
    """
    return fetch(
        ONE_LIST,
        {
            **find_parameters(choice),
            "language": language(),
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )


def fetch_case_totals(principal: Principal, choice: CaseChoice) -> dict[str, int]:
    """Count what the choice leaves, all of it.

    Returns:
        n_open, n_overdue, n_over_one_year, n_severe_waiting, n_major_waiting,
        n_minor_waiting.
    """
    rows = fetch(TOTALS, find_parameters(choice), principal=principal)
    return rows.row(0, named=True)


def fetch_steps(principal: Principal) -> pl.DataFrame:
    """Fetch the steps an open case can be in, in order.

    Returns:
        One row per step: step_code, step_number, step_name, ball_code, ball_name,
        told_by (how the data tells that a case is there).
    """
    return fetch(
        """
        select
            step_code,
            step_number,
            if($language = 'sv', step_name_sv, step_name_en) as step_name,
            ball_code,
            if($language = 'sv', ball_name_sv, ball_name_en) as ball_name,
            if($language = 'sv', told_by_sv, told_by_en) as told_by
        from marts.dim_case_steps
        where is_open_step
        order by
            step_number,
            step_code
        """,
        {"language": language()},
        principal=principal,
    )


def fetch_step_times(principal: Principal, choice: CaseChoice) -> pl.DataFrame:
    """Fetch how long cases have been in each step, in the order of the process.

    Returns:
        One row per timed step: step_code, step_name, step_number; of closed cases
        n_closed, median_days, lower_days and upper_days (quartiles); of open ones in it
        now n_waiting, waiting_days (median so far). Days are empty without a case.
    """
    return fetch(
        STEP_TIMES,
        {
            "language": language(),
            "place_code": choice.place_code,
            "category_code": choice.category_code,
        },
        principal=principal,
    )


def find_parameters(choice: CaseChoice) -> dict[str, object]:
    """Find the values that a choice binds."""
    return {
        "place_code": choice.place_code,
        "category_code": choice.category_code,
        "step_code": choice.step_code,
        "ball_code": choice.ball_code,
        "only_overdue": choice.only_overdue,
    }
