{#- The one list of qc_ models; the files beside this one. -#}
{% set qc_models = [
    'qc_cases_open_over_one_year',
    'qc_contract_values_at_most_one_sek',
    'qc_duplicate_supplier_names',
    'qc_findings_without_audit',
    'qc_organisation_numbers_with_wrong_check_digit',
    'qc_regions_without_contracts',
    'qc_supplier_name_variants',
    'qc_supplier_names_of_mixed_alphabets',
    'qc_suppliers_not_in_register',
    'qc_unknown_region_buyers',
] -%}

with

stacked as (

    {% for qc_model in qc_models %}
    {% if not loop.first %}union all{% endif %}
    select * from {{ ref(qc_model) }}
    {% endfor %}

),

kinds as (

    select * from {{ ref('suspicion_kinds') }}

),

described as (

    select
        stacked.qc_code,
        kinds.qc_name_sv,
        kinds.qc_name_en,
        stacked.subject_id,
        stacked.subject_name,
        stacked.region_code,
        stacked.detail_figure,
        kinds.detail_name_sv,
        kinds.detail_name_en,
        kinds.advice_sv,
        kinds.advice_en,
        kinds.reader_role_code,
        kinds.reader_role_sv,
        kinds.reader_role_en,
        kinds.sort_order
    from stacked
    inner join kinds on stacked.qc_code = kinds.qc_code

)

select * from described
