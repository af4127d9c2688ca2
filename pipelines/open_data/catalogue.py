"""Describe the published files as DCAT-AP-SE 3.0.1 asks.

    words, tables, files ─build_catalogue→ nodes ─→ catalogue.jsonld, catalogue.rdf

One catalogue, its publisher and contact, a dataset per table and a distribution per
file. A test holds them against the list of what the profile demands and recommends.

Source: DCAT-AP-SE 3.0.1, Agency for Digital Government, docs.dataportal.se/dcat.
"""

from dataclasses import dataclass
from typing import Any

from pipelines.open_data.load_tables import OpenTable
from pipelines.open_data.nodes import (
    LANGUAGES,
    Node,
    build_link,
    build_texts,
    build_typed,
)

SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


@dataclass(frozen=True)
class OpenFile:
    """One file of one table, as it is published."""

    name: str
    table: str
    media_type: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class Occasion:
    """When and where files are published, of which data, in which words.

    `address` ends with a slash and the files' names follow it; `page` tells of them to
    people. The day is written YYYY-MM-DD.
    """

    address: str
    page: str
    published_on: str
    is_example: bool
    contact: str
    words: dict[str, Any]

    def build_name(self, name: str) -> str:
        """Build the address of what the catalogue describes, inside its own file."""
        return f"{self.address}catalogue.rdf#{name}"


def build_catalogue(
    tables: list[OpenTable], files: list[OpenFile], occasion: Occasion
) -> list[Node]:
    """Build the catalogue as JSON-LD nodes, each by itself and named."""
    return [
        _build_top(tables, occasion),
        _build_publisher(occasion),
        _build_contact(occasion),
        *(_build_dataset(table, files, occasion) for table in tables),
        *(_build_distribution(file, occasion) for file in files),
    ]


def _build_top(tables: list[OpenTable], occasion: Occasion) -> Node:
    words = occasion.words
    names = [occasion.build_name(table.name) for table in tables]
    return {
        "@id": occasion.build_name("catalogue"),
        "@type": "dcat:Catalog",
        **_build_titles(words, occasion),
        **_build_shared(occasion),
        "dcterms:spatial": [build_link(words["spatial"])],
        "dcterms:language": [build_link(code) for code in words["languages"]],
        "foaf:homepage": [build_link(occasion.page)],
        "dcat:themeTaxonomy": [build_link(words["theme_taxonomy"])],
        "dcat:dataset": [build_link(name) for name in names],
        "dcterms:publisher": [build_link(occasion.build_name("publisher"))],
    }


def _build_publisher(occasion: Occasion) -> Node:
    publisher = occasion.words["publisher"]
    return {
        "@id": occasion.build_name("publisher"),
        "@type": "foaf:Agent",
        "foaf:name": build_texts(publisher, "name"),
        "foaf:homepage": [build_link(publisher["homepage"])],
        "dcterms:type": [build_link(publisher["type"])],
    }


def _build_contact(occasion: Occasion) -> Node:
    return {
        "@id": occasion.build_name("contact"),
        "@type": "vcard:Organization",
        "vcard:fn": [{"@value": occasion.words["contact"]["name_sv"]}],
        "vcard:hasEmail": [build_link(f"mailto:{occasion.contact}")],
    }


def _build_dataset(table: OpenTable, files: list[OpenFile], occasion: Occasion) -> Node:
    words, name = occasion.words, occasion.build_name(table.name)
    own = table.words | {"description_en": table.description}
    keywords = [
        {"@value": keyword, "@language": language}
        for language in LANGUAGES
        for texts in (words, own)
        for keyword in texts[f"keywords_{language}"]
    ]
    return {
        "@id": name,
        "@type": "dcat:Dataset",
        **_build_titles(own, occasion),
        **_build_shared(occasion),
        **_build_period(table),
        "dcterms:identifier": [{"@value": name}],
        "dcterms:publisher": [build_link(occasion.build_name("publisher"))],
        "dcat:contactPoint": [build_link(occasion.build_name("contact"))],
        "dcat:keyword": keywords,
        "dcat:theme": [build_link(words["theme"])],
        "dcterms:language": [build_link(code) for code in words["languages"]],
        "dcterms:spatial": [build_link(words["spatial"])],
        "dcterms:accrualPeriodicity": [build_link(words["frequency"])],
        "dcterms:accessRights": [build_link(words["access_rights"])],
        "dcat:landingPage": [build_link(occasion.page)],
        "dcat:distribution": [
            build_link(occasion.build_name(file.name))
            for file in files
            if file.table == table.name
        ],
    }


def _build_distribution(file: OpenFile, occasion: Occasion) -> Node:
    words = occasion.words
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": [build_link(SHA256)],
        "spdx:checksumValue": [build_typed(file.sha256, "xsd:hexBinary")],
    }
    return {
        "@id": occasion.build_name(file.name),
        "@type": "dcat:Distribution",
        "dcterms:title": [{"@value": file.name, "@language": "en"}],
        "dcterms:description": build_texts(
            words["media_types"][file.media_type], "says"
        ),
        **_build_shared(occasion),
        "dcat:accessURL": [build_link(occasion.address + file.name)],
        "dcat:downloadURL": [build_link(occasion.address + file.name)],
        "dcterms:format": [{"@value": file.media_type}],
        "dcatap:availability": [build_link(words["availability"])],
        "dcat:byteSize": [build_typed(file.n_bytes, "xsd:nonNegativeInteger")],
        "spdx:checksum": [checksum],
    }


def _build_titles(texts: dict[str, Any], occasion: Occasion) -> Node:
    titles = build_texts(texts, "title")
    if occasion.is_example:
        for title in titles:
            mark = occasion.words[f"example_{title['@language']}"]
            title["@value"] = f"{mark}: {title['@value']}"
    return {
        "dcterms:title": titles,
        "dcterms:description": build_texts(texts, "description"),
    }


def _build_shared(occasion: Occasion) -> Node:
    day = build_typed(occasion.published_on, "xsd:date")
    return {
        "dcterms:license": [build_link(occasion.words["licence"])],
        "dcterms:issued": [day],
        "dcterms:modified": [day],
    }


def _build_period(table: OpenTable) -> Node:
    years = [
        year
        for name in table.rows.columns
        if name.endswith("_year")
        for year in table.rows[name].to_list()
    ]
    if not years:
        return {}
    period = {
        "@type": "dcterms:PeriodOfTime",
        "dcat:startDate": [build_typed(f"{min(years)}-01-01", "xsd:date")],
        "dcat:endDate": [build_typed(f"{max(years)}-12-31", "xsd:date")],
    }
    return {"dcterms:temporal": [period]}
