"""What is in open cases: deadlines, findings and the steps of one case.

A reader from a region sees the cases that their own region answers for.
"""

import polars as pl

from app.access import Principal
from app.messages import language
from app.queries.case_list import (
    IN_CHOICE,
    IN_PLACE,
    NAMED,
    NAMES,
    CaseChoice,
    find_parameters,
)
from app.warehouse import fetch

LONGEST_LIST = 1000
ANY_CASE = ""
DEADLINES = f"""
    select
        deadlines.*,
        {NAMES}
    from marts.rpt_case_deadlines as deadlines
    inner join marts.rpt_case_list as cases
        on deadlines.case_id = cases.case_id
    {NAMED}
    where
        {IN_CHOICE}
        and $case_id in ('', deadlines.case_id)
    order by
        deadlines.due_on,
        deadlines.case_id,
        deadlines.deadline_id
    limit $longest_list
"""  # noqa: S608 - the parts put in are constants above
FINDINGS = f"""
    select
        cases.*,
        if($language = 'sv', kinds.split_value_name_sv, kinds.split_value_name_en)
            as severe_kind_name,
        if($language = 'sv', areas.split_value_name_sv, areas.split_value_name_en)
            as code_area_name,
        {NAMES}
    from marts.rpt_case_findings as cases
    left join marts.dim_split_values as kinds
        on
            kinds.split_code = 'severe_kind'
            and cases.severe_kind_code = kinds.split_value_code
    left join marts.dim_split_values as areas
        on
            areas.split_code = 'code_area'
            and cases.code_area_code = areas.split_value_code
    {NAMED}
    where
        {IN_PLACE}
        and $case_id in ('', cases.case_id)
        and $grade_code in ('all', cases.grade_code)
    order by
        list_position(['severe', 'major', 'minor', 'observation'], cases.grade_code),
        cases.due_on nulls last,
        cases.finding_id
    limit $longest_list
"""  # noqa: S608 - the parts put in are constants above

FINDING_COUNTS = f"""
    select
        cases.grade_code,
        count(*) as n_found,
        count(cases.verified_on) as n_verified,
        count(*) filter (where cases.is_waiting) as n_waiting,
        count(*) filter (where cases.is_waiting and cases.finding_stage_code = 'open')
            as n_without_plan,
        count(*) filter (where cases.is_overdue) as n_overdue
    from marts.rpt_case_findings as cases
    where
        {IN_PLACE}
        and cases.grade_code <> 'observation'
    group by cases.grade_code
    order by list_position(['severe', 'major', 'minor'], cases.grade_code)
"""  # noqa: S608 - the part put in is a constant above


def fetch_case_deadlines(
    principal: Principal, choice: CaseChoice, *, case_id: str = ANY_CASE
) -> pl.DataFrame:
    """Fetch what the chosen cases wait for, the earliest last day first.

    Returns:
        One row per deadline, at most a thousand: the columns of rpt_case_deadlines,
        place_name, category_name.
    """
    return fetch(
        DEADLINES,
        {
            **find_parameters(choice),
            "case_id": case_id,
            "language": language(),
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )


def fetch_case_findings(
    principal: Principal,
    choice: CaseChoice,
    *,
    case_id: str = ANY_CASE,
    grade_code: str = "all",
) -> pl.DataFrame:
    """Fetch what the audits of open cases found, the gravest first.

    Args:
        principal: Whose rights.
        choice: Its place and category; step and ball do not narrow findings.
        case_id: One case; every case when left out.
        grade_code: One grade.

    Returns:
        One row per finding, at most a thousand: the columns of rpt_case_findings,
        severe_kind_name, code_area_name, place_name, category_name.
    """
    return fetch(
        FINDINGS,
        {
            "place_code": choice.place_code,
            "category_code": choice.category_code,
            "case_id": case_id,
            "grade_code": grade_code,
            "language": language(),
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )


def fetch_case_steps(principal: Principal, case_id: str) -> pl.DataFrame:
    """Fetch the steps that one case has been through, in order.

    Returns:
        One row per step: step_name, began_on, ended_on (empty for the step it is in),
        step_days, is_current.
    """
    return fetch(
        """
        select
            if($language = 'sv', steps.step_name_sv, steps.step_name_en) as step_name,
            cases.began_on,
            cases.ended_on,
            cases.step_days,
            cases.is_current
        from marts.rpt_case_steps as cases
        inner join marts.dim_case_steps as steps
            on cases.step_code = steps.step_code
        where
            cases.case_id = $case_id
            and (len($visible_regions) = 0 or cases.region_code in $visible_regions)
        order by
            cases.step_number,
            cases.began_on
        """,
        {"case_id": case_id, "language": language()},
        principal=principal,
    )


def fetch_case_regions(principal: Principal, case_id: str) -> list[str]:
    """Fetch the names of the regions in one case, the one that answers for it first."""
    rows = fetch(
        """
        with involved as (
            select
                region_code as own_region_code,
                unnest(region_codes) as region_code
            from marts.rpt_case_list
            where
                case_id = $case_id
                and (len($visible_regions) = 0 or region_code in $visible_regions)
        )

        select
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as place_name
        from involved
        inner join marts.dim_places as places
            on involved.region_code = places.place_code
        order by
            involved.region_code <> involved.own_region_code,
            involved.region_code
        """,
        {"case_id": case_id, "language": language()},
        principal=principal,
    )
    return rows["place_name"].to_list()


def fetch_finding_counts(principal: Principal, choice: CaseChoice) -> pl.DataFrame:
    """Count the findings of open cases by grade, the gravest first.

    Returns:
        One row per grade with a finding, observations left out: grade_code, n_found,
        n_verified, n_waiting; of those waiting n_without_plan, n_overdue.
    """
    return fetch(
        FINDING_COUNTS,
        {"place_code": choice.place_code, "category_code": choice.category_code},
        principal=principal,
    )
