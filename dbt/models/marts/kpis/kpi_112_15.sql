with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

-- Before the first case nobody followed up in a way that is known.
categories as (

    select * from {{ ref('int_categories_weighted') }}
    where
        counted_until
        >= (select min(cases.started_on) from {{ ref('fct_follow_up_cases') }} as cases)

),

covered as (

    select * from {{ ref('int_suppliers_covered') }}

),

in_force as (

    select
        categories.period_kind_code,
        categories.period_year,
        categories.period_start,
        categories.period_end,
        contracts.contract_number,
        contracts.region_code,
        contracts.procurement_region_code,
        contracts.category_code,
        contracts.supplier_id,
        -- To the hundredth, so that every order of adding gives the same sum.
        cast(contracts.annual_value_sek * categories.risk_score as decimal(18, 2))
            as weighted_value_sek,
        covered.supplier_id is not null
        or wholly_covered.supplier_id is not null as is_covered
    from categories
    inner join contracts
        on
            categories.category_code = contracts.category_code
            and categories.counted_until >= contracts.starts_on
            and (
                contracts.ends_on is null
                or categories.counted_until <= contracts.ends_on
            )
    left join covered
        on
            categories.period_kind_code = covered.period_kind_code
            and categories.period_year = covered.period_year
            and contracts.category_code = covered.category_code
            and contracts.supplier_id = covered.supplier_id
    left join covered as wholly_covered
        on
            categories.period_kind_code = wholly_covered.period_kind_code
            and categories.period_year = wholly_covered.period_year
            and contracts.supplier_id = wholly_covered.supplier_id
            and wholly_covered.category_code is null

),

-- Contract lines are many: they are added up before the places are.
weighted as (

    select
        period_kind_code,
        period_year,
        period_start,
        period_end,
        region_code,
        procurement_region_code,
        category_code,
        case when weighted_value_sek is null then contract_number end
            as unweighted_contract_number,
        sum(weighted_value_sek) as weighted_value_sek,
        sum(weighted_value_sek) filter (is_covered) as covered_value_sek
    from in_force
    group by all

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-15',
        'weighted',
        numerator='coalesce(' ~ exact_sum('covered_value_sek') ~ ', 0)',
        denominator=exact_sum('weighted_value_sek'),
        n_missing='count(distinct unweighted_contract_number)',
    ) }}

),

-- Where many contracts lack a value: suppliers covered, each once per category.
suppliers_counted as (

    {{ kpi_roll_up_stock(
        'KPI-112-15',
        'in_force',
        numerator="count(distinct supplier_id || ' ' || category_code)"
            ~ ' filter (is_covered)',
        denominator="count(distinct supplier_id || ' ' || category_code)",
        has_categories=false,
    ) }}

),

stacked as (

    select * from rolled_up
    union all
    {{ kpi_measure('suppliers_counted', 'suppliers') }}

)

select * from stacked
