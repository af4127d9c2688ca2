"""Suppliers proposed for follow-up, most worth a visit first.

A reader from a region sees suppliers that their region has contracts with.
"""

from dataclasses import dataclass

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

ROWS_PER_PAGE = 100
# Every filter is bound; "SE" and "all" leave nothing out.
IN_CHOICE = """
    $category_code in ('all', ranking.category_code)
    and (
        $place_code = 'SE'
        or list_has_any(ranking.region_codes, $place_regions)
    )
    and (
        $country_code = 'all'
        or list_contains(ranking.final_manufacture_country_codes, $country_code)
    )
    and $band_code in ('all', coalesce(ranking.band_code, 'outside'))
    and (not $only_never_audited or ranking.is_never_audited)
    and (
        len($visible_regions) = 0
        or list_has_any(ranking.region_codes, $visible_regions)
    )
"""
ONE_PAGE = f"""
    with chosen as (
        select *
        from marts.rpt_supplier_ranking as ranking
        where {IN_CHOICE}
        order by list_rank
        limit $n_rows
        offset $n_before
    ),

    reasons as (
        select
            feature_code,
            if($language = 'sv', feature_name_sv, feature_name_en) as feature_name
        from marts.dim_risk_features
    )

    select
        chosen.* exclude (
            reason_up_1,
            reason_up_2,
            reason_up_3,
            reason_down_1
        ),
        if(
            $language = 'sv',
            categories.category_name_sv,
            categories.category_name_en
        ) as category_name,
        greatest(1, ceil(chosen.severity_score * 4))::integer as severity_level,
        1 + least(4, floor(chosen.probability * 5))::integer as n_steps,
        up_1.feature_name as reason_up_1,
        up_2.feature_name as reason_up_2,
        up_3.feature_name as reason_up_3,
        down_1.feature_name as reason_down_1
    from chosen
    left join marts.dim_categories as categories using (category_code)
    left join reasons as up_1 on chosen.reason_up_1 = up_1.feature_code
    left join reasons as up_2 on chosen.reason_up_2 = up_2.feature_code
    left join reasons as up_3 on chosen.reason_up_3 = up_3.feature_code
    left join reasons as down_1 on chosen.reason_down_1 = down_1.feature_code
    order by chosen.list_rank
"""  # noqa: S608 - the only part put in is a constant above


@dataclass(frozen=True)
class RankingChoice:
    """What the reader chose to see; "SE" and "all" leave nothing out."""

    place_code: str = "SE"
    category_code: str = "all"
    country_code: str = "all"
    band_code: str = "all"
    only_never_audited: bool = False


def fetch_ranking(
    principal: Principal, choice: RankingChoice, *, page: int
) -> pl.DataFrame:
    """Fetch one page of a hundred supplier × category, in the list's order.

    Args:
        principal: Whose rights.
        choice: What to leave out.
        page: 1 is the first.

    Returns:
        One row per supplier and category: supplier_id, supplier_name,
        organisation_number, category_code, category_name, n_regions,
        annual_value_sek, n_steps (1-5, the probability in fifths),
        severity_level (1-4), exposure_score, band_code (empty outside),
        reason_up_1..3 and reason_down_1 (words, may be empty), points_up_1..3,
        points_down_1, last_audit_on, contract_ends_on, is_eligible,
        ineligible_reason_code.
    """
    return fetch(
        ONE_PAGE,
        {
            **_find_parameters(principal, choice),
            "language": language(),
            "n_rows": ROWS_PER_PAGE,
            "n_before": (page - 1) * ROWS_PER_PAGE,
        },
        principal=principal,
    )


def fetch_ranking_totals(principal: Principal, choice: RankingChoice) -> dict[str, int]:
    """Count what the choice leaves.

    Returns:
        n_rows, n_suppliers, n_very_likely, n_never_audited, n_eligible,
        n_rows_per_page.
    """
    rows = fetch(
        f"""
        select
            count(*) as n_rows,
            count(distinct supplier_id) as n_suppliers,
            count(distinct supplier_id)
                filter (where band_code = 'very_likely') as n_very_likely,
            count(distinct supplier_id)
                filter (where is_never_audited) as n_never_audited,
            count(distinct supplier_id) filter (where is_eligible) as n_eligible,
            $rows_per_page::bigint as n_rows_per_page
        from marts.rpt_supplier_ranking as ranking
        where {IN_CHOICE}
        """,  # noqa: S608 - the only part put in is a constant above
        {**_find_parameters(principal, choice), "rows_per_page": ROWS_PER_PAGE},
        principal=principal,
    )
    return rows.row(0, named=True)


def fetch_ranking_countries(principal: Principal) -> dict[str, str]:
    """Fetch the countries of final manufacture in the list: code to name."""
    rows = fetch(
        """
        with codes as (
            select distinct unnest(final_manufacture_country_codes) as country_code
            from marts.rpt_supplier_ranking
            where
                len($visible_regions) = 0
                or list_has_any(region_codes, $visible_regions)
        )

        select
            codes.country_code,
            coalesce(
                if(
                    $language = 'sv',
                    countries.country_name_sv,
                    countries.country_name_en
                ),
                codes.country_code
            ) as country_name
        from codes
        left join marts.dim_countries as countries using (country_code)
        order by country_name collate sv
        """,
        {"language": language()},
        principal=principal,
    )
    return dict(rows.iter_rows())


def _find_parameters(principal: Principal, choice: RankingChoice) -> dict[str, object]:
    places = fetch(
        """
        select place_code
        from marts.dim_places
        where
            place_level_code = 'region'
            and $place_code in (parent_place_code, place_code)
        """,
        {"place_code": choice.place_code},
        principal=principal,
    )
    return {
        "place_code": choice.place_code,
        "place_regions": places["place_code"].to_list(),
        "category_code": choice.category_code,
        "country_code": choice.country_code,
        "band_code": choice.band_code,
        "only_never_audited": choice.only_never_audited,
    }
