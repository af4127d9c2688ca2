{#- (majors + 3 x base) / (audits + 3): few audits say little, none says the base. -#}
{% macro shrunk_major_rate(n_major_audits, n_audits) -%}
    (
        coalesce({{ n_major_audits }}, 0)
        + {{ var('base_audits') }} * {{ var('base_major_rate') }}
    ) / (coalesce({{ n_audits }}, 0) + {{ var('base_audits') }})
{%- endmacro %}

{#- Yes is 1, no is 0, unknown stays unknown. -#}
{% macro yes_as_one(condition) -%}
    cast(cast({{ condition }} as integer) as double)
{%- endmacro %}

{#- The feature columns of fct_supplier_features, named as in seeds/risk_features. -#}
{% macro risk_feature_codes() -%}
    {{ return([
        'country_risk',
        'worst_country_risk',
        'category_risk',
        'high_risk_goods',
        'country_by_category',
        'labour_intensity',
        'country_not_declared',
        'tiers_disclosed',
        'self_assessment_gap',
        'self_assessment_overdue',
        'self_assessment_age_years',
        'answers_without_evidence_share_pct',
        'own_major_rate',
        'last_audit_major',
        'years_since_last_audit',
        'never_audited',
        'corrective_action_overdue',
        'repeated_deviation',
        'group_major_rate',
        'signals_24_months',
        'certificate_valid',
        'authority_decision',
        'price_far_below',
        'subcontracting_share_pct',
        'new_supplier',
        'last_audit_findings',
        'findings_change',
    ]) }}
{%- endmacro %}

{#-
    How much the regions have at stake, 1 to 2: spend on a log scale with a cap, and
    how many regions buy. Where the spend is unknown the regions decide alone. It never
    more than doubles the value: order by spend alone finds less than chance does.
-#}
{% macro exposure_score(annual_value_sek, n_regions) -%}
    {%- set unit = var('exposure_unit_sek') -%}
    {%- set spend = at_most(annual_value_sek, var('exposure_cap_sek')) -%}
    {%- set regions_part = 'ln(1 + ' ~ n_regions ~ ') / ln(22)' -%}
    1 + (
        {{ regions_part }}
        + coalesce(
            ln(1 + {{ spend }} / {{ unit }})
            / ln(1 + {{ var('exposure_cap_sek') }} / {{ unit }}),
            {{ regions_part }}
        )
    ) / 2
{%- endmacro %}

{#- When the newest fact behind a feature was known; columns of the same model. -#}
{% macro risk_fact_date_columns() -%}
    {{ return([
        'country_fact_on',
        'category_fact_on',
        'contract_fact_on',
        'self_assessment_fact_on',
        'audit_fact_on',
        'finding_fact_on',
        'group_fact_on',
        'tiers_fact_on',
        'signal_fact_on',
        'certificate_fact_on',
        'authority_fact_on',
        'price_fact_on',
        'subcontracting_fact_on',
    ]) }}
{%- endmacro %}

{#- The newest number of one signal and its day; columns named as the signal. -#}
{% macro newest_signal(signal_name, condition='true') -%}
    arg_max(signal_number, known_on) filter (
        signal_name = '{{ signal_name }}' and {{ condition }}
    ) as {{ signal_name }},
    max(known_on) filter (
        signal_name = '{{ signal_name }}' and {{ condition }}
    ) as {{ signal_name }}_fact_on
{%- endmacro %}

{#- Robust deviations below the category's middle; dearer than that is no risk. -#}
{% macro price_far_below(price, median_price, price_spread) -%}
    {%- set deviations = '(' ~ median_price ~ ' - ' ~ price ~ ') / ' ~ price_spread -%}
    case
        when {{ price_spread }} > 0 and {{ price }} is not null
            then {{ at_most('greatest(' ~ deviations ~ ', 0)', 5) }}
    end
{%- endmacro %}

{#- Five equal bands of the country index: 1 is highest risk, 5 lowest. -#}
{% macro country_band(country_index) -%}
    cast({{ at_most('floor((' ~ country_index ~ ') / 80) + 1', 5) }} as integer)
{%- endmacro %}
