with

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

audited as (

    select * from {{ ref('int_suppliers_audited') }}

),

corrected as (

    select * from {{ ref('int_suppliers_corrected') }}

),

groups_audited as (

    select * from {{ ref('int_corporate_groups_audited') }}

),

-- A contract or an entry that came later was not known yet.
days as (

    select distinct
        asked.supplier_id,
        asked.as_of_on,
        least(
            case
                when suppliers.first_contract_on < asked.as_of_on
                    then suppliers.first_contract_on
            end,
            case
                when suppliers.registered_on < asked.as_of_on
                    then suppliers.registered_on
            end
        ) as first_seen_on
    from asked
    inner join suppliers on asked.supplier_id = suppliers.supplier_id

),

-- An audit looks at the supplier's own processes, which serve all its categories:
-- these features are the supplier's, not the category's. Where there was no audit
-- nothing is known; only the rates fall back on their base.
followed_up as (

    select
        days.supplier_id,
        days.as_of_on,
        {{ shrunk_major_rate('audited.n_major_audits', 'audited.n_first_audits') }}
            as own_major_rate,
        {{ yes_as_one('audited.is_last_audit_major') }} as last_audit_major,
        audited.years_since_last_audit,
        {{ yes_as_one('audited.supplier_id is null') }} as never_audited,
        ln(1 + coalesce(corrected.days_overdue, 0)) as corrective_action_overdue,
        case
            when audited.n_audits > 1
                then {{ yes_as_one('coalesce(corrected.is_repeated, false)') }}
        end as repeated_deviation,
        {{ shrunk_major_rate(
            'groups_audited.n_major_audits', 'groups_audited.n_first_audits'
        ) }} as group_major_rate,
        {{ yes_as_one(
            'days.first_seen_on > '
            ~ months_before('days.as_of_on', var('new_supplier_months'))
        ) }} as new_supplier,
        ln(1 + audited.last_findings_score) as last_audit_findings,
        audited.last_findings_score - audited.previous_findings_score
            as findings_change,
        audited.last_audit_on,
        audited.audit_fact_on,
        corrected.finding_fact_on,
        groups_audited.group_fact_on
    from days
    left join audited
        on
            days.supplier_id = audited.supplier_id
            and days.as_of_on = audited.as_of_on
    left join corrected
        on
            days.supplier_id = corrected.supplier_id
            and days.as_of_on = corrected.as_of_on
    left join groups_audited
        on
            days.supplier_id = groups_audited.supplier_id
            and days.as_of_on = groups_audited.as_of_on

)

select * from followed_up
