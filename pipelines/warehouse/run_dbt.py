"""Run dbt in this process against the build that is under way."""

import os
from collections.abc import Sequence
from typing import Any

from pipelines.errors import BuildError, UserFacingError
from pipelines.settings import Settings
from pipelines.warehouse.candidate import find_candidate_file
from pipelines.warehouse.full_disk import find_full_disk

SHOWN_FAILURES = 5


def run_dbt(arguments: Sequence[str], settings: Settings) -> None:
    """Run one dbt command on the candidate.

    Args:
        arguments: dbt's own command and options, for example `["build"]`, without
            project, profile or target.
        settings: Where the dbt project lies and how much memory a build may use.

    Raises:
        BuildError: A model, contract or data test failed; names them.
        DiskError: There was no room to write.
    """
    # Importing dbt takes seconds, and most commands never need it.
    from dbt.cli.main import dbtRunner

    os.environ["MALBILD_WAREHOUSE"] = str(find_candidate_file(settings))
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    outcome = dbtRunner().invoke(
        [
            *("--log-level", "none"),
            "--no-version-check",
            *arguments,
            *("--project-dir", str(settings.dbt_dir)),
            *("--profiles-dir", str(settings.dbt_dir)),
            *("--target-path", str(settings.warehouse_dir / "dbt")),
            *("--log-path", str(settings.warehouse_dir / "dbt" / "logs")),
        ]
    )
    if not outcome.success:
        raise _explain(outcome)


def _explain(outcome: Any) -> UserFacingError:
    failed = [
        f"{result.node.name}: {(result.message or result.status).strip()}"
        for result in getattr(outcome.result, "results", None) or []
        if result.status in {"error", "fail", "runtime error"}
    ]
    if not failed:
        failed = [str(outcome.exception or outcome.result)]
    full_disk = find_full_disk(" ".join(failed))
    if full_disk:
        return full_disk
    more = len(failed) - SHOWN_FAILURES
    return BuildError(
        "The build stopped because checks on the data failed:\n  "
        + "\n  ".join(failed[:SHOWN_FAILURES])
        + (f"\n  … and {more} more" if more > 0 else "")
        + "\nThe warehouse published earlier is still the one the pages show. "
        "Mend the export or the model that is named, then run `malbild refresh` again."
    )
