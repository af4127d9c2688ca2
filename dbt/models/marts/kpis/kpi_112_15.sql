with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

-- Before the first case nobody followed up in a way that is known.
followed_from as (

    select min(started_on) as first_day
    from {{ ref('fct_follow_up_cases') }}

),

prioritised as (

    select * from {{ ref('int_categories_weighted') }}

),

categories as (

    select prioritised.*
    from prioritised
    inner join followed_from on prioritised.counted_until >= followed_from.first_day

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
        or wholly_covered.supplier_id is not null as is_covered,
        'suppliers' as measure_code
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

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-15',
        'in_force',
        numerator='coalesce('
            ~ exact_sum('weighted_value_sek', 'is_covered') ~ ', 0)',
        denominator=exact_sum('weighted_value_sek'),
        n_missing='count(distinct contract_number)'
            ~ ' filter (weighted_value_sek is null)',
    ) }}

),

-- Where many contracts lack a value: how many suppliers are covered, each once per
-- category it is followed up in.
suppliers_counted as (

    {{ kpi_roll_up_stock(
        'KPI-112-15',
        'in_force',
        numerator="count(distinct supplier_id || ' ' || category_code)"
            ~ ' filter (is_covered)',
        denominator="count(distinct supplier_id || ' ' || category_code)",
        splits={'measure': 'measure_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from suppliers_counted
    where split_code = 'measure'

)

select * from stacked
