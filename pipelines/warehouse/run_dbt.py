"""Run dbt in this process against one warehouse file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.errors import BuildError
from pipelines.settings import Settings

SHOWN_FAILURES = 5


def run_dbt(arguments: Sequence[str], *, warehouse: Path, settings: Settings) -> None:
    """Run one dbt command, for example `["build", "--exclude-resource-type", …]`.

    Args:
        arguments: dbt's own command and options, without project, profile or target.
        warehouse: The DuckDB file to build in. Nobody else may have it open.
        settings: Where the dbt project lies and how much memory a build may use.

    Raises:
        BuildError: A model, contract or data test failed; names them.
    """
    # Importing dbt takes seconds, and most commands never need it.
    from dbt.cli.main import dbtRunner

    os.environ["MALBILD_WAREHOUSE"] = str(warehouse)
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    outcome = dbtRunner().invoke(
        [
            "--quiet",
            "--no-version-check",
            *arguments,
            *("--project-dir", str(settings.dbt_dir)),
            *("--profiles-dir", str(settings.dbt_dir)),
            *("--target-path", str(settings.warehouse_dir / "dbt")),
            *("--log-path", str(settings.warehouse_dir / "dbt" / "logs")),
        ]
    )
    if not outcome.success:
        raise BuildError(_explain(outcome))


def _explain(outcome: Any) -> str:
    failed = [
        f"{result.node.name}: {(result.message or result.status).strip()}"
        for result in getattr(outcome.result, "results", None) or []
        if result.status in {"error", "fail", "runtime error"}
    ]
    if not failed:
        failed = [str(outcome.exception or outcome.result)]
    more = len(failed) - SHOWN_FAILURES
    return (
        "The build stopped because checks on the data failed:\n  "
        + "\n  ".join(failed[:SHOWN_FAILURES])
        + (f"\n  … and {more} more" if more > 0 else "")
        + "\nThe warehouse published earlier is still the one the pages show. "
        "Mend the export or the model that is named, then run `malbild refresh` again."
    )
