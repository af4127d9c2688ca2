"""publish-open: what it writes, what its catalogue says, and whom it asks to answer."""

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.errors import PublishError, UsageError
from pipelines.open_data.load_tables import OpenTable
from pipelines.open_data.nodes import PREFIXES, RDF
from pipelines.open_data.publish_open import run_publish_open, run_withdraw
from pipelines.open_data.table_files import build_csv
from pipelines.settings import Settings, load_settings
from tests.conftest import run_malbild
from tests.published_openly import ADDRESS, BY, write_build, write_open_home

#: What DCAT-AP-SE 3.0.1 demands of each class, and what it recommends. Not used, as the
#: data follows no specification of its own: dcterms:conformsTo; of the contact its
#: address and telephone, and of the publisher its number and classification.
MANDATORY = {
    "dcat:Catalog": (
        *("dcterms:title", "dcterms:description", "dcterms:publisher"),
        *("dcterms:license", "dcat:dataset"),
    ),
    "dcat:Dataset": ("dcterms:title", "dcterms:description", "dcterms:publisher"),
    "dcat:Distribution": ("dcat:accessURL", "dcterms:format"),
    "foaf:Agent": ("foaf:name", "dcterms:type"),
    "vcard:Organization": ("vcard:fn", "vcard:hasEmail"),
}
RECOMMENDED = {
    "dcat:Catalog": (
        *("dcterms:issued", "dcterms:modified", "dcterms:language"),
        *("foaf:homepage", "dcterms:spatial", "dcat:themeTaxonomy"),
    ),
    "dcat:Dataset": (
        *("dcat:contactPoint", "dcat:keyword", "dcat:theme", "dcterms:issued"),
        *("dcterms:spatial", "dcterms:accessRights", "dcat:distribution"),
        *("dcterms:language", "dcterms:license", "dcterms:accrualPeriodicity"),
    ),
    "dcat:Distribution": (
        *("dcterms:description", "dcatap:availability", "dcterms:license"),
        *("dcat:downloadURL", "dcat:byteSize", "spdx:checksum", "dcterms:title"),
    ),
}
#: At most one each, as the profile has it.
SINGLE = (
    *("dcterms:publisher", "dcterms:license", "dcterms:issued", "dcterms:modified"),
    *("dcterms:accessRights", "dcat:accessURL", "dcterms:format", "foaf:homepage"),
)
IN_BOTH_LANGUAGES = ("dcterms:title", "dcterms:description", "foaf:name")
LINKS = (
    *("dcterms:publisher", "dcterms:license", "dcat:accessURL", "dcat:downloadURL"),
    *("dcat:theme", "dcterms:spatial", "dcterms:language", "dcat:contactPoint"),
    *("dcat:dataset", "dcat:distribution", "vcard:hasEmail", "dcterms:type"),
)
DAYS = ("dcterms:issued", "dcterms:modified")


@pytest.fixture(scope="module")
def written(
    built_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("publish_open")
    manifest = write_open_home(folder / "home", built_home, folder / "files")
    return folder / "files", manifest


@pytest.fixture(scope="module")
def nodes(written: tuple[Path, dict[str, Any]]) -> list[dict[str, Any]]:
    text = (written[0] / "catalogue.jsonld").read_text(encoding="utf8")
    content = json.loads(text)
    assert content["@context"] == PREFIXES
    return content["@graph"]


def test_every_class_has_what_the_profile_demands_and_recommends(nodes) -> None:
    kinds = {node["@type"] for node in nodes}
    assert kinds == {*MANDATORY}
    lacking = [
        (node["@id"], name)
        for node in nodes
        for demands in (MANDATORY, RECOMMENDED)
        for name in demands.get(node["@type"], ())
        if not node.get(name)
    ]
    assert not lacking
    assert not [n for n in nodes for name in SINGLE if len(n.get(name, [])) > 1]


def test_values_are_of_the_kinds_that_the_profile_asks_for(nodes) -> None:
    for node in nodes:
        assert node["@id"].startswith(ADDRESS)
        for name, values in node.items():
            if name in LINKS:
                assert all(set(value) == {"@id"} for value in values), name
                assert all(":" in value["@id"] for value in values)
            if name in DAYS:
                assert all(value["@type"] == "xsd:date" for value in values)
        # A file's own name is the same in both.
        if node["@type"] != "dcat:Distribution":
            for name in IN_BOTH_LANGUAGES:
                languages = [text["@language"] for text in node.get(name, [])]
                assert languages in ([], ["sv", "en"])


def test_everything_named_is_there_and_the_example_is_marked(nodes, written) -> None:
    known = {node["@id"]: node for node in nodes}
    assert len(known) == len(nodes)
    linked = {
        value["@id"]
        for node in nodes
        for values in node.values()
        if isinstance(values, list)
        for value in values
        if value.get("@id", "").startswith(f"{ADDRESS}catalogue.rdf#")
    }
    assert linked == {*known} - {f"{ADDRESS}catalogue.rdf#catalogue"}
    for node in nodes:
        if node["@type"] in {"dcat:Catalog", "dcat:Dataset"}:
            assert node["dcterms:title"][0]["@value"].startswith("Exempeldata: ")
        if node["@type"] == "dcat:Dataset" and "dcterms:temporal" in node:
            [period] = node["dcterms:temporal"]
            first, last = (period[f"dcat:{end}Date"][0] for end in ("start", "end"))
            assert first["@value"] < last["@value"]
    files = {file["name"]: file for file in written[1]["files"]}
    for file in files.values():
        assert (written[0] / file["name"]).stat().st_size == file["n_bytes"]


def test_rdf_xml_says_the_same(nodes, written) -> None:
    top = ET.parse(written[0] / "catalogue.rdf").getroot()  # noqa: S314 - our own
    assert top.tag == f"{{{RDF}}}RDF"
    told = {
        (element.get(f"{{{RDF}}}about"), spell(child.tag)): None
        for element in top
        for child in element
    }
    assert {*told} == {
        (node["@id"], name)
        for node in nodes
        for name, values in node.items()
        if isinstance(values, list)
    }
    texts = {text for element in top.iter() if (text := element.text)}
    for node in nodes:
        for title in node.get("dcterms:title", []):
            assert title["@value"] in texts


def spell(tag: str) -> str:
    address, _, local = tag.removeprefix("{").partition("}")
    prefixes = {address: prefix for prefix, address in PREFIXES.items()}
    return f"{prefixes[address]}:{local}"


def test_csv_and_json_are_the_same_rows_as_the_build(written, built_warehouse) -> None:
    folder, manifest = written
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        for table in manifest["tables"]:
            name = table["name"]
            content = json.loads((folder / f"{name}.json").read_text(encoding="utf8"))
            with (folder / f"{name}.csv").open(encoding="utf8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            [(n_rows,)] = con.execute(
                f"select count(*) from marts.open_{name}"
            ).fetchall()
            assert len(rows) == len(content["rows"]) == n_rows == table["n_rows"] > 50
            headings = [column["name"] for column in content["columns"]]
            assert headings == [*rows[0]] == [*content["rows"][0]]
            assert all(column["description"] for column in content["columns"])
            assert {row["is_example"] for row in rows} == {"true"}
            first = {
                key: "" if v is None else v for key, v in content["rows"][0].items()
            }
            assert {*map(str, first.values())} - {"True", "False"} <= {
                *rows[0].values(),
                *(f"{value}.0" for value in rows[0].values()),
            }
    raw = (folder / "kpis.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert "Öppna ärenden äldre än 12 månader" in raw.decode()


def test_texts_that_a_spreadsheet_would_run_are_harmless() -> None:
    table = OpenTable(
        name="x",
        description="",
        columns={},
        words={},
        rows=pl.DataFrame(
            {"text": ["=1+1", " @x", "\t-2", "a"], "n": [-5.0, 1.0, 2.0, 3.5]}
        ),
    )
    rows = list(csv.reader(build_csv(table).decode().splitlines()))
    assert [row[0] for row in rows[1:3]] == ["'=1+1", "' @x"]
    assert [row[1] for row in rows[1:]] == ["-5", "1", "2", "3.5"]


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Settings:
    write_build(tmp_path / "home", built_home)
    return load_settings(tmp_path / "home")


def test_a_person_answers_for_it_and_every_time_is_remembered(
    home: Settings, tmp_path: Path
) -> None:
    for nobody in ("", "  ", "a" * 81, "a\nb"):
        with pytest.raises(UsageError, match="--by"):
            run_publish_open(home, tmp_path / "out", by=nobody, address=ADDRESS)
    assert not home.open_dir.exists()
    run_publish_open(home, tmp_path / "out", by=BY, address=ADDRESS)
    run_publish_open(home, tmp_path / "out", by="Bo Exempel", address=ADDRESS)
    run_withdraw(home, by="Bo Exempel")
    assert not (home.open_dir / "current.json").exists()
    with pytest.raises(UsageError, match="nothing to withdraw"):
        run_withdraw(home, by=BY)
    lines = (home.open_dir / "publications.jsonl").read_text().splitlines()
    told = [(line["kind"], line["by"]) for line in map(json.loads, lines)]
    assert told == [
        ("publish", BY),
        ("publish", "Bo Exempel"),
        ("withdraw", "Bo Exempel"),
    ]


def test_a_small_change_of_what_was_published_needs_a_persons_word(
    home: Settings, tmp_path: Path
) -> None:
    run_publish_open(home, tmp_path / "out", by=BY, address=ADDRESS)
    before = (home.open_dir / "current.json").read_bytes()
    [build] = home.warehouse_dir.glob("*.duckdb")
    with duckdb.connect(str(build)) as con:
        con.execute(
            """
            update marts.open_kpi_figures set numerator = numerator + 2
            where kpi_id = 'BEY-07' and period_year = 2023 and place_code = 'SE';
            update marts.open_kpi_figures set numerator = numerator + 9
            where kpi_id = 'BEY-07' and period_year = 2022 and place_code = 'SE'
            """
        )
    with pytest.raises(PublishError, match="BEY-07 2023 SE") as refused:
        run_publish_open(home, tmp_path / "out", by=BY, address=ADDRESS)
    assert "2022" not in str(refused.value)
    assert (home.open_dir / "current.json").read_bytes() == before
    assert len([*home.open_dir.glob("*/results.duckdb")]) == 1
    run_publish_open(home, tmp_path / "out", by=BY, address=ADDRESS, force=True)


def test_other_files_are_left_alone_and_a_home_without_a_build_says_so(
    home: Settings, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="other files"):
        run_publish_open(home, tmp_path / "other", by=BY, address=ADDRESS)
    told = run_malbild(
        *("publish-open", tmp_path / "out", "--by", BY, "--home", tmp_path / "empty")
    )
    assert told.returncode == 5
    assert "malbild refresh" in told.stderr
    assert "Traceback" not in told.stderr
