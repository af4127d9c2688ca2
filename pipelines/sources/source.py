"""Read what we have agreed to receive: each source's source.yml and schema.py.

A source is a folder beside this file. Nothing else lists them: a new folder is a new
source, for the import, the warehouse and the data page alike.
"""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import dataframely as dy
import yaml

from pipelines.errors import UsageError

SOURCES = Path(__file__).resolve().parent
#: The safe loader, the one in C where PyYAML was built with it: ten times faster.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What `replaces` says of a table whose every delivery is the whole of it.
EVERYTHING = "everything"
REQUIRED = ("title", "owner", "frequency", "kind", "tables")


@dataclass(frozen=True)
class Table:
    """The agreement about one kind of export file.

    `columns` maps the sender's headings to our names; two headings may lead to the same
    name when the sender has renamed one. `replaces` is what a newer file stands for:
    the rows with the same key, everything with the same value in that column, or with
    EVERYTHING all that its sender had sent before.
    `pseudonyms` are columns that name a person: hashed before anything is written.
    `missing_words` stand for a blank cell in every column without a codelist.
    `date_forms` are read besides 2025-10-31. `has_last_line_break` is false for a
    system that leaves the last line open; from others that means a file cut off.
    `html_entities` are our columns whose text comes with &quot; and the like.
    `has_parts` is true for a table that one file may tell in several tables of its own.
    `given` is never agreed beforehand: what a sender has said, for one file, about
    columns that it lacks.
    """

    source: str
    name: str
    contract: Path
    schema: type[dy.Schema]
    file_patterns: tuple[str, ...]
    columns: dict[str, str]
    optional: frozenset[str]
    ignored: frozenset[str]
    dates: tuple[str, ...]
    numbers: tuple[str, ...]
    booleans: tuple[str, ...]
    organisation_numbers: tuple[str, ...]
    codelists: dict[str, str]
    value_fixes: dict[str, dict[str, str]]
    min_rows: int
    max_rows: int
    replaces: str | None
    pseudonyms: tuple[str, ...] = ()
    missing_words: tuple[str, ...] = ()
    date_forms: tuple[str, ...] = ()
    has_last_line_break: bool = True
    html_entities: tuple[str, ...] = ()
    has_parts: bool = False
    given: dict[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """The table among all tables of all sources."""
        return self.source, self.name

    @property
    def missing_allowed(self) -> frozenset[str]:
        """Our names for the columns that a file may leave out."""
        return frozenset(self.columns[heading] for heading in self.optional)

    def find_missing(self, headings: frozenset[str]) -> list[str]:
        """Find the headings that a file must have but lacks, in the agreed order."""
        present = {self.columns[name] for name in headings if name in self.columns}
        present |= set(self.given)
        needed = set(self.columns.values()) - self.missing_allowed - present
        return [name for name, column in self.columns.items() if column in needed]


@dataclass(frozen=True)
class Source:
    """One sender's agreement: title, owner, and one or more tables."""

    name: str
    title: str
    owner: str
    frequency: str
    kind: str
    codelists: dict[str, dict[str, list[str]]]
    tables: dict[str, Table]


@cache
def find_sources(folder: Path = SOURCES) -> tuple[Source, ...]:
    """Find every source that has a source.yml, in the order of their names."""
    return tuple(load_source(path) for path in sorted(folder.glob("*/source.yml")))


def find_tables(folder: Path = SOURCES) -> Iterator[tuple[Source, Table]]:
    """Find every table of every source."""
    for source in find_sources(folder):
        for table in source.tables.values():
            yield source, table


def load_source(path: Path) -> Source:
    """Load one source.yml and the row rules beside it.

    Raises:
        UsageError: The file lacks a part, names a table that schema.py does not have,
            or a column under `pseudonyms` or `replaces` that is not there. Meant for
            the person who is adding a source.
    """
    text = path.read_text(encoding="utf8")
    agreed: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe one
    missing = [part for part in REQUIRED if part not in agreed]
    if missing:
        raise UsageError(f"{path} lacks {', '.join(missing)}. Add it.")
    schemas = _load_schemas(path.with_name("schema.py"))
    without = sorted(set(agreed["tables"]) ^ set(schemas))
    if without:
        raise UsageError(
            f"{path} and schema.py beside it do not agree about {', '.join(without)}. "
            "Each table needs an entry under `tables` and one in SCHEMAS."
        )
    _check_pseudonyms(path, agreed["tables"])
    for name, part in agreed["tables"].items():
        _check_replaces(path, name, part, has_key=bool(schemas[name].primary_key()))
    return Source(
        name=path.parent.name,
        title=agreed["title"],
        owner=agreed["owner"],
        frequency=agreed["frequency"],
        kind=agreed["kind"],
        codelists=agreed.get("codelists", {}),
        tables={
            name: _build_table(path, name, part, schemas[name])
            for name, part in agreed["tables"].items()
        },
    )


def _check_pseudonyms(path: Path, tables: dict[str, dict[str, Any]]) -> None:
    # A misspelled column here would let persons through without a word.
    for name, agreed in tables.items():
        unknown = set(agreed.get("pseudonyms", [])) - set(agreed["columns"].values())
        if unknown:
            raise UsageError(
                f"{path}, table {name}: `pseudonyms` names {', '.join(sorted(unknown))}"
                ", which is not among the columns. Write our names for the columns."
            )


def _check_replaces(
    path: Path, name: str, agreed: dict[str, Any], *, has_key: bool
) -> None:
    replaces = agreed.get("replaces")
    if replaces == EVERYTHING and not has_key:
        raise UsageError(
            f"{path}, table {name}: `replaces: {EVERYTHING}` closes rows by their key, "
            "but schema.py gives none. Mark the key's columns primary_key=True."
        )
    if replaces not in {None, EVERYTHING, *agreed["columns"].values()}:
        raise UsageError(
            f"{path}, table {name}: `replaces` names {replaces}, which is not among "
            f"the columns. Write our name for a column, or {EVERYTHING}."
        )


def _build_table(
    path: Path, name: str, agreed: dict[str, Any], schema: type[dy.Schema]
) -> Table:
    return Table(
        source=path.parent.name,
        name=name,
        contract=path,
        schema=schema,
        file_patterns=tuple(agreed["file_pattern"]),
        columns=agreed["columns"],
        optional=frozenset(agreed.get("optional", [])),
        ignored=frozenset(agreed.get("ignore", [])),
        dates=tuple(agreed.get("dates", [])),
        numbers=tuple(agreed.get("numbers", [])),
        booleans=tuple(agreed.get("booleans", [])),
        organisation_numbers=tuple(agreed.get("organisation_numbers", [])),
        codelists=agreed.get("codelists", {}),
        value_fixes=agreed.get("value_fixes", {}),
        min_rows=agreed["expect_rows"]["min"],
        max_rows=agreed["expect_rows"]["max"],
        replaces=agreed.get("replaces"),
        pseudonyms=tuple(agreed.get("pseudonyms", [])),
        missing_words=tuple(agreed.get("missing_words", [])),
        date_forms=tuple(agreed.get("date_forms", [])),
        html_entities=tuple(agreed.get("html_entities", [])),
        has_last_line_break=agreed.get("has_last_line_break", True),
        has_parts=agreed.get("has_parts", False),
    )


def _load_schemas(path: Path) -> dict[str, type[dy.Schema]]:
    # By file, not by module name, so that a source can be tried from any folder.
    spec = importlib.util.spec_from_file_location(f"schema_of_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise UsageError(f"{path} cannot be read as Python. Write the row rules there.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SCHEMAS
