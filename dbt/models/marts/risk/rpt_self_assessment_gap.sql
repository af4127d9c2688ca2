with

answers as (

    select * from {{ ref('int_answers_audited') }}

),

counted as (

    select
        clause_version_code,
        requirement_code,
        coalesce(category_code, 'all') as category_code,
        coalesce(audit_type_code, 'all') as audit_type_code,
        count(*) as n_audits,
        count(*) filter (is_approved and has_major_finding is not null)
            as n_approved,
        count(*) filter (is_approved and has_major_finding) as n_approved_major,
        count(*) filter (not is_approved and has_major_finding is not null)
            as n_other,
        count(*) filter (not is_approved and has_major_finding) as n_other_major
    from answers
    group by
        clause_version_code,
        requirement_code,
        cube (category_code, audit_type_code)

),

bounded as (

    select
        *,
        n_audits - n_approved - n_other as n_not_compared,
        cast({{ var('self_assessment_approved_score') }} as integer)
            as approved_score,
        case when n_approved > 0 then 100 * n_approved_major / n_approved end
            as approved_major_pct,
        case
            when n_approved > 0
                then {{ wilson_bound('n_approved_major', 'n_approved', '-') }}
        end as approved_major_low_pct,
        case
            when n_approved > 0
                then {{ wilson_bound('n_approved_major', 'n_approved', '+') }}
        end as approved_major_high_pct,
        case when n_other > 0 then 100 * n_other_major / n_other end
            as other_major_pct,
        case
            when n_other > 0
                then {{ wilson_bound('n_other_major', 'n_other', '-') }}
        end as other_major_low_pct,
        case
            when n_other > 0
                then {{ wilson_bound('n_other_major', 'n_other', '+') }}
        end as other_major_high_pct,
        n_approved < {{ var('least_to_trust') }} as is_too_few
    from counted

),

-- The 95 % interval of the difference, from the two intervals (Newcombe 1998).
judged as (

    select
        *,
        case
            when is_too_few or n_other < {{ var('least_to_trust') }} then 'too_few'
            when
                other_major_pct - approved_major_pct > sqrt(
                    pow(other_major_pct - other_major_low_pct, 2)
                    + pow(approved_major_high_pct - approved_major_pct, 2)
                ) then 'tells_apart'
            when
                approved_major_pct - other_major_pct > sqrt(
                    pow(approved_major_pct - approved_major_low_pct, 2)
                    + pow(other_major_high_pct - other_major_pct, 2)
                ) then 'tells_opposite'
            else 'does_not_tell'
        end as verdict_code
    from bounded

)

select * from judged
