with

contributions as (

    select * from {{ ref('stg_risk_model__contributions') }}
    where feature_code <> 'intercept'

),

-- Those that raise the score are ranked from the top, those that lower it from below.
ranked as (

    select
        supplier_id,
        category_code,
        feature_code,
        points,
        contribution > 0 as is_up,
        row_number() over (
            partition by supplier_id, category_code, contribution > 0
            order by abs(contribution) desc, feature_code asc
        ) as reason_rank
    from contributions
    where contribution <> 0
    qualify reason_rank <= case when contribution > 0 then 3 else 1 end

),

picked as (

    select
        supplier_id,
        category_code,
        {% for rank in [1, 2, 3] %}
        max(feature_code) filter (is_up and reason_rank = {{ rank }})
            as reason_up_{{ rank }},
        max(points) filter (is_up and reason_rank = {{ rank }})
            as points_up_{{ rank }},
        {% endfor %}
        max(feature_code) filter (not is_up) as reason_down_1,
        max(points) filter (not is_up) as points_down_1
    from ranked
    group by
        supplier_id,
        category_code

)

select * from picked
