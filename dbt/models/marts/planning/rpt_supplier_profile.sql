with

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

contracts as (

    select * from {{ ref('rpt_supplier_contracts') }}

),

ranking as (

    select * from {{ ref('rpt_supplier_ranking') }}

),

buyers as (

    select
        supplier_id,
        {{ sorted_list('region_code') }} as region_codes,
        {{ exact_sum('running_value_sek') }} as running_value_sek
    from contracts
    group by supplier_id

),

places as (

    select
        supplier_id,
        min(list_rank) as list_rank
    from ranking
    group by supplier_id

),

described as (

    select
        suppliers.supplier_id,
        suppliers.supplier_name,
        suppliers.organisation_number,
        lower(suppliers.supplier_name) as search_name,
        suppliers.corporate_group_id,
        parents.supplier_name as corporate_group_name,
        suppliers.size_class_code,
        suppliers.registered_on,
        suppliers.is_in_register,
        coalesce(buyers.region_codes, []) as region_codes,
        buyers.running_value_sek,
        places.list_rank
    from suppliers
    left join buyers on suppliers.supplier_id = buyers.supplier_id
    left join places on suppliers.supplier_id = places.supplier_id
    left join suppliers as parents
        on
            suppliers.corporate_group_id = parents.supplier_id
            and suppliers.supplier_id <> parents.supplier_id

)

select * from described
