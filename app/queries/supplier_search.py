"""Find a supplier by name or number, among twenty thousand.

A reader from a region finds those that their region buys or has bought from.
"""

import polars as pl

from app.access import Principal
from app.charts.spec import Row
from app.warehouse import fetch

LONGEST_LIST = 50
IN_SIGHT = """
    (
        len($visible_regions) = 0
        or list_has_any(suppliers.region_codes, $visible_regions)
    )
"""
FOUND = f"""
    select
        suppliers.supplier_id,
        suppliers.supplier_name,
        suppliers.organisation_number
    from marts.rpt_supplier_profile as suppliers
    where
        (
            contains(suppliers.search_name, lower($asked))
            or ($number <> '' and starts_with(suppliers.supplier_id, $number))
        )
        and {IN_SIGHT}
    order by
        suppliers.search_name <> lower($asked),
        not starts_with(suppliers.search_name, lower($asked)),
        suppliers.list_rank nulls last,
        suppliers.search_name,
        suppliers.supplier_id
    limit $longest_list
"""  # noqa: S608 - the only part put in is a constant above
ONE = f"""
    select suppliers.* exclude (search_name, list_rank)
    from marts.rpt_supplier_profile as suppliers
    where
        suppliers.supplier_id = $supplier_id
        and {IN_SIGHT}
"""  # noqa: S608 - the only part put in is a constant above


def fetch_suppliers(principal: Principal, asked: str) -> pl.DataFrame:
    """Fetch the suppliers whose name holds a text, or whose number begins with it.

    Args:
        principal: Whose rights.
        asked: Part of a name, or of an organisation number with or without its
            hyphen; nothing gives those first on the list of proposed suppliers.

    Returns:
        One row per supplier, at most fifty, the best match first: supplier_id,
        supplier_name, organisation_number.
    """
    text = asked.strip()
    number = "".join(letter for letter in text if letter.isdigit())
    is_number = number and not any(letter.isalpha() for letter in text)
    return fetch(
        FOUND,
        {
            "asked": text,
            "number": number if is_number else "",
            "longest_list": LONGEST_LIST,
        },
        principal=principal,
    )


def fetch_supplier(principal: Principal, supplier_id: str) -> Row | None:
    """Fetch who one supplier is; None when there is none that the reader may see.

    Returns:
        supplier_id, supplier_name, organisation_number, corporate_group_id,
        corporate_group_name (may be empty), size_class_code, registered_on,
        is_in_register, region_codes (which buy or have bought from it).
    """
    rows = fetch(ONE, {"supplier_id": supplier_id}, principal=principal)
    return rows.row(0, named=True) if rows.height else None
