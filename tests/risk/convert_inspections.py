"""Turn public restaurant inspections into Målbild's exports.

New York's inspections, one row each (New York City open data, CC0)
    -> establishments, a contract line each, audits, findings -> five export files

    python tests/risk/convert_inspections.py FILE.parquet --out DIR [--share 0.1]

It shows that the ranking runs on other people's data: not ours, not about suppliers.
What has no counterpart is left out or said here:

- An establishment is a supplier with a made-up number; its name is left out.
- Its contract starts the day before its first inspection, the first day on which
  anybody could have known of it, and has no end and no value.
- A cycle inspection is an audit, its re-inspection a re-audit. The report is approved
  the same day. Nobody says who inspected.
- Grade C is the city's own word for a bad result: 28 points or more are one major
  finding, a closed kitchen one severe. Every other violation is a minor finding.
- All lie in one category, food; the borough stands in the region's column. What
  inspections of other kinds found is a signal with its date.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from pipelines.example.export_words import build_headings, build_text
from pipelines.settings import load_settings
from pipelines.sources.source import find_sources

#: The five boroughs, in the column of a region.
REGIONS = {
    "MANHATTAN": "01",
    "BROOKLYN": "03",
    "QUEENS": "04",
    "BRONX": "05",
    "STATEN ISLAND": "06",
}
INITIAL = "Cycle Inspection / Initial Inspection"
AGAIN = "Cycle Inspection / Re-inspection"
#: From here on a kitchen gets the grade C.
POINTS_OF_GRADE_C = 28
#: The data have rows without a day, written as the first of January 1900.
FIRST_DAY = date(2010, 1, 1)
DAY = timedelta(days=1)


def read_inspections(path: Path, share: float = 1.0) -> pl.DataFrame:
    """Read the inspections of a share of the establishments.

    Returns:
        One row per inspection, oldest first, with organisation_number and region_code.
    """
    dated = (
        pl.read_parquet(path)
        .with_columns(visited_on=pl.col("inspection_date").dt.date())
        .filter(pl.col("visited_on") >= FIRST_DAY, pl.col("boro") != "Missing")
        .with_columns(region_code=pl.col("boro").replace_strict(REGIONS))
    )
    numbers = dated.select(pl.col("camis").unique().sort()).with_row_index("number")
    kept = numbers.filter(pl.col("number") % 1000 < share * 1000)
    return (
        dated.join(kept, on="camis")
        .with_columns(
            # A company's number: the third digit is at least two.
            organisation_number=pl.format(
                "5590{}", pl.col("number").cast(pl.String).str.zfill(6)
            )
        )
        .sort("visited_on", "camis", "inspection_type", "score", nulls_last=True)
    )


def build_exports(inspections: pl.DataFrame) -> dict[tuple[str, str], pl.DataFrame]:
    """Build the tables with our column names, per source and table."""
    audits = build_audits(inspections)
    return {
        ("supplier_register", "suppliers"): build_suppliers(inspections),
        ("contract_register", "contract_lines"): build_contract_lines(inspections),
        ("audits", "audits"): audits,
        ("findings", "findings"): build_findings(audits),
        ("signals", "signals"): build_signals(inspections),
    }


def build_suppliers(inspections: pl.DataFrame) -> pl.DataFrame:
    """Build one supplier per establishment."""
    return (
        inspections.group_by("organisation_number")
        .agg(first_on=pl.col("visited_on").min())
        .sort("organisation_number")
        .select(
            "organisation_number",
            supplier_name=pl.format("Establishment {}", "organisation_number"),
            parent_organisation_number=pl.lit(None, pl.String),
            registration_country_code=pl.lit(None, pl.String),
            number_of_employees=pl.lit(None, pl.Int64),
            registered_on=pl.col("first_on") - DAY,
        )
    )


def build_contract_lines(inspections: pl.DataFrame) -> pl.DataFrame:
    """Build one contract line per establishment, known from its first inspection."""
    return (
        inspections.group_by("organisation_number")
        .agg(pl.col("visited_on").min(), pl.col("region_code").first())
        .sort("organisation_number")
        .select(
            "organisation_number",
            "region_code",
            contract_number=pl.format("C-{}", "organisation_number"),
            category_code=pl.lit("food"),
            product_code=pl.lit("meals"),
            product_name=pl.lit("Meals"),
            annual_value_sek=pl.lit(None, pl.Float64),
            starts_on=pl.col("visited_on") - DAY,
            ends_on=pl.lit(None, pl.Date),
            clause_version_code=pl.lit(None, pl.String),
            clause_level_code=pl.lit(None, pl.String),
            common_environmental_requirements_code=pl.lit("unknown"),
        )
    )


def build_audits(inspections: pl.DataFrame) -> pl.DataFrame:
    """Build one audit per establishment and day of a cycle inspection.

    Returns:
        The columns of the export and, for the findings, points, n_violations, closed.
    """
    return (
        inspections.filter(pl.col("inspection_type").is_in([INITIAL, AGAIN]))
        .group_by("organisation_number", "visited_on", maintain_order=True)
        .agg(
            pl.col("region_code").first(),
            # Inspected and re-inspected on one day: the first visit is the audit.
            is_again=(pl.col("inspection_type") == AGAIN).all(),
            points=pl.col("score").max(),
            n_violations=pl.col("n_violations").max(),
            closed=pl.col("closed").any(),
        )
        .with_row_index("audit_no")
        .select(
            "organisation_number",
            "visited_on",
            "region_code",
            "points",
            "n_violations",
            "closed",
            audit_id=pl.format("A-{}", "audit_no"),
            case_id=pl.lit(None, pl.String),
            category_code=pl.lit("food"),
            audit_type_code=pl.lit("office"),
            round_number=pl.when("is_again").then(2).otherwise(1),
            report_approved_on=pl.col("visited_on"),
            performer_code=pl.lit("region"),
            trigger_code=pl.when("is_again")
            .then(pl.lit("re_audit"))
            .otherwise(pl.lit("planned")),
        )
    )


def build_findings(audits: pl.DataFrame) -> pl.DataFrame:
    """Build the findings of every audit: severe, major and minor ones."""
    is_bad = (pl.col("points") >= POINTS_OF_GRADE_C).fill_null(False)
    n_graver = is_bad.cast(pl.Int64) + pl.col("closed").cast(pl.Int64)
    counted = audits.select(
        "audit_id",
        severe=pl.col("closed").cast(pl.Int64),
        major=is_bad.cast(pl.Int64),
        minor=(pl.col("n_violations") - n_graver).clip(lower_bound=0),
    )
    return (
        counted.unpivot(index="audit_id", variable_name="grade_code", value_name="n")
        .filter(pl.col("n") > 0)
        .with_columns(part=pl.int_ranges(1, pl.col("n") + 1))
        .explode("part")
        .select(
            "audit_id",
            "grade_code",
            finding_id=pl.format("F-{}-{}-{}", "audit_id", "grade_code", "part"),
            due_on=pl.lit(None, pl.Date),
            verified_on=pl.lit(None, pl.Date),
        )
        .sort("finding_id")
    )


def build_signals(inspections: pl.DataFrame) -> pl.DataFrame:
    """Build a signal of the deployment's own, with the day it was known.

    The number of violations found by inspections other than the cycle's.
    """
    return (
        inspections.filter(
            ~pl.col("inspection_type").is_in([INITIAL, AGAIN]),
            pl.col("n_violations") > 0,
        )
        .group_by("organisation_number", "visited_on")
        .agg(signal_number=pl.col("n_violations").sum().cast(pl.Float64))
        .select(
            "organisation_number",
            "signal_number",
            signal_name=pl.lit("other_violations"),
            known_on=pl.col("visited_on"),
        )
        .sort("organisation_number", "known_on")
    )


def write_exports(tables: dict[tuple[str, str], pl.DataFrame], out: Path) -> None:
    """Write one CSV per table, with the headings and words of its source.yml."""
    settings = load_settings()
    sources = {source.name: source for source in find_sources()}
    data_on = tables["audits", "audits"]["visited_on"].max()
    for (name, table_name), frame in tables.items():
        source = sources[name]
        table = source.tables[table_name]
        cells = build_text(frame, source, table, settings)
        pattern = next(each for each in table.file_patterns if each.endswith(".csv"))
        path = out / name / f"{data_on}_{pattern.replace('*', '')}"
        path.parent.mkdir(parents=True, exist_ok=True)
        cells.rename(
            {name: build_headings(table)[name] for name in cells.columns}
        ).write_csv(path, separator=";")


def main() -> None:
    """Convert one file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--share", type=float, default=1.0)
    found = asked.parse_args()
    inspections = read_inspections(found.file, found.share)
    write_exports(build_exports(inspections), found.out)
    print(f"{inspections.height} inspections -> {found.out}")


if __name__ == "__main__":
    main()
