"""The questions behind the list of proposed suppliers; `ranking` asks them."""

IN_SIGHT = """
    (
        len($visible_regions) = 0
        or list_has_any(ranking.region_codes, $visible_regions)
    )
"""
# Every filter is bound; "SE" and "all" leave nothing out.
IN_CHOICE = f"""
    $queue_code in ('all', if(ranking.is_prioritised, 'prioritised', 'own'))
    and $category_code in ('all', ranking.category_code)
    and (
        $place_code = 'SE'
        or list_has_any(ranking.region_codes, $place_regions)
    )
    and (
        $country_code = 'all'
        or list_contains(ranking.final_manufacture_country_codes, $country_code)
    )
    and $band_code in ('all', coalesce(ranking.band_code, 'outside'))
    and $contract_end_code in (
        'all',
        case
            when ranking.contract_ends_on is null then 'runs_on'
            when ranking.contract_ends_on < ranking.as_of_on + interval 12 month
                then 'within_year'
            when ranking.contract_ends_on < ranking.as_of_on + interval 24 month
                then 'next_year'
            else 'later'
        end
    )
    and (not $only_never_audited or ranking.is_never_audited)
    and {IN_SIGHT}
"""
NAMED = """
    with chosen as ({chosen}),

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
"""
ONE_PAGE = NAMED.format(
    chosen=f"""
        select *
        from marts.rpt_supplier_ranking as ranking
        where {IN_CHOICE}
        order by list_rank
        limit $n_rows
        offset $n_before
    """  # noqa: S608 - the only part put in is a constant above
)
ASKED_FOR = NAMED.format(
    chosen=f"""
        select *
        from marts.rpt_supplier_ranking as ranking
        where
            ranking.supplier_id || '-' || ranking.category_code in $keys
            and {IN_SIGHT}
    """  # noqa: S608 - the only part put in is a constant above
)
OF_SUPPLIER = NAMED.format(
    chosen=f"""
        select *
        from marts.rpt_supplier_ranking as ranking
        where
            ranking.supplier_id = $supplier_id
            and {IN_SIGHT}
    """  # noqa: S608 - the only part put in is a constant above
)
TOTALS = f"""
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
"""  # noqa: S608 - the only part put in is a constant above
COUNTRIES = f"""
    with codes as (
        select distinct
            unnest(ranking.final_manufacture_country_codes) as country_code
        from marts.rpt_supplier_ranking as ranking
        where {IN_SIGHT}
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
"""  # noqa: S608 - the only part put in is a constant above
