"""What is known of the build that a page shows."""

from dataclasses import dataclass
from datetime import date, datetime

from app.access import Principal
from app.charts.spec import Footer
from app.warehouse import fetch


@dataclass(frozen=True)
class BuildFacts:
    """The published build: when it was made, from data of which day, which model."""

    build_id: str
    built_at: datetime
    data_on: date | None
    as_of_on: date | None
    is_example: bool
    model_run_id: str | None
    stage_code: str | None


def fetch_build(principal: Principal) -> BuildFacts:
    """Fetch the facts of the build that the principal reads."""
    rows = fetch(
        """
        select
            build_id,
            built_at,
            data_on,
            as_of_on,
            is_example,
            model_run_id,
            stage_code
        from marts.fct_builds
        """,
        principal=principal,
    )
    return BuildFacts(**rows.row(0, named=True))


def build_footer(
    build: BuildFacts, *, source: str, filters: str, terms_code: str = "suppliers"
) -> Footer:
    """Build the footer of figures from the programme's own data."""
    return Footer(
        source=source,
        data_on=build.data_on,
        filters=filters,
        build_id=build.build_id,
        is_example=build.is_example,
        terms_code=terms_code,
    )
