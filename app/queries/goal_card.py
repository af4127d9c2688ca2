"""One KPI on its own page: what it is, how it stands, how it has gone."""

from dataclasses import asdict

import polars as pl

from app.access import Principal
from app.messages import language
from app.queries.goals import GoalChoice
from app.warehouse import fetch

STANDING = """
select
    if(not $sees_few and held_back_code is not null, null, actual) as actual,
    if(not $sees_few and held_back_code is not null, null, numerator)
        as numerator,
    if(not $sees_few and held_back_code is not null, null, denominator)
        as denominator,
    if(not $sees_few and held_back_code is not null, null, n_missing)
        as n_missing,
    if($sees_few, null, held_back_code) as held_back_code,
    if(not $sees_few and is_previous_held_back, null, previous_actual)
        as previous_actual,
    target,
    target_kind_code,
    attainment_rule_code,
    decision_code,
    is_part_year,
    if(not $sees_few and is_year_to_date_held_back, null, year_to_date_actual)
        as year_to_date_actual,
    if(
        not $sees_few and is_year_to_date_held_back,
        null,
        previous_year_to_date_actual
    ) as previous_year_to_date_actual,
    status_code,
    status_reason_code
from marts.fct_goal_attainment
where
    kpi_id = $kpi_id
    and plan_code = $plan_code
    and period_year = $year
    and place_code = $place_code
    and (len($visible_places) = 0 or place_code in $visible_places)
"""


def fetch_kpi_names(principal: Principal) -> dict[str, str]:
    """Fetch every KPI's name in the reader's language, by id, in the pages' order."""
    rows = fetch(
        """
        select kpi_id, if($language = 'sv', kpi_name_sv, kpi_name_en) as kpi_name
        from marts.dim_kpis
        order by sort_order, kpi_id
        """,
        {"language": language()},
        principal=principal,
    )
    return dict(rows.iter_rows())


def fetch_kpis_found(principal: Principal, *, sought: tuple[str, ...]) -> pl.DataFrame:
    """Fetch the KPIs whose texts hold every word, in either language.

    Capitals and accents make no difference.

    Args:
        principal: Whose build.
        sought: Words without accents, in small letters.

    Returns:
        One row per KPI found: kpi_id, is_in_name.
    """
    return fetch(
        """
        with texts as (
            select
                kpi_id,
                sort_order,
                strip_accents(lower(concat_ws(
                    ' ', kpi_id, goal_ref, kpi_name_sv, kpi_name_en
                ))) as named,
                strip_accents(lower(concat_ws(
                    ' ', definition_sv, definition_en, goal_text_sv, goal_text_en,
                    data_quality_note_sv, data_quality_note_en, owner_sv, owner_en
                ))) as told
            from marts.dim_kpis
        )
        select
            kpi_id,
            bool_and(contains(named, word)) as is_in_name
        from texts
        cross join unnest($sought::varchar[]) as words (word)
        group by kpi_id, sort_order
        having bool_and(contains(named, word) or contains(told, word))
        order by is_in_name desc, sort_order, kpi_id
        """,
        {"sought": list(sought)},
        principal=principal,
    )


def fetch_kpi(principal: Principal, kpi_id: str) -> pl.DataFrame:
    """Fetch what a KPI is, in both languages.

    Returns:
        One row, or none for an unknown id: every column of dim_kpis.
    """
    return fetch(
        "select * from marts.dim_kpis where kpi_id = $kpi_id",
        {"kpi_id": kpi_id},
        principal=principal,
    )


def fetch_standing(
    principal: Principal, kpi_id: str, choice: GoalChoice
) -> pl.DataFrame:
    """Fetch how a goal is judged one year in one place, with everything it rests on.

    Returns:
        One row, or none: the columns of fct_goal_attainment that say the figure, the
        target and the judgement, emptied where they are held back.
    """
    return fetch(
        STANDING,
        {"kpi_id": kpi_id, **asdict(choice)},
        principal=principal,
    )


def fetch_region_comparison(
    principal: Principal, kpi_id: str, *, year: int
) -> pl.DataFrame:
    """Fetch the regions side by side on equal terms, one year.

    A region's reader gets their own regions and the nation's figure.

    Returns:
        One row per measure and region, by name: measure_code, region_code, region_name,
        n_counted, base, rate, rate_low, rate_high, nation_rate, alike_low, alike_high,
        is_too_few, n_held_back (regions of small groups, which have no row).
    """
    return fetch(
        """
        select
            measure_code,
            compared.region_code,
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as region_name,
            n_counted,
            base,
            rate,
            rate_low,
            rate_high,
            nation_rate,
            alike_low,
            alike_high,
            is_too_few,
            count(*) filter (compared.is_held_back and not $sees_few)
                over (partition by compared.measure_code) as n_held_back
        from marts.rpt_region_comparison as compared
        inner join marts.dim_places as places
            on compared.region_code = places.place_code
        where
            compared.kpi_id = $kpi_id
            and compared.period_year = $year
            and (len($visible_regions) = 0 or compared.region_code in $visible_regions)
        qualify $sees_few or not compared.is_held_back
        order by region_name
        """,
        {"kpi_id": kpi_id, "year": year, "language": language()},
        principal=principal,
    )
