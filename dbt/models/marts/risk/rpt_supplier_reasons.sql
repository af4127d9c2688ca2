with

contributions as (

    select * from {{ ref('stg_risk_model__contributions') }}

),

features as (

    select * from {{ ref('fct_supplier_features') }}
    where is_today

),

signals as (

    select * from {{ ref('fct_supplier_signals') }}

),

described as (

    select
        feature_code,
        fact_source_sv,
        fact_source_en,
        fact_date_column
    from {{ ref('risk_features') }}

),

explained as (

    select
        contributions.supplier_id,
        contributions.category_code,
        contributions.feature_code,
        contributions.contribution,
        contributions.points,
        contributions.is_missing,
        case contributions.feature_code
            {% for feature_code in risk_feature_codes() %}
            when '{{ feature_code }}' then features.{{ feature_code }}
            {% endfor %}
            else signals.signal_number
        end as feature_figure,
        case described.fact_date_column
            {% for fact_date_column in risk_fact_date_columns() %}
            when '{{ fact_date_column }}' then features.{{ fact_date_column }}
            {% endfor %}
            else signals.known_on
        end as fact_on,
        described.fact_source_sv,
        described.fact_source_en
    from contributions
    inner join features
        on
            contributions.supplier_id = features.supplier_id
            and contributions.category_code = features.category_code
    inner join described on contributions.feature_code = described.feature_code
    left join signals
        on
            features.supplier_id = signals.supplier_id
            and features.as_of_on = signals.as_of_on
            and contributions.feature_code = 'signal_' || signals.signal_name

)

select * from explained
