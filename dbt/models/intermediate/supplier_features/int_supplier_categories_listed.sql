with

running as (

    select * from {{ ref('int_contract_lines_running') }}

),

regions as (

    select * from {{ ref('regions') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- Written out for the list that is shown, and for no earlier day.
listed as (

    select
        running.supplier_id,
        running.category_code,
        {{ sorted_list('running.region_code') }} as region_codes,
        {{ sorted_list('regions.procurement_region_code') }}
            as procurement_region_codes,
        coalesce(
            {{ sorted_list('running.final_manufacture_country_code') }} filter (
                running.final_manufacture_country_code is not null
            ),
            []
        ) as final_manufacture_country_codes
    from running
    inner join builds on running.as_of_on = builds.as_of_on
    inner join regions on running.region_code = regions.region_code
    group by
        running.supplier_id,
        running.category_code

)

select * from listed
