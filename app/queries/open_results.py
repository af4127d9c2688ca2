"""What has been published openly: the only rows that everybody may read."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.open_publication import OpenPublication
from app.warehouse import fetch_open

KPIS = """
select
    kpis.kpi_id,
    if($language = 'sv', kpi_name_sv, kpi_name_en) as kpi_name,
    if($language = 'sv', definition_sv, definition_en) as definition,
    if($language = 'sv', data_quality_note_sv, data_quality_note_en) as quality_note,
    if($language = 'sv', unit_name_sv, unit_name_en) as unit_name,
    kpis.unit_code,
    told.n_told
from marts.open_kpis as kpis
inner join (
    select kpi_id, count(actual) filter (place_level_code <> 'region') as n_told
    from marts.open_kpi_figures
    group by kpi_id
) as told on kpis.kpi_id = told.kpi_id
order by kpis.sort_order
"""

PLACES = """
select distinct
    place_code,
    place_level_code,
    if($language = 'sv', place_name_sv, place_name_en) as place_name
from marts.open_kpi_figures
where kpi_id = $kpi_id
order by
    case place_level_code
        when 'nation' then 1 when 'procurement_region' then 2 else 3
    end,
    place_code
"""

FIGURES = """
select
    figures.period_year,
    figures.place_code,
    figures.place_level_code,
    if($language = 'sv', figures.place_name_sv, figures.place_name_en) as place_name,
    figures.actual,
    figures.numerator,
    figures.denominator,
    figures.n_missing,
    figures.is_new_series,
    figures.target,
    figures.target_kind_code,
    figures.status_code,
    if(figures.is_held_back, 'beside_small_group', null) as held_back_code
from marts.open_kpi_figures as figures
where
    figures.kpi_id = $kpi_id
    and ($place_code is null or figures.place_code = $place_code)
    and ($year is null or figures.period_year = $year)
order by
    figures.period_year,
    case figures.place_level_code
        when 'nation' then 1 when 'procurement_region' then 2 else 3
    end,
    figures.place_code
"""

GOALS = """
select
    kpis.kpi_id,
    if($language = 'sv', kpis.kpi_name_sv, kpis.kpi_name_en) as kpi_name,
    if($language = 'sv', kpis.unit_name_sv, kpis.unit_name_en) as unit_name,
    kpis.unit_code,
    figures.actual,
    figures.numerator,
    figures.denominator,
    figures.target,
    figures.target_kind_code,
    figures.status_code,
    if(figures.is_held_back, 'beside_small_group', null) as held_back_code
from marts.open_kpi_figures as figures
inner join marts.open_kpis as kpis on figures.kpi_id = kpis.kpi_id
where
    figures.period_year = $year
    and figures.place_code = 'SE'
    and figures.target_kind_code is not null
order by kpis.sort_order
"""

SUMMARIES = """
select
    published_year,
    if($language = 'sv', category_name_sv, category_name_en) as category_name,
    method_code,
    traffic_light_code,
    light_basis_code
from marts.open_audit_summaries
order by published_year desc, category_name
"""


def fetch_open_kpis(principal: Principal, publication: OpenPublication) -> pl.DataFrame:
    """Fetch the key figures that are published for at least one year.

    Returns:
        One row per KPI, in the order of the goals: kpi_id, kpi_name, definition,
        quality_note, unit_name, unit_code, n_told (figures of the nation and A-H that
        are not held back).
    """
    return fetch_open(
        KPIS, {"language": language()}, principal=principal, publication=publication
    )


def fetch_open_places(
    principal: Principal, publication: OpenPublication, *, kpi_id: str
) -> pl.DataFrame:
    """Fetch the places that a KPI is published for, the nation first.

    Returns:
        One row per place: place_code, place_level_code, place_name.
    """
    return fetch_open(
        PLACES,
        {"language": language(), "kpi_id": kpi_id},
        principal=principal,
        publication=publication,
    )


def fetch_open_figures(
    principal: Principal,
    publication: OpenPublication,
    *,
    kpi_id: str,
    place_code: str | None = None,
    year: int | None = None,
) -> pl.DataFrame:
    """Fetch a KPI's published figures, of a place or a year where one is given.

    Returns:
        One row per year and place, wider places first: period_year, place_code,
        place_level_code, place_name, actual, numerator, denominator, n_missing,
        is_new_series, target, target_kind_code, status_code, held_back_code
        (beside_small_group; figures are empty then).
    """
    return fetch_open(
        FIGURES,
        {
            "language": language(),
            "kpi_id": kpi_id,
            "place_code": place_code,
            "year": year,
        },
        principal=principal,
        publication=publication,
    )


def fetch_open_years(
    principal: Principal, publication: OpenPublication
) -> tuple[int, ...]:
    """Fetch the years that have goals, newest first."""
    rows = fetch_open(
        """
        select distinct period_year
        from marts.open_kpi_figures
        where target_kind_code is not null
        order by period_year desc
        """,
        principal=principal,
        publication=publication,
    )
    return tuple(rows["period_year"])


def fetch_open_goals(
    principal: Principal, publication: OpenPublication, *, year: int
) -> pl.DataFrame:
    """Fetch how the nation's goals of a year stand.

    Returns:
        One row per goal with a target: kpi_id, kpi_name, unit_name, unit_code, actual,
        numerator, denominator, target, target_kind_code, status_code (empty where this
        year's or the year before's figure is held back), held_back_code.
    """
    return fetch_open(
        GOALS,
        {"language": language(), "year": year},
        principal=principal,
        publication=publication,
    )


def fetch_open_summaries(
    principal: Principal, publication: OpenPublication
) -> pl.DataFrame:
    """Fetch the published summaries of closed follow-ups, newest year first.

    Returns:
        One row per summary: published_year, category_name, method_code,
        traffic_light_code (red, yellow, green, null), light_basis_code (given,
        by_rule, null).
    """
    return fetch_open(
        SUMMARIES,
        {"language": language()},
        principal=principal,
        publication=publication,
    )
