"""The words for codes: places, categories, countries and what seeds name."""

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

Words = dict[str, dict[str, str]]
EVERY_WORD = """
    with words as (
        select
            'category' as kind_code,
            category_code as code,
            category_name_sv as name_sv,
            category_name_en as name_en
        from marts.dim_categories

        union all

        select
            'place' as kind_code,
            place_code as code,
            place_name_sv as name_sv,
            place_name_en as name_en
        from marts.dim_places

        union all

        select
            'country' as kind_code,
            country_code as code,
            country_name_sv as name_sv,
            country_name_en as name_en
        from marts.dim_countries

        union all

        select
            split_code as kind_code,
            split_value_code as code,
            split_value_name_sv as name_sv,
            split_value_name_en as name_en
        from marts.dim_split_values
        where split_code in $split_codes
    )

    select
        kind_code,
        code,
        if($language = 'sv', name_sv, name_en) as name
    from words
"""


def fetch_code_words(principal: Principal, *split_codes: str) -> Words:
    """Fetch the words for codes, by kind and code.

    Args:
        principal: Whose build; words are the same for everybody.
        split_codes: Kinds that seeds name, as in dim_split_values, beside category,
            place and country.
    """
    rows = fetch(
        EVERY_WORD,
        {"language": language(), "split_codes": list(split_codes)},
        principal=principal,
    )
    words: Words = {kind: {} for kind in ("category", "place", "country", *split_codes)}
    for kind, code, name in rows.iter_rows():
        words[kind][code] = name
    return words
