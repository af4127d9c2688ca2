"""One published example warehouse for the whole run, whoever asks first builds it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MALBILD = Path(sys.executable).parent / "malbild"

#: A file with such a fixture makes something once for its tests.
SHARES = 'scope="module"'
#: One that says this makes it once for each of its parameters.
PER_PARAMETER = "# shared per parameter"

#: Set in CI: there a skipped test is a failed one.
NO_SKIPS = bool(os.environ.get("MALBILD_NO_SKIPS"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> object:
    """Let one process run all tests that share what their file makes for them.

    Otherwise each process makes it: a home that takes a minute is made twice. The
    marks of pytest-xdist do nothing with pytest 9.2, so files are looked at instead.
    """
    # As collected: what takes long comes first, and small unit tests even out the end.
    config.option.loadscopereorder = False
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = find_group
    return scheduler


def find_group(node_id: str) -> str:
    """Find which tests must run in the same process as this one."""
    file, _, test = node_id.partition("::")
    if PER_PARAMETER in read_test_file(file):
        return f"{file}[{test.rpartition('[')[2]}"
    return file if SHARES in read_test_file(file) else node_id


@cache
def read_test_file(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf8")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which is not allowed here: {report.longrepr}"
    return report


def run_malbild(*arguments: object, **options: object) -> subprocess.CompletedProcess:
    """Run the real command in a process of its own and return what it printed."""
    environment = os.environ | {"COLUMNS": "200"}
    for name in ("MALBILD_HOME", "MALBILD_KEY", "MALBILD_STORE_URL"):
        environment.pop(name, None)
    return subprocess.run(
        [str(MALBILD), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        **options,
    )


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def example_exports(shared_tmp: Path) -> Path:
    """The example programme's export files, written once per run."""
    folder = shared_tmp / "example_exports"
    with (shared_tmp / "example_exports.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            written = run_malbild("example", "--out", folder)
            assert written.returncode == 0, written.stderr
    return folder


def build_home(shared_tmp: Path, name: str, exports: Path) -> Path:
    """Publish exports in a home of this name, unless another process has done it."""
    home = shared_tmp / name
    with (shared_tmp / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "warehouse" / "current.json").exists():
            built = run_malbild("refresh", "--home", home, "--exports", exports)
            assert built.returncode == 0, built.stderr
    return home


@pytest.fixture(scope="session")
def built_home(shared_tmp: Path, example_exports: Path) -> Path:
    """A home with the example programme published, built once per run; read only."""
    return build_home(shared_tmp, "home", example_exports)


@pytest.fixture(scope="session")
def built_warehouse(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published example's warehouse, for tests that open it themselves.

    DuckDB refuses a second way of opening a file that a page in this process has open.
    """
    folder = built_home / "warehouse"
    published = json.loads((folder / "current.json").read_text(encoding="utf8"))["file"]
    copy = tmp_path_factory.mktemp("warehouse") / published
    shutil.copyfile(folder / published, copy)
    return copy


@pytest.fixture
def example_home(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published example, with MALBILD_HOME pointing to it for this test."""
    monkeypatch.setenv("MALBILD_HOME", str(built_home))
    return built_home


@pytest.fixture
def statistics_home(shared_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published home that has received national statistics and nothing else."""
    exports = ROOT / "pipelines" / "sources" / "procurement_statistics"
    home = build_home(shared_tmp, "statistics_home", exports)
    monkeypatch.setenv("MALBILD_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def public_data() -> Path:
    """The folder of real public files that tests read and the project never holds."""
    if not (SHARED / "data").exists():
        pytest.skip(f"{SHARED}/data is not here: tests on real public files skipped")
    return SHARED / "data"
