with

drawn as (

    select * from {{ ref('int_lots_drawn') }}

),

windowed as (

    select
        cast(selection_year as varchar) as window_code,
        *
    from drawn
    union all
    select
        'all' as window_code,
        *
    from drawn

),

-- Each judged draw stands for as many suppliers as its chance says (Horvitz and
-- Thompson 1952, J. Am. Stat. Assoc. 47:663): the hits of all that the lots stood
-- between are the sum of y/p, their number the sum of 1/p.
weighed as (

    select
        arm_code,
        window_code,
        count(*) as n_drawn,
        count(*) filter (is_audited) as n_audited,
        count(has_major_finding) as n_judged,
        count(*) filter (has_major_finding) as n_hits,
        count(*) filter (inclusion_probability is null) as n_without_chance,
        count(*) filter (
            has_major_finding is not null and inclusion_probability is not null
        ) as n_weighed,
        sum(1 / inclusion_probability) filter (has_major_finding is not null)
            as estimated_population,
        coalesce(sum(1 / inclusion_probability) filter (has_major_finding), 0)
            as hits_by_weight,
        sum(pow(inclusion_probability, -2)) filter (has_major_finding is not null)
            as squared_weights
    from windowed
    group by
        arm_code,
        window_code

),

-- The share is the ratio of the two (Hajek 1971). Unequal chances make fewer draws of
-- them: Kish's effective number (1965), in Wilson's interval, as Korn and Graubard
-- (1998) put it into the exact one. With no hit it still has a width.
rated as (

    select
        *,
        case when n_weighed > 0 then hits_by_weight end as estimated_hits,
        hits_by_weight / estimated_population as hit_share,
        pow(estimated_population, 2) / squared_weights as n_effective
    from weighed

),

bounded as (

    select
        arm_code,
        window_code,
        n_drawn,
        n_audited,
        n_judged,
        n_hits,
        n_without_chance,
        n_weighed,
        estimated_population,
        estimated_hits,
        n_effective,
        100 * hit_share as estimated_pct,
        case
            when n_weighed > 0
                then {{ wilson_bound('hit_share * n_effective', 'n_effective', '-') }}
        end as estimated_low_pct,
        case
            when n_weighed > 0
                then {{ wilson_bound('hit_share * n_effective', 'n_effective', '+') }}
        end as estimated_high_pct,
        case
            when n_judged = 0 then 'nothing_judged'
            when n_weighed = 0 then 'no_chance_known'
            when n_weighed < {{ var('least_to_trust') }} then 'too_few'
            else 'estimated'
        end as verdict_code
    from rated

)

select * from bounded
