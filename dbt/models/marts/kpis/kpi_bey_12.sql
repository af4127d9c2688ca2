with

audits as (

    select * from {{ ref('fct_audits') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

scores as (

    select * from {{ ref('stg_risk_history__scores') }}

),

runs as (

    select distinct
        model_run_id,
        as_of_on
    from scores

),

-- The newest ranking that did not know the outcome, no older than what it foretells.
ranked_before as (

    select
        audits.audit_id,
        audits.supplier_id,
        audits.category_code,
        audits.region_code,
        audits.procurement_region_code,
        audits.report_approved_on,
        audits.has_major_finding,
        runs.model_run_id
    from audits
    inner join runs
        on
            audits.report_approved_on > runs.as_of_on
            and audits.report_approved_on <= {{ months_after('runs.as_of_on', '12') }}
    where not audits.is_re_audit
    qualify row_number() over (
        partition by audits.audit_id
        order by runs.as_of_on desc, runs.model_run_id desc
    ) = 1

),

judged as (

    select
        ranked_before.audit_id,
        ranked_before.report_approved_on as counted_on,
        ranked_before.region_code,
        ranked_before.procurement_region_code,
        ranked_before.category_code,
        suppliers.size_class_code,
        case
            when suppliers.registration_country_code = 'SWE' then 'domestic'
            when suppliers.registration_country_code is not null then 'foreign'
        end as supplier_origin_code,
        pow(
            scores.probability - cast(ranked_before.has_major_finding as integer), 2
        ) as squared_error
    from ranked_before
    left join scores
        on
            ranked_before.model_run_id = scores.model_run_id
            and ranked_before.supplier_id = scores.supplier_id
            and ranked_before.category_code = scores.category_code
    left join suppliers on ranked_before.supplier_id = suppliers.supplier_id

),

rolled_up as (

    {{ kpi_roll_up(
        'BEY-12',
        'judged',
        numerator='round(sum(squared_error), 9)',
        denominator='count(squared_error)',
        n_missing='count(*) filter (squared_error is null)',
        splits={
            'size_class': 'size_class_code',
            'supplier_origin': 'supplier_origin_code',
        },
    ) }}

)

select * from rolled_up
