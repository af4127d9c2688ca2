"""Write one publication: the files, their catalogue, and the page's own small file.

The page reads `results.duckdb`, which holds the published tables and nothing else, so
that no fault in a page can show the public anything more.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from pipelines.importing.write_rows import run_write
from pipelines.open_data.catalogue import Occasion, OpenFile, build_catalogue
from pipelines.open_data.load_tables import PREFIX, OpenTable
from pipelines.open_data.nodes import PREFIXES, build_rdf_xml
from pipelines.open_data.table_files import build_csv, build_json
from pipelines.warehouse.candidate import write_json

RESULTS = "results.duckdb"
MANIFEST = "publication.json"
CSV, JSON = "text/csv", "application/json"


def write_publication(
    folder: Path, tables: list[OpenTable], occasion: Occasion, facts: dict[str, Any]
) -> dict[str, Any]:
    """Write a publication to a folder that is not there yet.

    Args:
        folder: Where everything goes.
        tables: What is published.
        occasion: What the catalogue says of it.
        facts: What the manifest and each JSON file say of it.

    Returns:
        The manifest: the facts, `address`, `tables` with their titles, and `files`
        with name, media_type, n_bytes and sha256, which are all that may be served.

    Raises:
        DiskError: No room or no right to write.
    """
    contents: dict[str, tuple[str, bytes]] = {}
    files = []
    for table in tables:
        for ending, kind, content in (
            ("csv", CSV, build_csv(table)),
            ("json", JSON, build_json(table, facts)),
        ):
            name = f"{table.name}.{ending}"
            contents[name] = (kind, content)
            files.append(_describe(name, kind, content, table=table.name))
    nodes = build_catalogue(tables, files, occasion)
    linked = json.dumps(
        {"@context": PREFIXES, "@graph": nodes}, ensure_ascii=False, indent=1
    )
    contents["catalogue.jsonld"] = ("application/ld+json", linked.encode())
    contents["catalogue.rdf"] = ("application/rdf+xml", build_rdf_xml(nodes))
    manifest = facts | {
        "address": occasion.address,
        "tables": [_tell_of(table) for table in tables],
        "files": [
            vars(_describe(name, kind, content, table=name.partition(".")[0]))
            for name, (kind, content) in contents.items()
        ],
    }
    with run_write(folder):
        folder.mkdir(parents=True)
        for name, (_kind, content) in contents.items():
            (folder / name).write_bytes(content)
    _write_results(folder / RESULTS, tables)
    write_json(folder / MANIFEST, manifest)
    return manifest


def write_copy(made: Path, manifest: dict[str, Any], folder: Path) -> None:
    """Copy what may be served, and the manifest last of all.

    Raises:
        DiskError: No room or no right to write.
    """
    with run_write(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for file in manifest["files"]:
            shutil.copyfile(made / file["name"], folder / file["name"])
        shutil.copyfile(made / MANIFEST, folder / MANIFEST)


def _describe(name: str, kind: str, content: bytes, *, table: str) -> OpenFile:
    digest = hashlib.sha256(content).hexdigest()
    return OpenFile(name, table, kind, len(content), digest)


def _tell_of(table: OpenTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "title_sv": table.words["title_sv"],
        "title_en": table.words["title_en"],
        "description_sv": table.words["description_sv"].strip(),
        "description_en": table.description,
        "n_rows": table.rows.height,
    }


def _write_results(path: Path, tables: list[OpenTable]) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("create schema marts")
        for table in tables:
            con.register("rows_to_keep", table.rows)
            # The name is that of one of our own models.
            con.execute(
                f'create table marts."{PREFIX}{table.name}" as '  # noqa: S608
                "select * from rows_to_keep"
            )
            con.unregister("rows_to_keep")
