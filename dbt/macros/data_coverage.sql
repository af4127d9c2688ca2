{#-
    Every table that is received: whether its rows tell a region, and the day that a
    row is about, where each row tells one. A new source is one line here, and one line
    in seeds/data_coverage_fields for each field that a KPI needs.
-#}
{% macro data_coverage_tables() -%}
    {{ return([
        {'table': 'audits__audits', 'region': true, 'day': 'visited_on'},
        {'table': 'calibration_scores__scores', 'day': 'assessed_on'},
        {'table': 'certificates__certificates', 'day': 'valid_from_on'},
        {'table': 'communication_items__items', 'region': true, 'day': 'published_on'},
        {'table': 'competence_matrix__levels'},
        {'table': 'contract_register__contract_lines', 'region': true, 'day': 'starts_on'},
        {'table': 'decisions__decisions', 'region': true, 'day': 'decided_on'},
        {'table': 'diplomas__diplomas', 'region': true, 'day': 'awarded_on'},
        {'table': 'economy__costs'},
        {'table': 'environmental_requirement_products__identified_products',
            'day': 'identified_on'},
        {'table': 'environmental_requirements__packages', 'day': 'adopted_on'},
        {'table': 'environmental_scanning__scanning_items', 'day': 'seen_on'},
        {'table': 'findings__findings'},
        {'table': 'follow_up_case_regions__case_regions', 'region': true},
        {'table': 'follow_up_cases__cases', 'region': true, 'day': 'started_on'},
        {'table': 'follow_up_publications__case_publications', 'day': 'published_on'},
        {'table': 'follow_up_quality__quality_criteria'},
        {'table': 'introductions__introductions', 'day': 'offered_on'},
        {'table': 'network_people__people', 'region': true, 'day': 'joined_on'},
        {'table': 'newsletters__newsletter_issues', 'day': 'sent_on'},
        {'table': 'other_buyers_follow_ups__external_follow_ups',
            'day': 'followed_up_on'},
        {'table': 'procurement_statistics__contract_values'},
        {'table': 'procurement_statistics__contracted_tenders'},
        {'table': 'procurement_statistics__procurements'},
        {'table': 'programme_milestones__milestones', 'day': 'decided_on'},
        {'table': 'published_history__published_figures'},
        {'table': 'purchasing_categories__categories'},
        {'table': 'risk_analyses__risk_levels', 'day': 'published_on'},
        {'table': 'self_assessments__answers', 'region': true, 'day': 'sent_on'},
        {'table': 'signals__signals', 'day': 'known_on'},
        {'table': 'supplier_register__suppliers'},
        {'table': 'training_attendance__attendance', 'region': true},
        {'table': 'training_invitations__invitations', 'day': 'invited_on'},
        {'table': 'training_occasions__occasions', 'day': 'held_on'},
        {'table': 'web_statistics__page_views', 'day': 'period_starts_on'},
        {'table': 'web_statistics__site_visits', 'day': 'period_starts_on'},
    ]) }}
{%- endmacro %}
