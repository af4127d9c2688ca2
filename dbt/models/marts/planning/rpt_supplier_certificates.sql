with

certificates as (

    select * from {{ ref('stg_certificates__certificates') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

aged as (

    select
        certificates.supplier_id,
        certificates.certificate_kind_code,
        certificates.valid_from_on,
        certificates.valid_to_on,
        coalesce(certificates.valid_to_on >= builds.data_on, true) as is_valid
    from certificates
    inner join builds on certificates.valid_from_on <= builds.data_on

)

select * from aged
