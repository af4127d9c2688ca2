with

suppliers as (

    select * from {{ ref('dim_suppliers') }}
    where is_in_register

),

compared as (

    select
        supplier_id,
        supplier_name,
        {{ compared_name('supplier_name') }} as compared_name
    from suppliers

),

names as (

    select distinct
        compared_name,
        regexp_replace(compared_name, '\D', '', 'g') as figures
    from compared
    where compared_name <> ''

),

-- Names one slip apart share what is left when a letter is taken out of one or both;
-- holding every name against every other would take hours.
shortened as (

    select
        compared_name,
        figures,
        compared_name as letters_left
    from names

    union all

    select
        compared_name,
        figures,
        unnest(
            list_transform(
                range(1, length(compared_name) + 1),
                lambda place:
                substr(compared_name, 1, place - 1) || substr(compared_name, place + 1)
            )
        ) as letters_left
    from names

),

-- One letter wrong, missing, added or two that changed places. Figures must be equal:
-- "Handskar 1 AB" and "Handskar 2 AB" are no slip of the finger.
paired as (

    select distinct
        one.compared_name,
        other.compared_name as other_name
    from shortened as one
    inner join shortened as other
        on
            one.letters_left = other.letters_left
            and one.figures = other.figures
            and one.compared_name <> other.compared_name
    where damerau_levenshtein(one.compared_name, other.compared_name) = 1

),

variants as (

    select
        'supplier_name_variants' as qc_code,
        compared.supplier_id as subject_id,
        compared.supplier_name as subject_name,
        cast(null as varchar) as region_code,
        cast(count(*) as double) as detail_figure
    from compared
    inner join paired on compared.compared_name = paired.compared_name
    inner join compared as alike on paired.other_name = alike.compared_name
    group by
        compared.supplier_id,
        compared.supplier_name

)

select * from variants
