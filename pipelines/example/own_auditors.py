"""Give the regions' own auditors their posts in the network.

audits -> [own_auditors] -> who coordinates an area, who a region, who works elsewhere
"""

from datetime import date

import polars as pl

from pipelines.example.contract_lines import SILENT_REGION

#: Who carries out audits from a post for a region or an area.
OWN_PERFORMERS = ("area_coordinator", "region")
ROLE_OF_PERFORMER = {
    "secretariat": "secretariat",
    "consultant": "auditor",
    "adda": "auditor",
}
#: The diploma programme began that autumn; who had audited most by then comes first.
DIPLOMAS_FROM = date(2022, 11, 24)
N_AUDITS_FOR_DIPLOMA = 2
#: A holder who left, so that the diplomas and the holders in role are not the same.
LEAVES_ON = date(2025, 4, 30)


def build_auditor_record(audits: pl.DataFrame) -> pl.DataFrame:
    """Build one row per auditor: who pays them, and the days of their audits.

    Returns:
        auditor_id, performer_code, first_on, second_on (null after one audit only),
        last_on and n_early, the audits before the first diplomas; most of these first.
    """
    visited = pl.col("visited_on").sort()
    return (
        audits.drop_nulls("auditor_id")
        .group_by("auditor_id")
        .agg(
            pl.col("performer_code").first(),
            first_on=visited.first(),
            second_on=visited.get(N_AUDITS_FOR_DIPLOMA - 1, null_on_oob=True),
            last_on=visited.last(),
            n_early=(pl.col("visited_on") < DIPLOMAS_FROM).sum(),
        )
        .sort("n_early", "auditor_id", descending=[True, False])
    )


def build_own_posts(regions: pl.DataFrame, record: pl.DataFrame) -> pl.DataFrame:
    """Give each own auditor one post, so that all areas get one before any gets two.

    Returns:
        auditor_id, role_code, region_code and left_on, null but for the one who left.
    """
    free = _find_free_regions(regions)
    coordinated: set[str] = set()
    rows = []
    own = record.filter(pl.col("performer_code").is_in(OWN_PERFORMERS))
    for place, auditor in enumerate(own.iter_rows(named=True)):
        areas = sorted(free)
        turned = areas[place % len(areas) :] + areas[: place % len(areas)]
        is_area = auditor["performer_code"] == "area_coordinator"
        area = next(a for a in turned if (a not in coordinated if is_area else free[a]))
        if is_area:
            coordinated.add(area)
            region = _find_regions(regions, area)[0]
        else:
            region = free[area].pop()
        role = "area_coordinator" if is_area else "regional_coordinator"
        rows.append((auditor["auditor_id"], role, region, None))
    names = ["auditor_id", "role_code", "region_code", "left_on"]
    types = [pl.String, pl.String, pl.String, pl.Date]
    posts = pl.DataFrame(
        rows, schema=dict(zip(names, types, strict=True)), orient="row"
    )
    return posts.with_columns(_build_leaving(record))


def _find_free_regions(regions: pl.DataFrame) -> dict[str, list[str]]:
    areas = regions["procurement_region_code"].unique().sort()
    return {str(area): _find_regions(regions, str(area)) for area in areas}


def _find_regions(regions: pl.DataFrame, area: str) -> list[str]:
    inside = regions.filter(procurement_region_code=area)["region_code"].to_list()
    return [code for code in inside if code != SILENT_REGION]


def _build_leaving(record: pl.DataFrame) -> pl.Expr:
    """Let one of those with the most early audits go, long after the last of them."""
    able = record.filter(
        pl.col("performer_code").is_in(OWN_PERFORMERS),
        pl.col("n_early") >= N_AUDITS_FOR_DIPLOMA,
        pl.col("last_on") < LEAVES_ON,
    ).head(8)
    leavers = able.sort("last_on", "auditor_id").head(1)["auditor_id"].to_list()
    return (
        pl.when(pl.col("auditor_id").is_in(leavers))
        .then(pl.lit(LEAVES_ON))
        .alias("left_on")
    )
