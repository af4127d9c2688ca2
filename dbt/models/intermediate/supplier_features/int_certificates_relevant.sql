with

certificates as (

    select * from {{ ref('stg_certificates__certificates') }}

),

relevant as (

    select * from {{ ref('certificates_relevant') }}

),

joined as (

    select
        certificates.supplier_id,
        relevant.category_code,
        certificates.certificate_kind_code,
        certificates.valid_from_on,
        certificates.valid_to_on,
        certificates.known_on
    from certificates
    inner join relevant
        on certificates.certificate_kind_code = relevant.certificate_kind_code

)

select * from joined
