"""Read where things lie and how much of the machine to use.

The only module in this half that reads environment variables.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The folders and limits that every step works within.

    `root` holds the code and the small reference tables; `home` holds everything made
    at run time and may lie anywhere.
    """

    root: Path
    home: Path
    threads: int
    memory_limit: str
    #: SQLAlchemy's address of what people write in the app; may hold a password.
    store_url: str = field(repr=False)
    #: Never shown, not even in a traceback.
    secret_key: str | None = field(default=None, repr=False)

    @property
    def key_file(self) -> Path:
        """The key that persons are hashed with, unless MALBILD_KEY holds it."""
        return self.home / "key"

    @property
    def exports_dir(self) -> Path:
        """Files exactly as received, one folder per source. Never edited."""
        return self.home / "exports"

    @property
    def imported_dir(self) -> Path:
        """Accepted rows and the ledger of every file seen."""
        return self.home / "imported"

    @property
    def rejected_dir(self) -> Path:
        """Rejected rows with the rules they broke."""
        return self.home / "rejected"

    @property
    def warehouse_dir(self) -> Path:
        """The builds and the pointer to the published one."""
        return self.home / "warehouse"

    @property
    def models_dir(self) -> Path:
        """One folder per model run."""
        return self.home / "models"

    @property
    def forecasts_dir(self) -> Path:
        """One folder per forecast of the running year, with its backtest."""
        return self.home / "forecasts"

    @property
    def open_dir(self) -> Path:
        """What has been published openly, and the pointer to what is so now."""
        return self.home / "open"

    @property
    def reference_dir(self) -> Path:
        """Small committed tables of figures. Part of the code, not of the home."""
        return self.root / "data" / "reference"

    @property
    def dbt_dir(self) -> Path:
        """The dbt project."""
        return self.root / "dbt"


def load_settings(home: Path | None = None) -> Settings:
    """Load the settings from the environment.

    Args:
        home: Folder for all run-time data. When left out MALBILD_HOME is used, and
            without that `data/` in the project.

    Raises:
        UsageError: MALBILD_THREADS is not a whole number above zero.
    """
    chosen = home or os.environ.get("MALBILD_HOME") or ROOT / "data"
    threads = os.environ.get("MALBILD_THREADS") or str(os.cpu_count() or 2)
    if not threads.isdecimal() or int(threads) < 1:
        raise UsageError(
            f"MALBILD_THREADS is {threads!r}; write a whole number such as 2."
        )
    lies_in = Path(chosen).expanduser().resolve()
    return Settings(
        root=ROOT,
        home=lies_in,
        threads=int(threads),
        memory_limit=os.environ.get("MALBILD_MEMORY_LIMIT") or "2GB",
        store_url=os.environ.get("MALBILD_STORE_URL")
        or f"sqlite:///{lies_in / 'store' / 'malbild.sqlite'}",
        secret_key=os.environ.get("MALBILD_KEY") or None,
    )


def read_progress_form() -> str:
    """Return how progress is told: "text" for people, "json" for programs."""
    return os.environ.get("MALBILD_PROGRESS") or "text"
