with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

signalled as (

    select * from {{ ref('int_suppliers_signalled') }}

),

prices as (

    select
        asked.category_code,
        asked.as_of_on as compared_on,
        signalled.price_against_median
    from asked
    inner join signalled
        on
            asked.supplier_id = signalled.supplier_id
            and asked.as_of_on = signalled.as_of_on
    where
        (asked.is_today or asked.is_half_year)
        and signalled.price_against_median is not null

),

middles as (

    select
        category_code,
        compared_on,
        count(*) as n_prices,
        {{ median_of('price_against_median') }} as median_price
    from prices
    group by
        category_code,
        compared_on

),

-- 1.4826 median deviations are one standard deviation where prices are spread evenly.
spread as (

    select
        middles.category_code,
        middles.compared_on,
        middles.median_price,
        1.4826 * {{ median_of(
            'abs(prices.price_against_median - middles.median_price)'
        ) }} as price_spread
    from middles
    inner join prices
        on
            middles.category_code = prices.category_code
            and middles.compared_on = prices.compared_on
    where middles.n_prices >= {{ var('least_to_compare') }}
    group by
        middles.category_code,
        middles.compared_on,
        middles.median_price

)

select * from spread
