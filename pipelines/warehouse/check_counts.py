"""Read how the rules in YAML have gone, as dbt/macros/run_checks.sql leaves them."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

COUNTS = """
select check_id, model_name, rule, is_warning, n_failures
from imported.build__check_counts
order by model_name, rule
"""


@dataclass(frozen=True)
class CheckCount:
    """How many rows break one rule of one model; `check_id` is dbt's own."""

    check_id: str
    model_name: str
    rule: str
    is_warning: bool
    n_failures: int

    @property
    def is_broken(self) -> bool:
        """Tell whether the build must stop."""
        return self.n_failures > 0 and not self.is_warning


def read_check_counts(warehouse: Path) -> list[CheckCount]:
    """Read the counts of a build that nobody else has open; none before they are made.

    Returns:
        One per rule, by model.
    """
    with duckdb.connect(str(warehouse), read_only=True) as con:
        try:
            rows = con.execute(COUNTS).fetchall()
        except duckdb.CatalogException:
            return []
    return [CheckCount(*row) for row in rows]
