"""Load the lists that a sender's words are looked up in, such as regions.

A list is a table that the warehouse already uses (a dbt seed or a reference table), or,
for words that only one source knows, a mapping in its source.yml.
"""

import csv
import hashlib
from pathlib import Path

from pipelines.errors import UsageError
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table

#: What a code may also be called: the endings of the columns that hold names.
NAMES = ("_name_sv", "_name_en")


def load_codelists(
    source: Source, table: Table, settings: Settings
) -> dict[str, dict[str, str]]:
    """Load the codelists that one table uses.

    Returns:
        Per codelist: every way to write a value, in lower case, to its code. The
        empty text stands for a blank cell, where the list has an answer for it.

    Raises:
        UsageError: A codelist is nowhere to be found, or one word means two codes.
    """
    return {
        name: _read_inline(name, source.codelists[name])
        if name in source.codelists
        else _read_table(find_codelist(name, settings))
        for name in set(table.codelists.values())
    }


def load_choices(
    source: Source, table: Table, settings: Settings
) -> dict[str, list[dict[str, str]]]:
    """Load what a person may choose between in the codelists that one table uses.

    Returns:
        Per codelist: `code` and `words`, the first name of the code, in its order.
    """
    choices = {}
    for name in set(table.codelists.values()):
        if name in source.codelists:
            agreed = source.codelists[name].items()
            found = {code: words[0] if words else code for code, words in agreed}
        else:
            rows, code, names = _read_rows(find_codelist(name, settings))
            found = {row[code]: row[[*names, code][0]] for row in rows}
        choices[name] = [
            {"code": code, "words": words} for code, words in found.items() if code
        ]
    return choices


def load_code_words(
    source: Source, table: Table, settings: Settings
) -> dict[str, dict[str, str]]:
    """Load per column of codes, by code, the words that a person reads instead."""
    choices = load_choices(source, table, settings)
    return {
        column: {choice["code"]: choice["words"] for choice in choices[codelist]}
        for column, codelist in table.codelists.items()
    }


def find_codelist(name: str, settings: Settings) -> Path:
    """Find the table that a codelist is read from.

    Raises:
        UsageError: There is neither a seed nor a reference table of that name.
    """
    for folder in (settings.dbt_dir / "seeds", settings.reference_dir):
        path = folder / f"{name}.csv"
        if path.exists():
            return path
    raise UsageError(
        f"There is no codelist {name}. Write it under `codelists` in source.yml, or "
        f"add dbt/seeds/{name}.csv or data/reference/{name}.csv."
    )


def build_codelists_sha256(source: Source, table: Table, settings: Settings) -> str:
    """Build a fingerprint of the codelist files that one table uses."""
    digest = hashlib.sha256()
    for name in sorted(set(table.codelists.values()) - set(source.codelists)):
        digest.update(find_codelist(name, settings).read_bytes())
    return digest.hexdigest()


def _read_inline(name: str, agreed: dict[str, list[str]]) -> dict[str, str]:
    found = [(code, word) for code, words in agreed.items() for word in [code, *words]]
    return _build_lookup(name, found)


def _read_table(path: Path) -> dict[str, str]:
    rows, code, names = _read_rows(path)
    return _build_lookup(
        path.name, [(row[code], row[word]) for row in rows for word in (code, *names)]
    )


def _read_rows(path: Path) -> tuple[list[dict[str, str]], str, list[str]]:
    """Read a list's rows, the column of its codes, and the columns of their names."""
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    headings = list(rows[0])
    code = next(heading for heading in headings if heading.endswith("_code"))
    return rows, code, [heading for heading in headings if heading.endswith(NAMES)]


def _build_lookup(name: str, found: list[tuple[str, str]]) -> dict[str, str]:
    lookup: dict[str, str] = {}
    for code, word in found:
        written = " ".join(word.lower().split())
        if lookup.setdefault(written, code) != code:
            raise UsageError(
                f"The codelist {name} says that {word!r} is both {lookup[written]} "
                f"and {code}. Let each word mean one thing."
            )
    return lookup
