with

periods as (

    select distinct
        period_year,
        period_start,
        counted_until
    from {{ ref('int_kpi_periods') }}
    where period_kind_code = 'year'

),

populations as (

    select * from {{ ref('stg_reference__population') }}

),

contracts as (

    select * from {{ ref('fct_contracts') }}

),

-- The newest figure known by then: a year's own comes after it is over.
inhabitants as (

    select
        populations.region_code,
        periods.period_year,
        'per_100k_inhabitants' as measure_code,
        100000.0 as base_unit,
        cast(populations.population as double) as base
    from periods
    inner join populations on periods.period_year >= populations.period_year
    qualify row_number() over (
        partition by populations.region_code, periods.period_year
        order by populations.period_year desc
    ) = 1

),

-- Contracts that ran at some time in the year.
running as (

    select
        contracts.region_code,
        periods.period_year,
        contracts.contract_number,
        contracts.annual_value_sek
    from contracts
    inner join periods
        on
            contracts.starts_on <= periods.counted_until
            and coalesce(contracts.ends_on, periods.counted_until)
            >= periods.period_start
    where contracts.region_code is not null

),

numbered as (

    select
        region_code,
        period_year,
        'per_100_contracts' as measure_code,
        100.0 as base_unit,
        cast(count(distinct contract_number) as double) as base
    from running
    group by
        region_code,
        period_year

),

valued as (

    select
        region_code,
        period_year,
        'per_million_sek' as measure_code,
        1000000.0 as base_unit,
        {{ exact_sum('annual_value_sek') }} as base
    from running
    group by
        region_code,
        period_year

),

stacked as (

    {% for part in ['inhabitants', 'numbered', 'valued'] %}
    {% if not loop.first %}union all{% endif %}
    select * from {{ part }}
    where base > 0
    {% endfor %}

)

select * from stacked
