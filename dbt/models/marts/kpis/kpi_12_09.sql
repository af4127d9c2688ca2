with

invitations as (

    select * from {{ ref('stg_training_invitations__invitations') }}

),

occasions as (

    select * from {{ ref('fct_training_occasions') }}
    where occasion_state_code = 'held' and n_registrations > 0

),

participations as (

    select * from {{ ref('int_training_participations') }}

),

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

-- Invitations to what is cancelled or yet to come do not count, nor to an occasion
-- that no attendance came for. The day of the invitation decides the year.
invited as (

    select distinct
        invitations.supplier_id,
        invitations.occasion_id,
        invitations.category_code,
        invitations.invited_on as counted_on,
        coalesce(suppliers.size_class_code, 'unknown') as size_class_code,
        invitations.category_code is null as is_category_unknown,
        participations.supplier_id is not null as took_part
    from invitations
    inner join occasions on invitations.occasion_id = occasions.occasion_id
    left join prioritised
        on
            invitations.category_code = prioritised.category_code
            and invitations.invited_on
            between prioritised.prioritised_from_on
            and coalesce(prioritised.prioritised_to_on, invitations.invited_on)
    left join participations
        on
            invitations.occasion_id = participations.occasion_id
            and invitations.supplier_id = participations.supplier_id
    left join suppliers on invitations.supplier_id = suppliers.supplier_id
    where prioritised.category_code is not null or invitations.category_code is null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-12-09',
        'invited',
        numerator='count(distinct supplier_id)'
            ~ ' filter (took_part and not is_category_unknown)',
        denominator='count(distinct supplier_id) filter (not is_category_unknown)',
        n_missing='count(distinct supplier_id) filter (is_category_unknown)',
        has_regions=false,
        splits={'size_class': 'size_class_code'},
    ) }}

)

select * from rolled_up
