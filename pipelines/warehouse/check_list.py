"""Hold back a list of suppliers that has turned over while the facts have not."""

from pathlib import Path

import duckdb

from pipelines.errors import PublishError

TURNED_OVER = """
select 100 * measured, 100 * limit_high
from marts.rpt_model_monitoring
where check_code = 'list_churn' and not is_ok
"""


def check_list(warehouse: Path) -> None:
    """Check that the list is about what the published weights would have made it.

    Raises:
        PublishError: Too many names are new because weights have changed, not facts.
    """
    with duckdb.connect(str(warehouse), read_only=True) as con:
        found = con.execute(TURNED_OVER).fetchall()
    if found:
        measured, limit = found[0]
        raise PublishError(
            f"{measured:.0f} % of the suppliers on the list are new although the facts "
            f"about them are not; at most {limit:.0f} % may be. Read the model card's "
            "changes, and publish with --force if they are wanted. Nothing has changed."
        )
