"""Draw a chart for paper, slides and posts: spec in, PNG, SVG or PDF out, no browser.

    ChartSpec ─form→ Picture ─┐
              └─words→ Frame ─┴→ Vega-Lite ─→ SVG ─→ PNG, PDF

Same title, colours, order, labels and notes as on screen.
"""

import re
from html import escape

import vl_convert

from app.charts.print_sheet import (
    LOOKS,
    Sheet,
    build_picture_sheet,
    build_sheet,
    find_natural_height,
)
from app.charts.print_text import build_plain
from app.charts.spec import ChartSpec
from app.messages import language

FORMATS = ("png", "svg", "pdf")
SIZES = tuple(LOOKS)
SCALES = (1, 2, 3)
# A CSS pixel is a 96th of an inch, a point a 72nd.
POINTS_PER_PIXEL = 0.75
ROOT = re.compile(r"<svg [^>]*>")


def draw_print(
    spec: ChartSpec, *, file_format: str, size: str = "column", scale: int = 2
) -> bytes:
    """Draw a whole chart: title, subtitle, picture, note, source line and terms.

    Args:
        spec: What the chart says.
        file_format: png, svg or pdf.
        size: slide (16:9), column (the text width of an A4 page) or square.
        scale: Of a PNG: 1, 2 or 3 pixels for each CSS pixel.

    Raises:
        ValueError: No such format, size or scale.
    """
    if size not in SIZES:
        raise ValueError(f"no size of print is called {size}")
    return _draw(spec, build_sheet(spec, size), file_format, scale)


def draw_picture(
    spec: ChartSpec, *, file_format: str, width: int, height: int, scale: int = 2
) -> bytes:
    """Draw the bare picture, for documents that write title and footer as text.

    Args:
        spec: What the chart says.
        file_format: png, svg or pdf.
        width: In CSS pixels, 96 to the inch.
        height: Likewise; see `find_picture_height`.
        scale: Of a PNG: 1, 2 or 3 pixels for each CSS pixel.

    Raises:
        ValueError: No such format or scale.
    """
    sheet = build_picture_sheet(spec, width=width, height=height)
    return _draw(spec, sheet, file_format, scale)


def find_picture_height(spec: ChartSpec, *, width: int) -> int:
    """Find how high the bare picture would like to be, in CSS pixels."""
    return round(find_natural_height(spec, width))


def _draw(spec: ChartSpec, sheet: Sheet, file_format: str, scale: int) -> bytes:
    if file_format not in FORMATS or scale not in SCALES:
        raise ValueError(f"nothing is drawn as {file_format} at {scale} times")
    if file_format == "pdf":
        return vl_convert.svg_to_pdf(_build_svg(spec, sheet, unit=POINTS_PER_PIXEL))
    svg = _build_svg(spec, sheet)
    if file_format == "svg":
        return svg.encode()
    return vl_convert.svg_to_png(svg, scale=scale)


def _build_svg(spec: ChartSpec, sheet: Sheet, *, unit: float = 1) -> str:
    """Compile to SVG, at its final size and with words for those who do not see it."""
    drawn = vl_convert.vegalite_to_svg(sheet.vega_lite, allowed_base_urls=[])
    root = (
        '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" '
        f'xml:lang="{language()}" width="{sheet.width * unit:g}" '
        f'height="{sheet.height * unit:g}" '
        f'viewBox="0 0 {sheet.laid_width:g} {sheet.laid_height:g}">'
        f"<title>{_build_text(spec.title)}</title><desc>{_build_text(spec.alt)}</desc>"
    )
    return ROOT.sub(lambda _found: root, drawn, count=1)


def _build_text(text: str) -> str:
    return escape(build_plain(text), quote=False)
