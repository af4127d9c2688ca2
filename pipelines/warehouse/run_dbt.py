"""Run dbt in this process against the build that is under way."""

import gc
import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import chdir, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.errors import BuildError, UserFacingError
from pipelines.settings import Settings
from pipelines.warehouse.candidate import find_candidate_file
from pipelines.warehouse.check_counts import CheckCount, read_check_counts
from pipelines.warehouse.full_disk import find_full_disk

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

SHOWN_FAILURES = 5
#: What dbt remembers of a project it has read.
PARSED = "partial_parse.msgpack"
#: Rules in YAML are run many at a time (dbt/macros/run_checks.sql), and unit tests use
#: made-up rows: they belong to `make test`, not to every build.
DATA_CHECKS_ONLY = (
    *("--exclude-resource-type", "unit_test"),
    *("--exclude", "test_type:generic"),
)


@dataclass(frozen=True)
class Made:
    """What a run of dbt has made.

    `manifest` is the project as dbt writes it in manifest.json; `results` holds dbt's
    outcome of each node that was run; `counts` how the rules in YAML have gone.
    """

    manifest: dict[str, Any]
    results: list[Any]
    counts: list[CheckCount]


def run_dbt(arguments: Sequence[str], settings: Settings) -> Made:
    """Run one dbt command on the candidate.

    Args:
        arguments: dbt's own command and options, for example `["build"]`, without
            project, profile or target.
        settings: Where the dbt project lies and how much memory a build may use.

    Raises:
        BuildError: A model, contract or data test failed; names them.
        DiskError: There was no room to write.
    """
    warehouse = find_candidate_file(settings)
    project, outcome = run_dbt_on(warehouse, arguments, settings)
    if project is None or not outcome.success:
        raise _explain(outcome, _find_broken(warehouse))
    counts = read_check_counts(warehouse)
    results = [*getattr(outcome.result, "results", ())]
    return Made(project.writable_manifest().to_dict(), results, counts)


def run_dbt_on(
    warehouse: Path, arguments: Sequence[str], settings: Settings
) -> tuple["Manifest | None", "dbtRunnerResult"]:
    """Run one dbt command on a DuckDB file that nobody else has open.

    Returns:
        The project as dbt has read it, unless it could not, and dbt's own outcome,
        successful or not.
    """
    # Importing dbt takes a second, and most commands never need it.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    target = settings.warehouse_dir / "dbt"
    # A name without a folder: dbt reads the whole project anew when the path changes.
    os.environ["MALBILD_WAREHOUSE"] = warehouse.name
    os.environ["MALBILD_MEMORY_LIMIT"] = settings.memory_limit
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    shared = settings.dbt_dir / "target" / PARSED
    _write_copy(shared, target / PARSED, only_if_missing=True)
    # Its files of what it knows take longer to write than many models to make.
    quiet = ("--log-level", "none", "--no-version-check", "--no-write-json")
    places = (
        *("--project-dir", str(settings.dbt_dir)),
        *("--profiles-dir", str(settings.dbt_dir)),
        *("--target-path", str(target)),
        *("--log-path", str(target / "logs")),
    )
    with chdir(warehouse.parent), _no_garbage_collection():
        outcome = dbtRunner().invoke([*quiet, "parse", *places])
        project = outcome.result if isinstance(outcome.result, Manifest) else None
        if project is not None:
            outcome = dbtRunner(project).invoke([*quiet, *arguments, *places])
    # The profile keeps the file open from node to node; the next step needs it free.
    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager.close_all_connections()
    reset_adapters()
    _write_copy(target / PARSED, shared, only_if_missing=False)
    return project, outcome


@contextmanager
def _no_garbage_collection() -> Generator[None]:
    # dbt keeps a few hundred thousand objects alive; looking through them again and
    # again is a fifth of its time and finds nothing to collect.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _write_copy(parsed: Path, to: Path, *, only_if_missing: bool) -> None:
    """Let a new home begin with the project as another home's dbt has read it."""
    if not parsed.exists() or (only_if_missing and to.exists()):
        return
    # A copy saves two seconds; a folder that may not be written to is no fault.
    with suppress(OSError):
        to.parent.mkdir(parents=True, exist_ok=True)
        half = to.with_name(f".{to.name}.{os.getpid()}")
        shutil.copyfile(parsed, half)
        half.replace(to)


def _find_broken(warehouse: Path) -> list[CheckCount]:
    # What stopped the build may have left a file that cannot be opened either.
    with suppress(duckdb.Error):
        return [count for count in read_check_counts(warehouse) if count.is_broken]
    return []


def _explain(
    outcome: "dbtRunnerResult", broken: Sequence[CheckCount]
) -> UserFacingError:
    failed = [
        f"{count.model_name}: {count.rule}: {count.n_failures:,} rows"
        for count in broken
    ] + [
        f"{result.node.name}: {(result.message or result.status).strip()}"
        for result in getattr(outcome.result, "results", None) or []
        if result.status in {"error", "fail", "runtime error"}
        # It says the same as the rules it has counted.
        and not (broken and result.node.resource_type == "operation")
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
