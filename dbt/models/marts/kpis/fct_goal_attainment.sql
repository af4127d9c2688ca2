with

figures as (

    select * from {{ ref('int_goal_figures') }}

),

-- For a KPI that should go down, less is better and the target is a ceiling.
turned as (

    select
        *,
        case direction_code when 'down' then -1 else 1 end as sign
    from figures

),

compared as (

    select
        * exclude (sign),
        sign * actual > sign * previous_actual as is_better,
        case
            when target_kind_code in ('gt_prev_year', 'lt_prev_year')
                then
                    sign * actual > sign * previous_actual
                    and (
                        attainment_rule_code
                        is distinct from 'rises_and_no_category_zero'
                        or n_categories_at_zero = 0
                    )
            when target_kind_code = 'all_of' then numerator >= denominator
            else sign * actual >= sign * target
        end as is_reached,
        -- A count of what happens cannot fall back again within the year; a share, or
        -- how things stand on the last day, can.
        is_part_year
        and not (
            target_kind_code in ('abs_min', 'milestone', 'gt_prev_year')
            and denominator is null
            and aggregation_code in ('count', 'count_distinct', 'sum', 'milestone')
            and attainment_rule_code is distinct from 'rises_and_no_category_zero'
        ) as is_open_to_the_end
    from turned

),

reasoned as (

    select
        *,
        case
            when target_kind_code is null then 'no_target'
            when actual is null then 'no_data'
            when
                target_kind_code in ('gt_prev_year', 'lt_prev_year')
                and is_series_broken
                then 'series_broken'
            when
                target_kind_code in ('gt_prev_year', 'lt_prev_year')
                and previous_actual is null
                then 'previous_year_missing'
            when is_part_year and (is_open_to_the_end or not is_reached)
                then 'year_in_progress'
        end as status_reason_code
    from compared

),

judged as (

    select
        plan_code,
        kpi_id,
        period_year,
        place_code,
        actual,
        numerator,
        denominator,
        n_missing,
        previous_actual,
        target,
        target_kind_code,
        attainment_rule_code,
        decision_code,
        n_categories_at_zero,
        target_basis_sv,
        target_basis_en,
        is_part_year,
        year_to_date_actual,
        previous_year_to_date_actual,
        held_back_code,
        is_previous_held_back,
        is_year_to_date_held_back,
        case
            when status_reason_code = 'no_target' then 'not_applicable'
            when status_reason_code is not null then 'not_assessable'
            when is_reached then 'met'
            when
                target_kind_code not in ('gt_prev_year', 'lt_prev_year') and is_better
                then 'partly_met'
            else 'not_met'
        end as status_code,
        status_reason_code
    from reasoned

)

select * from judged
