"""What the regions' procurements ask for, in the national agency's statistics.

These are published facts about public buyers, so every role sees every region. They
never meet the programme's own suppliers, findings or scores.
"""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch


def fetch_requirement_years(principal: Principal) -> list[int]:
    """Fetch the years that have statistics, newest first."""
    rows = fetch(
        """
        select distinct period_year
        from marts.rpt_procurement_requirements
        order by period_year desc
        """,
        principal=principal,
    )
    return rows["period_year"].to_list()


def fetch_divisions(principal: Principal) -> dict[str, str]:
    """Fetch the CPV divisions: code to name, everything together first."""
    rows = fetch(
        """
        select
            cpv_division_code,
            any_value(cpv_division_name_sv) as cpv_division_name
        from marts.rpt_procurement_requirements
        group by cpv_division_code
        order by
            cpv_division_code <> 'all',
            cpv_division_code
        """,
        principal=principal,
    )
    return dict(rows.iter_rows())


def fetch_requirements_by_place(
    principal: Principal, *, year: int, requirement_code: str, division_code: str
) -> pl.DataFrame:
    """Fetch the answers for the nation and each region in one CPV division.

    Returns:
        One row per place with any procurement, the nation first, then by number:
        row_code, row_name, n_yes, n_no, n_unknown, n_procurements, and
        yes_pct, no_pct, unknown_pct (0-100).
    """
    return fetch(
        """
        select
            answers.place_code as row_code,
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as row_name,
            answers.n_yes,
            answers.n_no,
            answers.n_unknown,
            answers.n_procurements,
            100 * answers.n_yes / answers.n_procurements as yes_pct,
            100 * answers.n_no / answers.n_procurements as no_pct,
            100 * answers.n_unknown / answers.n_procurements as unknown_pct
        from marts.rpt_procurement_requirements as answers
        inner join marts.dim_places as places using (place_code)
        where
            answers.period_year = $year
            and answers.requirement_code = $requirement_code
            and answers.cpv_division_code = $division_code
            and places.place_level_code in ('nation', 'region')
            and answers.n_procurements > 0
        order by
            places.place_level_code,
            answers.n_procurements desc,
            answers.place_code
        """,
        {
            "language": language(),
            "year": year,
            "requirement_code": requirement_code,
            "division_code": division_code,
        },
        principal=principal,
    )


def fetch_requirements_by_division(
    principal: Principal, *, year: int, requirement_code: str, place_code: str
) -> pl.DataFrame:
    """Fetch the answers for each CPV division in one place.

    Returns:
        One row per division with any procurement, the most first: row_code,
        row_name, n_yes, n_no, n_unknown, n_procurements, yes_pct, no_pct,
        unknown_pct (0-100).
    """
    return fetch(
        """
        select
            cpv_division_code as row_code,
            cpv_division_name_sv as row_name,
            n_yes,
            n_no,
            n_unknown,
            n_procurements,
            100 * n_yes / n_procurements as yes_pct,
            100 * n_no / n_procurements as no_pct,
            100 * n_unknown / n_procurements as unknown_pct
        from marts.rpt_procurement_requirements
        where
            period_year = $year
            and requirement_code = $requirement_code
            and place_code = $place_code
            and cpv_division_code <> 'all'
            and n_procurements > 0
        order by
            n_procurements desc,
            cpv_division_code
        """,
        {
            "year": year,
            "requirement_code": requirement_code,
            "place_code": place_code,
        },
        principal=principal,
    )


def fetch_requirement_totals(
    principal: Principal, *, year: int, place_code: str, division_code: str
) -> pl.DataFrame:
    """Fetch one place's answers to both requirements in one CPV division.

    Returns:
        One row per requirement: requirement_code (environmental, social), n_yes,
        n_no, n_unknown, n_procurements, origin_code.
    """
    return fetch(
        """
        select
            requirement_code,
            n_yes,
            n_no,
            n_unknown,
            n_procurements,
            origin_code
        from marts.rpt_procurement_requirements
        where
            period_year = $year
            and place_code = $place_code
            and cpv_division_code = $division_code
        order by requirement_code
        """,
        {"year": year, "place_code": place_code, "division_code": division_code},
        principal=principal,
    )
