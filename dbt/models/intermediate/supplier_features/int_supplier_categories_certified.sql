with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

certificates as (

    select * from {{ ref('stg_certificates__certificates') }}

),

relevant as (

    select * from {{ ref('certificates_relevant') }}

),

-- Known before the as-of date, begun by then and not run out.
certified as (

    select
        asked.supplier_id,
        asked.category_code,
        asked.as_of_on,
        max(certificates.known_on) as certificate_fact_on
    from certificates
    inner join relevant
        on certificates.certificate_kind_code = relevant.certificate_kind_code
    inner join asked
        on
            certificates.supplier_id = asked.supplier_id
            and coalesce(relevant.category_code, asked.category_code)
            = asked.category_code
            and certificates.known_on < asked.as_of_on
            and certificates.valid_from_on < asked.as_of_on
    where
        certificates.valid_to_on is null
        or certificates.valid_to_on >= asked.as_of_on
    group by
        asked.supplier_id,
        asked.category_code,
        asked.as_of_on

)

select * from certified
