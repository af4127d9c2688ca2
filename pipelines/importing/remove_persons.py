"""Take what is personal out of received rows, before anything else is done with them.

    cells -> [remove_persons] -> check_rows -> imported/, rejected/

Names and addresses have columns of their own, which are ignored and never come here.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import polars as pl

from pipelines.importing.cells import Cells
from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.pseudonyms import (
    build_impersonal_texts,
    build_pseudonyms,
    build_sole_traders,
)
from pipelines.sources.source import Table

#: Such a column may be kept as written and be no `organisation_numbers` in source.yml.
ORGANISATION_NUMBER = "organisation_number"
#: Columns with keys of things. Among those only a certain personal number is replaced.
IDENTIFIERS = ("_id", "_code", "_number")


def remove_persons(rows: pl.DataFrame, table: Table, key: bytes) -> pl.DataFrame:
    """Replace persons in the columns that will be kept as text.

    Args:
        rows: Text under the sender's headings, all of them known to the agreement.
        table: Which columns name persons and organisations.
        key: As from `load_key`.

    Returns:
        The same rows. The columns under `pseudonyms` and the sole traders among the
        organisation numbers are pseudonyms; other texts have neither personal numbers
        nor e-mail addresses. Days, numbers and codes are as they were: read strictly,
        they let nothing else through.
    """
    keys = set(table.schema.primary_key())
    read = {*table.dates, *table.numbers, *table.booleans, *table.codelists}

    def remove(heading: str) -> pl.Series:
        column, texts = table.columns[heading], rows[heading]
        if column in table.pseudonyms:
            return build_pseudonyms(texts, key)
        if column in table.organisation_numbers or column.endswith(ORGANISATION_NUMBER):
            return build_sole_traders(texts, key)
        if column in read:
            return texts
        is_key = column in keys or column.endswith(IDENTIFIERS)
        return build_impersonal_texts(texts, key, only_right=is_key)

    headings = [heading for heading in rows.columns if heading in table.columns]
    # Polars lets go of Python's lock, so columns are searched beside each other.
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        return rows.with_columns(pool.map(remove, headings))


def remove_persons_from_rejected(
    rejected: pl.DataFrame, headings: list[str], key: bytes
) -> pl.DataFrame:
    """Replace personal numbers and e-mail addresses in every cell of rejected rows.

    In such a row anything may stand anywhere, so columns make no difference.
    """
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        texts = [rejected[heading] for heading in headings]
        return rejected.with_columns(
            pool.map(partial(build_impersonal_texts, key=key), texts)
        )


def remove_persons_from_malformed(cells: Cells) -> pl.DataFrame:
    """Replace personal numbers and e-mail addresses in lines that are no rows."""
    # Most of them say the same: so many cells, expected so many.
    texts = cells.malformed["as_received"]
    words = texts.unique()
    cleaned = pl.Series([remove_personal_text(word) for word in words], dtype=pl.String)
    return cells.malformed.with_columns(texts.replace_strict(words, cleaned))
