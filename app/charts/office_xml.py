"""Write out in a chart's XML what Excel takes for granted and other programs do not.

What is left out means one thing to Excel and another in the standard: curved lines,
every label with its series' name, missing years as zero.
"""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree  # ty: ignore[missing-module-member] - compiled, no stubs

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
GROUPS = {
    f"{C}barChart": ("barDir", "grouping"),
    f"{C}lineChart": ("grouping",),
    f"{C}scatterChart": ("scatterStyle",),
}
LABEL_PARTS = (
    *("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"),
    "showBubbleSize",
)
BEFORE_INVERT = ("idx", "order", "tx", "spPr")


def build_complete(
    xml: bytes,
    *,
    language_code: str,
    colours: Mapping[str, str],
    places: Mapping[int, Mapping[int, str]],
) -> bytes:
    """Write out a chart's XML in full.

    Args:
        xml: A chart as Excel reads it.
        language_code: What its words are in, as sv-SE.
        colours: Theme colours by the hexadecimal ones that they stand for, so that a
            region's own template gives the chart its colours.
        places: Where single labels stand, by the positions of series and label.
    """
    root = etree.fromstring(xml)
    for element in root.iter(f"{C}lang"):
        element.set("val", language_code)
    rounded = etree.Element(f"{C}roundedCorners", val="0")
    root.insert(1, rounded)
    for tag, before in GROUPS.items():
        for group in root.iter(tag):
            _write_group(group, before)
    for labels in [*root.iter(f"{C}dLbls")]:
        _write_label(labels)
        for label in labels.findall(f"{C}dLbl"):
            _write_label(label)
            _write_look(label, labels.find(f"{C}txPr"))
    _write_places(root, places)
    _write_words(root, language_code)
    _write_blanks(root)
    _write_colours(root, colours)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write_group(group: etree._Element, before: tuple[str, ...]) -> None:
    _insert(group, before, etree.Element(f"{C}varyColors", val="0"))
    is_bar = group.tag == f"{C}barChart"
    for series in group.findall(f"{C}ser"):
        if is_bar:
            for element in (series, *series.findall(f"{C}dPt")):
                if element.find(f"{C}invertIfNegative") is None:
                    straight = etree.Element(f"{C}invertIfNegative", val="0")
                    _insert(element, BEFORE_INVERT, straight)
        else:
            for smooth in series.findall(f"{C}smooth"):
                series.remove(smooth)
            etree.SubElement(series, f"{C}smooth", val="0")


def _insert(
    parent: etree._Element, before: tuple[str, ...], element: etree._Element
) -> None:
    """Insert an element after the last of those that stand before it."""
    names = {f"{C}{name}" for name in before}
    if element.tag == f"{C}invertIfNegative" and parent.tag == f"{C}dPt":
        names = {f"{C}idx"}
    places = [at for at, child in enumerate(parent) if child.tag in names]
    parent.insert(places[-1] + 1 if places else 0, element)


def _write_label(labels: etree._Element) -> None:
    """Say of each part of a label whether it is shown."""
    if labels.find(f"{C}delete") is not None:
        return
    for name in LABEL_PARTS:
        for old in labels.findall(f"{C}{name}"):
            labels.remove(old)
    for name in LABEL_PARTS:
        shown = "1" if name == "showVal" else "0"
        etree.SubElement(labels, f"{C}{name}", val=shown)


def _write_look(label: etree._Element, look: etree._Element | None) -> None:
    """Repeat the look of all labels in one that has words of its own."""
    place = label.find(f"{C}dLblPos")
    if look is not None and place is not None and label.find(f"{C}txPr") is None:
        place.addprevious(deepcopy(look))


def _write_places(
    root: etree._Element, places: Mapping[int, Mapping[int, str]]
) -> None:
    for at, series in enumerate(root.iter(f"{C}ser")):
        for label in series.iter(f"{C}dLbl"):
            number, place = label.find(f"{C}idx"), label.find(f"{C}dLblPos")
            wanted = places.get(at, {}).get(int(number.get("val")))
            if place is not None and wanted:
                place.set("val", wanted)


def _write_words(root: etree._Element, language_code: str) -> None:
    """Say what language words are in, and let them be as wide as they are."""
    for body in root.iter(f"{A}bodyPr"):
        body.set("wrap", "none")
    for tag in ("rPr", "defRPr", "endParaRPr"):
        for element in root.iter(f"{A}{tag}"):
            if tag != "defRPr":
                element.set("lang", language_code)
            # Raised by nothing: a left-over that some programs read as raised.
            element.attrib.pop("baseline", None)


def _write_blanks(root: etree._Element) -> None:
    for chart in root.findall(f"{C}chart"):
        for old in chart.findall(f"{C}dispBlanksAs"):
            chart.remove(old)
        etree.SubElement(chart, f"{C}dispBlanksAs", val="gap")
    for axis in (*root.iter(f"{C}valAx"), *root.iter(f"{C}catAx")):
        if axis.find(f"{C}delete") is None:
            _insert(axis, ("axId", "scaling"), etree.Element(f"{C}delete", val="0"))


def _write_colours(root: etree._Element, colours: Mapping[str, str]) -> None:
    for colour in [*root.iter(f"{A}srgbClr")]:
        name = colours.get(f"#{colour.get('val')}")
        parent = colour.getparent()
        if name and parent is not None:
            parent.replace(colour, etree.Element(f"{A}schemeClr", val=name))
