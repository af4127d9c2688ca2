with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

contracted as (

    select * from {{ ref('int_supplier_categories_eligible') }}

),

located as (

    select * from {{ ref('int_supplier_categories_located') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

-- The levels of a category are known from the first day of its division.
categorised as (

    select
        asked.supplier_id,
        asked.category_code,
        asked.as_of_on,
        asked.is_today,
        asked.is_half_year,
        asked.is_audit,
        categories.category_risk_score,
        categories.labour_intensity_level,
        categories.severity_level,
        make_date(categories.valid_from_year, 1, 1) as category_fact_on
    from asked
    left join categories
        on
            asked.category_code = categories.category_code
            and make_date(categories.valid_from_year, 1, 1) < asked.as_of_on

),

placed as (

    select
        categorised.supplier_id,
        categorised.category_code,
        categorised.as_of_on,
        categorised.is_today,
        categorised.is_half_year,
        categorised.is_audit,
        located.country_risk,
        located.worst_country_risk,
        cast(categorised.category_risk_score as double) as category_risk,
        {{ yes_as_one('located.is_on_goods_list') }} as high_risk_goods,
        {{ yes_as_one(
            'located.country_risk > 200 and categorised.category_risk_score > 8'
        ) }} as country_by_category,
        cast(categorised.labour_intensity_level as double) as labour_intensity,
        case
            when contracted.supplier_id is not null
                then {{ yes_as_one('located.supplier_id is null') }}
        end as country_not_declared,
        located.country_fact_on,
        categorised.category_fact_on,
        contracted.contract_fact_on,
        contracted.annual_value_sek,
        coalesce(contracted.n_regions, 0) as n_regions,
        coalesce(
            categorised.severity_level, {{ var('severity_when_unknown') }}
        ) / 4.0 as severity_score,
        case
            when contracted.supplier_id is null then 'no_running_contract'
            else contracted.ineligible_reason_code
        end as ineligible_reason_code,
        contracted.covered_from_on,
        coalesce(
            cast({{ country_band('400 - located.country_risk') }} as varchar),
            'unknown'
        ) as country_band_code
    from categorised
    left join contracted
        on
            categorised.supplier_id = contracted.supplier_id
            and categorised.category_code = contracted.category_code
            and categorised.as_of_on = contracted.as_of_on
    left join located
        on
            categorised.supplier_id = located.supplier_id
            and categorised.category_code = located.category_code
            and categorised.as_of_on = located.as_of_on

)

select * from placed
