"""Make the example as untidy as the real registers are.

suppliers, contracts, audits -> [awkward] -> the same, with what real life does
text of the export -> [awkward] -> the same, with rows that break a rule
"""

from typing import Any

import polars as pl
import yaml

from pipelines.example.world import WORDS

#: Suppliers, by place in the register, whose name an earlier one already has.
SAME_NAME = {24: 23, 41: 40}
#: The same, but written in another way and within one corporate group.
OTHER_SPELLING = {57: 56, 90: 89, 133: 132}
#: A contract this old, still running under the clause of 2016, per so many contracts.
N_OLD_CONTRACTS = 3
#: Audits whose case number was never filled in.
N_AUDITS_WITHOUT_CASE = 2


def build_awkward_suppliers(suppliers: pl.DataFrame) -> pl.DataFrame:
    """Let some suppliers share a name, and some groups spell theirs in two ways."""
    names = suppliers["supplier_name"].to_list()
    parents = suppliers["parent_organisation_number"].to_list()
    for twin, model in (SAME_NAME | OTHER_SPELLING).items():
        if twin < len(names):
            names[twin] = names[model]
    for variant, model in OTHER_SPELLING.items():
        if variant < len(names):
            names[variant] = names[model].upper().replace(" AB", " AKTIEBOLAG")
            parents[variant] = suppliers["organisation_number"][model]
            parents[model] = None
    return suppliers.with_columns(
        supplier_name=pl.Series(names),
        parent_organisation_number=pl.Series(parents, dtype=pl.String),
    )


def build_awkward_contracts(contracts: pl.DataFrame) -> pl.DataFrame:
    """Let the oldest contracts of the clause of 2016 run until further notice."""
    old = (
        contracts.with_row_index("row")
        .filter(pl.col("clause_version_code") == "six_routines_2016")
        .head(N_OLD_CONTRACTS)["row"]
        .to_list()
    )
    is_old = pl.int_range(pl.len()).is_in(old)
    return contracts.with_columns(ends_on=pl.when(~is_old).then("ends_on"))


def build_awkward_audits(audits: pl.DataFrame) -> pl.DataFrame:
    """Leave the case number of the last re-audits blank."""
    last = (
        audits.with_row_index("row")
        .filter(pl.col("round_number") > 1)
        .tail(N_AUDITS_WITHOUT_CASE)["row"]
        .to_list()
    )
    is_last = pl.int_range(pl.len()).is_in(last)
    return audits.with_columns(case_id=pl.when(~is_last).then("case_id"))


def build_untidy_text(source: str, table: str, text: pl.DataFrame) -> pl.DataFrame:
    """Rewrite some cells of an export and add the rows that break a rule.

    Args:
        source: Folder name of the source.
        table: Its table.
        text: All cells as text, under our column names.

    Returns:
        The same columns; words/untidy_rows.yml says what is changed.
    """
    untidy = yaml.safe_load((WORDS / "untidy_rows.yml").read_text(encoding="utf8"))
    changes = {
        kind: listed.get(f"{source}.{table}", []) for kind, listed in untidy.items()
    }
    added = [_build_changed(text, change) for change in changes["added"]]
    for change in changes["rewritten"]:
        changed = _build_changed(text, change)
        after = change["row"] + 1
        text = pl.concat([text.head(change["row"]), changed, text.slice(after)])
    return pl.concat([text, *added])


def _build_changed(text: pl.DataFrame, change: dict[str, Any]) -> pl.DataFrame:
    """Copy one row with other cells; empty where the file is shorter than that."""
    return text.slice(change["row"], 1).with_columns(
        pl.lit(cell, dtype=pl.String).alias(column)
        for column, cell in change["cells"].items()
    )
