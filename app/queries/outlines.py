"""The regions' outlines, to draw on a page without fetching a map from the net."""

from app.access import Principal
from app.charts.forms import Outline
from app.warehouse import fetch


def fetch_outlines(principal: Principal) -> tuple[Outline, ...]:
    """Fetch every region's outline, one closed ring each; the same for every role."""
    rows = fetch(
        """
        select
            place_code,
            list(longitude order by point_order) as longitudes,
            list(latitude order by point_order) as latitudes
        from marts.rpt_region_outlines
        group by
            place_code,
            ring_number
        order by
            place_code,
            ring_number
        """,
        principal=principal,
    )
    return tuple(
        Outline(
            place_code=place_code,
            longitudes=tuple(longitudes),
            latitudes=tuple(latitudes),
        )
        for place_code, longitudes, latitudes in rows.iter_rows()
    )
