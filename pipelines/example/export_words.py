"""Turn our columns and codes into the senders' headings and words, all as text.

    frame with our names -> [export_words] -> text cells under our names -> headings

The words come from each source's source.yml and from the lists that it names, so that
the example cannot fall behind the agreements.
"""

import polars as pl

from pipelines.errors import UsageError
from pipelines.example.world import read_words
from pipelines.importing.codelists import find_codelist
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table

YES, NO = "ja", "nej"


def build_text(
    frame: pl.DataFrame, source: Source, table: Table, settings: Settings
) -> pl.DataFrame:
    """Write every cell of the table's columns as its sender would.

    Args:
        frame: Codes, days, numbers and booleans under our column names. Columns that
            the source does not have are left behind.
        source: For the words it keeps itself.
        table: Which columns there are and what they hold.
        settings: Where the seeds and reference tables lie.

    Returns:
        Text, in the order of source.yml; personal columns that the import ignores last.
        Columns that a sender may leave out and the example does not make are left out.

    Raises:
        UsageError: The source needs a column that the example does not make.
    """
    columns = [
        name
        for name in dict.fromkeys(table.columns.values())
        if name in frame.columns or name not in table.missing_allowed
    ]
    missing = sorted(set(columns) - set(frame.columns))
    if missing:
        raise UsageError(
            f"The example has no column {missing[0]} for {source.name}.{table.name}. "
            "Add it in pipelines/example, or take it out of source.yml."
        )
    personal = [name for name in _read_personal(table) if name in frame.columns]
    return frame.select(
        *(_build_cells(frame, name, source, table, settings) for name in columns),
        *personal,
    )


def build_headings(table: Table) -> dict[str, str]:
    """Build the heading of each of our column names; of two, the one agreed first."""
    headings = {name: heading for heading, name in reversed(table.columns.items())}
    return headings | _read_personal(table)


def _read_personal(table: Table) -> dict[str, str]:
    """Read which columns of persons the table holds and the import ignores."""
    rows = read_words("personal_columns").iter_rows(named=True)
    return {
        row["column"]: row["heading"] for row in rows if row["heading"] in table.ignored
    }


def _build_cells(
    frame: pl.DataFrame, name: str, source: Source, table: Table, settings: Settings
) -> pl.Expr:
    kind = frame.schema[name]
    if name in table.codelists:
        words = _read_words_of_codes(table.codelists[name], source, settings)
        return pl.col(name).replace_strict(words, return_dtype=pl.String)
    if kind == pl.Boolean:
        return (
            pl.when(name)
            .then(pl.lit(YES))
            .when(~pl.col(name))
            .then(pl.lit(NO))
            .alias(name)
        )
    if kind.is_float():
        return pl.col(name).cast(pl.String).str.replace(".", ",", literal=True)
    return pl.col(name).cast(pl.String)


def _read_words_of_codes(
    codelist: str, source: Source, settings: Settings
) -> dict[str, str]:
    """Read the first word of each code: in tables the Swedish name."""
    if codelist in source.codelists:
        inline = source.codelists[codelist].items()
        return {code: next(iter(words), code) for code, words in inline}
    listed = pl.read_csv(find_codelist(codelist, settings), infer_schema=False)
    code = next(name for name in listed.columns if name.endswith("_code"))
    word = next(name for name in listed.columns if name.endswith("_name_sv"))
    return dict(zip(listed[code], listed[word], strict=True))
