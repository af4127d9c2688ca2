"""Make any of the files that a chart or a table can be had as.

    spec ─build_chart_file→ picture, slide, workbook or CSV
       └─ all of them, with the chart as a page of HTML → the accessible package

Every file says its source, data date, selection, build and terms.
"""

import io
import zipfile

from app.charts.office import build_chart_pptx, build_chart_xlsx
from app.charts.print import draw_print
from app.charts.spec import ChartSpec, Footer, Table
from app.messages import _
from app.reports.accessible_page import build_accessible_page
from app.reports.file_kinds import CHART_KINDS
from app.reports.table_files import (
    build_csv,
    build_header,
    build_plain_csv,
    build_xlsx,
)

# What lies in the package: the name there, and which kind of file it is.
PACKED = {
    "{name}.png": "png",
    "{name}.svg": "svg",
    "{name}.pdf": "pdf",
    "{name}.pptx": "pptx",
    "{name}.xlsx": "xlsx",
    "{name}.csv": "csv",
    "{name}-plain.csv": "plain_csv",
}
PAGE = "index.html"


def build_chart_file(spec: ChartSpec, *, kind_code: str, size: str) -> bytes:
    """Build a chart's file, in the language of this run.

    Args:
        spec: The chart.
        kind_code: One of CHART_KINDS.
        size: One of SIZE_LABELS; pictures only.
    """
    if kind_code == "package":
        return _build_package(spec, size=size)
    if kind_code == "pptx":
        return build_chart_pptx(spec)
    if kind_code == "xlsx":
        return build_chart_xlsx(spec)
    kind = CHART_KINDS[kind_code]
    if kind.has_size:
        return draw_print(spec, file_format=kind.ending, size=size, scale=kind.scale)
    return build_table_file(
        spec.table, kind_code=kind_code, title=spec.title, footer=spec.footer
    )


def build_table_file(
    table: Table, *, kind_code: str, title: str, footer: Footer
) -> bytes:
    """Build a table's file, in the language of this run; `kind_code` of TABLE_KINDS."""
    build = {"csv": build_csv, "plain_csv": build_plain_csv, "xlsx": build_xlsx}
    return build[kind_code](build_header(title, footer), table)


def _build_package(spec: ChartSpec, *, size: str) -> bytes:
    files = {name.format(name=spec.name): code for name, code in PACKED.items()}
    names = {file: _(CHART_KINDS[code].label) for file, code in files.items()}
    page = build_accessible_page(spec, picture=f"{spec.name}.svg", files=names)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo(PAGE), page)
        for file, code in files.items():
            made = build_chart_file(spec, kind_code=code, size=size)
            package.writestr(zipfile.ZipInfo(file), made, zipfile.ZIP_DEFLATED)
    return content.getvalue()
