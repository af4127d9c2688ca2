with

seen as (

    select * from {{ ref('int_suppliers_seen') }}

),

registered as (

    select * from {{ ref('stg_supplier_register__suppliers') }}

),

-- A supplier that has a contract or a case but is missing in the register is still
-- a supplier. Its number stands in for the name.
described as (

    select
        seen.supplier_id,
        {{ organisation_number('seen.supplier_id') }} as organisation_number,
        coalesce(
            registered.supplier_name, {{ organisation_number('seen.supplier_id') }}
        ) as supplier_name,
        registered.parent_supplier_id,
        coalesce(registered.parent_supplier_id, seen.supplier_id)
            as corporate_group_id,
        registered.registration_country_code,
        registered.number_of_employees,
        {{ size_class('registered.number_of_employees') }} as size_class_code,
        registered.registered_on,
        seen.first_contract_on,
        seen.n_contract_lines,
        registered.supplier_id is not null as is_in_register
    from seen
    left join registered on seen.supplier_id = registered.supplier_id

)

select * from described
