-- What is shown as reasons must be all there is to the score.
with

explained as (

    select
        supplier_id,
        category_code,
        sum(contribution) as contribution
    from {{ ref('stg_risk_model__contributions') }}
    group by
        supplier_id,
        category_code

),

scores as (

    select * from {{ ref('fct_supplier_scores') }}

)

select
    scores.supplier_id,
    scores.category_code
from scores
left join explained
    on
        scores.supplier_id = explained.supplier_id
        and scores.category_code = explained.category_code
where
    abs(
        scores.linear_score
        - scores.typical_linear_score
        - coalesce(explained.contribution, 0)
    ) > 0.000001
