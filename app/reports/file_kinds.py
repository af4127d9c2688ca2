"""Which files a chart or a table can be had as, and in which sizes.

A page offers one choice of these, so that a chart costs a page few elements.
"""

from dataclasses import dataclass

from app.messages import N_

XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX_MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class FileKind:
    """One kind of file: its name in the choice, its ending and what it is sent as.

    `has_size` where the reader says what the picture is for; `scale` is how many dots
    a pixel becomes.
    """

    label: str
    ending: str
    mime: str
    has_size: bool = False
    scale: int = 2


TABLE_KINDS = {
    "csv": FileKind(N_("CSV for Excel in Swedish"), "csv", "text/csv"),
    "plain_csv": FileKind(N_("CSV for other systems"), "csv", "text/csv"),
    "xlsx": FileKind(N_("Excel (XLSX)"), "xlsx", XLSX_MIME),
}
CHART_KINDS = {
    "png": FileKind(N_("Picture (PNG)"), "png", "image/png", has_size=True),
    "png_small": FileKind(
        N_("Small picture (PNG, 1×)"), "png", "image/png", has_size=True, scale=1
    ),
    "png_large": FileKind(
        N_("Large picture (PNG, 3×)"), "png", "image/png", has_size=True, scale=3
    ),
    "svg": FileKind(N_("Drawing (SVG)"), "svg", "image/svg+xml", has_size=True),
    "pdf": FileKind(N_("Document (PDF)"), "pdf", "application/pdf", has_size=True),
    "pptx": FileKind(N_("PowerPoint that can be edited (PPTX)"), "pptx", PPTX_MIME),
    **TABLE_KINDS,
    "xlsx": FileKind(N_("Excel with the chart (XLSX)"), "xlsx", XLSX_MIME),
    "package": FileKind(
        N_("Accessible package (ZIP)"), "zip", "application/zip", has_size=True
    ),
}
SIZE_LABELS = {
    "column": N_("Column of an A4 page"),
    "slide": N_("Slide (16:9)"),
    "square": N_("Square post (1:1)"),
}
