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
    #: A server of its own for the public: whoever reads is nobody in particular.
    is_public_only: bool = False

    @property
    def warehouse_dir(self) -> Path:
        """The folder with the published builds and the pointer to the newest."""
        return self.home / "warehouse"

    @property
    def open_dir(self) -> Path:
        """The folder with what has been published openly, and the pointer to it."""
        return self.home / "open"


def load_settings() -> Settings:
    """Read the variables named MALBILD_…, or use what lies beside the code."""
    found = os.environ.get("MALBILD_HOME")
    home = Path(found).expanduser().resolve() if found else ROOT / "data"
    return Settings(
        home=home,
        store_url=os.environ.get("MALBILD_STORE_URL")
        or f"sqlite:///{home / 'store' / 'malbild.sqlite'}",
        is_public_only=bool(os.environ.get("MALBILD_PUBLIC_ONLY")),
    )
