with

scores as (

    select * from {{ ref('fct_supplier_scores') }}

),

features as (

    select * from {{ ref('fct_supplier_features') }}

),

valued as (

    select
        scores.supplier_id,
        scores.category_code,
        scores.as_of_on,
        scores.model_run_id,
        scores.stage_code,
        scores.probability,
        scores.share_in_top,
        scores.band_code,
        features.severity_score,
        features.exposure_score,
        features.annual_value_sek,
        features.n_regions,
        features.last_audit_major,
        features.never_audited = 1 as is_never_audited,
        100 * scores.probability * features.severity_score * features.exposure_score
            as value_score
    from scores
    inner join features
        on
            scores.supplier_id = features.supplier_id
            and scores.category_code = features.category_code

),

ranked as (

    select
        *,
        cast(
            row_number() over (
                order by value_score desc, supplier_id asc, category_code asc
            ) as integer
        ) as list_rank,
        row_number() over (
            partition by supplier_id
            order by value_score desc, category_code asc
        ) = 1 as is_top_category
    from valued

)

select * from ranked
