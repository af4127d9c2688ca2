-- A weight without a column would be scored as unknown for everybody.
select feature_code
from {{ ref('risk_features') }}
where
    (
        feature_code not like 'signal!_%' escape '!'
        and feature_code not in (
            'intercept',
            'category_effect',
            {% for feature_code in risk_feature_codes() %}
            '{{ feature_code }}'{{ ',' if not loop.last }}
            {% endfor %}
        )
    )
    or fact_date_column not in (
        {% for fact_date_column in risk_fact_date_columns() %}
        '{{ fact_date_column }}'{{ ',' if not loop.last }}
        {% endfor %}
    )
