with

totals as (

    select * from {{ ref('totals') }}

),

categories as (

    select * from {{ ref('purchasing_categories') }}

),

stacked as (

    select
        total_code as category_code,
        name_sv as category_name_sv,
        name_en as category_name_en,
        null as responsible_procurement_region_code,
        null as valid_from_year,
        null as valid_to_year,
        null as is_prioritised,
        null as likelihood_level,
        null as severity_level,
        null as labour_intensity_level,
        null as category_risk_score,
        null as risk_basis
    from totals
    where dimension_code = 'category'

    union all

    select
        category_code,
        category_name_sv,
        category_name_en,
        responsible_procurement_region_code,
        valid_from_year,
        valid_to_year,
        is_prioritised,
        likelihood_level,
        severity_level,
        labour_intensity_level,
        -- Empty where the analysis says "insufficient information": never low.
        likelihood_level * severity_level as category_risk_score,
        risk_basis
    from categories

)

select * from stacked
