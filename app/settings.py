"""Where the app finds its run-time data: the only reader of the environment here."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The folders the app reads. It writes to none of them."""

    home: Path

    @property
    def warehouse_dir(self) -> Path:
        """The folder with the published builds and the pointer to the newest."""
        return self.home / "warehouse"


def load_settings() -> Settings:
    """Read MALBILD_HOME, or use data/ beside the code."""
    home = os.environ.get("MALBILD_HOME")
    return Settings(home=Path(home).resolve() if home else ROOT / "data")
