"""Where the app finds its run-time data: the only reader of the environment here."""

import os
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The folder the app reads, and the store, the one place it writes to."""

    home: Path
    store_url: str = field(repr=False)

    @property
    def warehouse_dir(self) -> Path:
        """The folder with the published builds and the pointer to the newest."""
        return self.home / "warehouse"


def load_settings() -> Settings:
    """Read MALBILD_HOME and MALBILD_STORE_URL, or use what lies beside the code."""
    found = os.environ.get("MALBILD_HOME")
    home = Path(found).expanduser().resolve() if found else ROOT / "data"
    return Settings(
        home=home,
        store_url=os.environ.get("MALBILD_STORE_URL")
        or f"sqlite:///{home / 'store' / 'malbild.sqlite'}",
    )
