"""The grammar of a catalogue: values as JSON-LD writes them, and nodes as RDF/XML."""

import xml.etree.ElementTree as ET
from typing import Any

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = ("sv", "en")
Node = dict[str, Any]


def build_link(address: str) -> Node:
    """Build a value that is something with an address."""
    return {"@id": address}


def build_typed(value: object, kind: str) -> Node:
    """Build a value of a kind such as xsd:date."""
    return {"@value": str(value), "@type": kind}


def build_texts(texts: dict[str, Any], name: str) -> list[Node]:
    """Build the texts `<name>_sv` and `<name>_en`, as values in their languages."""
    return [
        {"@value": texts[f"{name}_{language}"].strip(), "@language": language}
        for language in LANGUAGES
    ]


def build_rdf_xml(nodes: list[Node]) -> bytes:
    """Build the same nodes as RDF/XML, which portals read.

    Args:
        nodes: JSON-LD with prefixed names; every property is a list of values.
    """
    for prefix, address in (*PREFIXES.items(), ("rdf", RDF)):
        ET.register_namespace(prefix, address)
    top = ET.Element(f"{{{RDF}}}RDF")
    for node in nodes:
        top.append(_build_element(node))
    ET.indent(top)
    return ET.tostring(top, encoding="utf-8", xml_declaration=True)


def _build_element(node: Node) -> ET.Element:
    element = ET.Element(_spell_out(node["@type"]))
    if "@id" in node:
        element.set(f"{{{RDF}}}about", node["@id"])
    for name, values in node.items():
        for value in values if isinstance(values, list) else []:
            _add_value(ET.SubElement(element, _spell_out(name)), value)
    return element


def _add_value(element: ET.Element, value: Node) -> None:
    if "@value" in value:
        element.text = value["@value"]
        if "@language" in value:
            element.set(XML_LANGUAGE, value["@language"])
        if "@type" in value:
            kind = _spell_out(value["@type"]).replace("{", "").replace("}", "")
            element.set(f"{{{RDF}}}datatype", kind)
    elif "@type" in value:
        element.append(_build_element(value))
    else:
        element.set(f"{{{RDF}}}resource", value["@id"])


def _spell_out(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"
