"""Tell what somebody who keeps an earlier publication could see by comparing.

Late rows change a finished year, and a change of 1 to 4 is a small count too.
"""

from pathlib import Path

import duckdb

#: As in dbt's variable `fewest_people`: fewer than this are not told.
FEWEST = 5


def find_small_changes(before: Path, after: Path) -> list[str]:
    """Find figures that are shown in both and differ by 1 to 4 of what is counted.

    Args:
        before: The file of results that is published now.
        after: The file that would take its place.

    Returns:
        One line per figure: KPI, year and place, never the figures.
    """
    with duckdb.connect() as con:
        for name, path in (("before", before), ("after", after)):
            con.execute(f"attach '{path}' as results_{name} (read_only)")
        rows = con.execute(
            """
            select now.kpi_id, now.period_year, now.place_code
            from results_after.marts.open_kpi_figures as now
            inner join results_before.marts.open_kpi_figures as earlier
                using (kpi_id, period_year, place_code)
            inner join results_after.marts.open_kpis as kpis using (kpi_id)
            where
                kpis.is_small_held_back
                and least(
                    coalesce(nullif(abs(now.numerator - earlier.numerator), 0), $few),
                    coalesce(
                        nullif(abs(now.denominator - earlier.denominator), 0), $few
                    )
                ) < $few
            order by all
            """,
            {"few": FEWEST},
        ).fetchall()
    return [" ".join(map(str, row)) for row in rows]
