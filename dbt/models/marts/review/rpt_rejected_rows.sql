with

rejected_rows as (

    select * from {{ ref('stg_ledger__rejected_rows') }}

)

select * from rejected_rows
