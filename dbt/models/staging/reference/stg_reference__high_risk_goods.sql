with

source as (

    select * from {{ source('reference', 'high_risk_goods') }}

),

renamed as (

    select
        country_code,
        good_name,
        has_child_labour,
        has_forced_labour,
        has_derived_exploitation,
        known_on
    from source

)

select * from renamed
