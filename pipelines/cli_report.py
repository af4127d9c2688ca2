"""The command that writes reports: one, or one for each region."""

import json
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from pipelines.cli_options import Home
from pipelines.errors import UsageError
from pipelines.reporting import run_reports
from pipelines.settings import Settings, load_settings

FORMATS = ("pptx", "docx", "pdf", "xlsx")
OWN_FORMATS = ("pptx", "docx")
# What the app understands as one report per region.
EVERY_REGION = "every_region"

Template = Annotated[
    Literal["quarterly", "region_year", "memo", "supplier_follow_up", "newsletter"],
    typer.Option("--template", help="Which kind of report."),
]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="CODE", help="SE, A to H, or 01 to 25."),
]
Year = Annotated[
    int | None, typer.Option("--year", help="The plan year that it is about.")
]
Format = Annotated[
    Literal["pptx", "docx", "pdf", "xlsx"] | None,
    typer.Option("--format", help="Default: as the file's name ends."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", dir_okay=False, metavar="FILE", help="Write it here."),
]
AllRegions = Annotated[
    Path | None,
    typer.Option(
        "--all-regions",
        file_okay=False,
        metavar="DIR",
        help="Instead of --place and --out: one per region, in this folder.",
    ),
]
Plan = Annotated[
    str | None,
    typer.Option("--plan", metavar="CODE", help="Default: the newest with that year."),
]
Supplier = Annotated[
    str | None,
    typer.Option("--supplier", metavar="ID", help="With supplier_follow_up."),
]
OwnTemplate = Annotated[
    Path | None,
    typer.Option(
        "--own-template",
        exists=True,
        dir_okay=False,
        metavar="FILE",
        help="A region's own .pptx or .docx.",
    ),
]
Language = Annotated[
    Literal["sv", "en"], typer.Option("--language", help="Of the report.")
]
Job = Annotated[
    Path | None, typer.Option("--job", exists=True, dir_okay=False, hidden=True)
]


def run_report_command(
    template: Template = "quarterly",
    place: Place = None,
    year: Year = None,
    file_format: Format = None,
    out_file: Out = None,
    all_regions: AllRegions = None,
    plan: Plan = None,
    supplier: Supplier = None,
    own_template: OwnTemplate = None,
    language: Language = "sv",
    job: Job = None,
    home: Home = None,
) -> None:
    """Write a report of the published build as PPTX, DOCX, PDF or XLSX.

    It has the secretariat's rights: whoever can run this can read the warehouse.
    """
    settings = load_settings(home)
    if job is not None:
        typer.echo("\n".join(run_reports(settings, job)))
        return
    out = _find_out(out_file, all_regions, place)
    if year is None:
        raise UsageError("Say which plan year: --year 2024, for example.")
    definition = {
        "template_code": template,
        "place_code": place or EVERY_REGION,
        "year": year,
        "plan_code": plan,
        "supplier_id": supplier,
        "language_code": language,
    }
    order = {
        "definition": definition,
        "file_format": _find_format(file_format, out, own_template),
        "out": str(out.resolve()),
        "template": str(own_template.resolve()) if own_template else None,
    }
    written = _run(settings, order)
    words = str(out) if place else f"{len(written)} reports to {out}"
    Console(soft_wrap=True).print(f"Wrote {words}.", markup=False, highlight=False)


def _run(settings: Settings, order: dict[str, Any]) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="malbild-") as folder:
        job = Path(folder) / "job.json"
        job.write_text(json.dumps({"reports": [order]}), encoding="utf8")
        return run_reports(settings, job)


def _find_out(
    out_file: Path | None, all_regions: Path | None, place: str | None
) -> Path:
    if all_regions is not None and out_file is None and place is None:
        return all_regions
    if all_regions is None and out_file is not None and place is not None:
        return out_file
    raise UsageError(
        "Say either --place CODE and --out FILE for one report, or --all-regions DIR "
        "for one per region."
    )


def _find_format(asked: str | None, out: Path, own_template: Path | None) -> str:
    found = asked or out.suffix.removeprefix(".").lower()
    if found not in FORMATS:
        raise UsageError(f"Say which --format: {', '.join(FORMATS)}.")
    if own_template is not None and found not in OWN_FORMATS:
        raise UsageError("An own template is for reports as PPTX or DOCX.")
    return found
