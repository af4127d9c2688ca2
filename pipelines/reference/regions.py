"""Population and outlines of the 21 regions."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reference.raw_files import find_raw, read_raw

#: Three decimals are about a hundred metres: nothing a map of Sweden can show.
DECIMALS = 3


def build_population(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    """Build the population of each region, the last few years.

    Returns:
        One row per region and year, as of 31 December. The nation is their sum.
    """
    regions = read_raw(folder, agreed["regions"])
    return (
        read_raw(folder, agreed["population"])
        .join(regions, left_on="geo", right_on="region", how="semi")
        .select(
            region_code="geo",
            year=pl.col("year").cast(pl.Int64),
            population=pl.col("n01951").cast(pl.Float64).cast(pl.Int64),
        )
        .filter(pl.col("year") >= agreed["population"]["first_year"])
        .sort("region_code", "year")
    )


def build_region_outlines(folder: Path, agreed: dict[str, Any]) -> pl.DataFrame:
    """Build the outlines as points to be drawn in order, ring by ring.

    Returns:
        One row per corner: region_code, ring_number and point_order from 1, longitude
        and latitude in degrees. Rings are closed and none is a hole.
    """
    shapes = json.loads(
        find_raw(folder, agreed["outlines"]).read_text(encoding="utf8")
    )["features"]
    corners = [
        (f"{shape['properties']['l_id']:02}", ring_number, point_order, *point)
        for shape in shapes
        for ring_number, ring in enumerate(_find_rings(shape["geometry"]), start=1)
        for point_order, point in enumerate(_round_ring(ring), start=1)
    ]
    columns = ("region_code", "ring_number", "point_order", "longitude", "latitude")
    return pl.DataFrame(corners, schema=columns, orient="row").sort(columns[:3])


def _find_rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [ring for polygon in polygons for ring in polygon]


def _round_ring(ring: list[list[float]]) -> list[tuple[float, float]]:
    rounded = [(round(point[0], DECIMALS), round(point[1], DECIMALS)) for point in ring]
    return [
        point
        for before, point in zip([None, *rounded], rounded, strict=False)
        if point != before
    ]
