"""From what somebody has chosen to a whole report, and from a report to a file.

definition ─load→ context ─find→ parts ─build→ sections → Report ─build_file→ bytes
"""

from dataclasses import dataclass, replace

from app.access import Principal
from app.charts.spec import ChartSpec, Footer
from app.errors import ReportRefused
from app.messages import _
from app.reports.clean import build_clean
from app.reports.context import (
    SEPARATOR,
    ReportContext,
    load_context,
    start_language,
)
from app.reports.definition import ReportDefinition
from app.reports.part import Part
from app.reports.parts_data import find_data_parts
from app.reports.parts_follow_up import find_follow_up_parts
from app.reports.parts_goals import find_goal_parts
from app.reports.parts_kpi import COMMENTS, find_kpi_parts
from app.reports.parts_learning import find_learning_parts
from app.reports.parts_supplier import find_supplier_parts
from app.reports.report import Listing, Report, Section, Words
from app.reports.templates import build_title, find_template

FIND_PARTS = (
    find_supplier_parts,
    find_goal_parts,
    find_follow_up_parts,
    find_learning_parts,
    find_kpi_parts,
    find_data_parts,
)
# Stands before every part.
FIRST_TEXT = ""


@dataclass(frozen=True)
class PartChoice:
    """A part that can be chosen; `group` is a heading to list it under."""

    code: str
    title: str
    is_suggested: bool
    group: str


def find_parts(
    definition: ReportDefinition, principal: Principal
) -> tuple[PartChoice, ...]:
    """Find every part that can be chosen, in the language of this run.

    Returns:
        Those that the template suggests first, in its order; then all others.

    Raises:
        AccessDenied: The reader may not see the place.
        ReportRefused: Place, plan, year or supplier is not there.
    """
    context = load_context(definition, principal)
    parts = _find_every_part(context)
    suggested = _find_suggested(context, parts)
    order = [*suggested, *(code for code in parts if code not in suggested)]
    return tuple(
        PartChoice(code, parts[code].title, code in suggested, parts[code].group)
        for code in order
    )


def build_report(definition: ReportDefinition, principal: Principal) -> Report:
    """Build a report from the principal's build, as they may see it.

    Raises:
        AccessDenied: The reader may not see the place.
        ReportRefused: Place, plan, year, supplier or a part is not there.
    """
    with start_language(definition.language_code):
        context = load_context(definition, principal)
        parts = _find_every_part(context)
        codes = definition.part_codes or _find_suggested(context, parts)
        unknown = [code for code in codes if code not in parts]
        if unknown:
            raise ReportRefused("unknown_part", unknown[0])
        # Parts ask which others there are, so that nothing is said twice.
        chosen = definition.model_copy(update={"part_codes": tuple(codes)})
        context = replace(context, definition=chosen)
        sections = tuple(
            section
            for code in codes
            if (section := _build_section(context, parts[code], definition)).blocks
        )
        report = Report(
            template_code=definition.template_code,
            title=definition.title or build_title(definition.template_code),
            subtitle=_build_subtitle(context),
            language_code=definition.language_code,
            footer=_find_footer(context, sections),
            sections=(*_build_first(definition), *sections),
        )
        return build_clean(report)


def build_file(
    report: Report, *, file_format: str, template: bytes | None = None
) -> bytes:
    """Build a report as a file.

    Args:
        report: What it says.
        file_format: pptx, docx, pdf or xlsx.
        template: A region's own PPTX or DOCX; the other two have none.

    Raises:
        TemplateRefused: The template cannot be used.
        ValueError: No such format.
    """
    # What writes files is dear to import, and a page only chooses parts.
    if file_format == "pdf":
        from app.reports.write_pdf import build_pdf

        return build_pdf(report)
    if file_format == "xlsx":
        from app.reports.write_xlsx import build_workbook

        return build_workbook(report)
    if file_format == "pptx":
        from app.reports.write_pptx import build_pptx

        return build_pptx(report, template=template)
    if file_format == "docx":
        from app.reports.write_docx import build_docx

        return build_docx(report, template=template)
    raise ValueError(f"no report is written as {file_format}")


def _find_every_part(context: ReportContext) -> dict[str, Part]:
    return {part.code: part for find in FIND_PARTS for part in find(context)}


def _find_suggested(context: ReportContext, parts: dict[str, Part]) -> tuple[str, ...]:
    template = find_template(context.definition.template_code)
    # Whoever has ticked a part is told when it is empty: do not tick this for them.
    silent = () if context.comments else (COMMENTS,)
    known = parts.keys() - set(silent)
    return tuple(code for code in template.suggest(context) if code in known)


def _build_section(
    context: ReportContext, part: Part, definition: ReportDefinition
) -> Section:
    """Build a part's section; without blocks where there is nothing to tell."""
    own = _build_own_words(definition, part.code)
    told = part.build(context)
    if not told and part.nothing and part.code in definition.part_codes:
        told = (Words((part.nothing,)),)
    return Section(part.title, (*own, *told))


def _build_first(definition: ReportDefinition) -> tuple[Section, ...]:
    own = _build_own_words(definition, FIRST_TEXT)
    return (Section(_("Opening words"), own),) if own else ()


def _build_own_words(definition: ReportDefinition, code: str) -> tuple[Words, ...]:
    lines = definition.texts.get(code, "").splitlines()
    paragraphs = tuple(line.strip() for line in lines if line.strip())
    return (Words(paragraphs, is_own=True),) if paragraphs else ()


def _build_subtitle(context: ReportContext) -> str:
    about = context.supplier["supplier_name"] if context.supplier else ""
    year = str(context.choice.year)
    parts = (str(about), context.place_name, context.plan_name, year)
    return SEPARATOR.join(part for part in parts if part)


def _find_footer(context: ReportContext, sections: tuple[Section, ...]) -> Footer:
    """Find the strictest terms: a report with one supplier's name is of suppliers."""
    is_of_suppliers = context.supplier is not None or any(
        block.footer.terms_code == "suppliers"
        for section in sections
        for block in section.blocks
        if isinstance(block, ChartSpec | Listing)
    )
    return context.of_suppliers if is_of_suppliers else context.footer
