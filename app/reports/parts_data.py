"""Parts about what the figures rest on."""

from dataclasses import replace

from app.charts.coverage import (
    build_coverage_numbers,
    build_source_table,
    build_source_title,
)
from app.messages import N_, _
from app.queries.data_coverage import (
    fetch_kpi_coverage,
    fetch_region_coverage,
    fetch_source_coverage,
)
from app.reports.context import ReportContext
from app.reports.part import Blocks, Part
from app.reports.report import Listing, Numbers

GROUP = N_("Facts")


def find_data_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts about the data behind the report."""
    del context
    title = _("What the figures rest on")
    nothing = _("The build has not kept which sources the figures have.")
    return (Part("sources", title, _(GROUP), _build_sources, nothing),)


def _build_sources(context: ReportContext) -> Blocks:
    sources = fetch_source_coverage(context.principal)
    if sources.is_empty():
        return ()
    regions = fetch_region_coverage(context.principal)
    kpis = fetch_kpi_coverage(context.principal)
    return (
        Numbers(build_coverage_numbers(sources, regions, kpis)),
        Listing(
            name="source_coverage",
            title=build_source_title(sources),
            table=build_source_table(sources),
            footer=replace(
                context.footer,
                source=_("the import's ledger and the lineage of the figures"),
                filters=_("all sources and key figures"),
            ),
        ),
    )
