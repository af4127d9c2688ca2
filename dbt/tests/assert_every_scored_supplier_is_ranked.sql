-- Nobody may fall off the list because a name or a category could not be joined.
select
    supplier_id,
    category_code
from {{ ref('fct_supplier_scores') }}

except

select
    supplier_id,
    category_code
from {{ ref('rpt_supplier_ranking') }}
