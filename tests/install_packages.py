"""Install the Debian packages that tests open and look at things with.

Run by `make test`. What cannot be installed is named with the one command that does it;
the tests that need it are then skipped visibly.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = ["apt-get", "install", "--yes", "--no-install-recommends"]


@dataclass(frozen=True)
class Need:
    """What a kind of tests needs: Debian's packages, and what shows that they are here.

    `any_of` are programs or patterns of paths; one that is found is enough.
    """

    used_for: str
    packages: tuple[str, ...]
    any_of: tuple[str, ...]


NEEDS = (
    Need("the browser tests", ("chromium", "fonts-liberation"), ("chromium",)),
    Need(
        "the tests of the store on PostgreSQL",
        ("postgresql",),
        ("initdb", "/usr/lib/postgresql/*/bin/initdb"),
    ),
    *(
        Need(
            "opening slides, documents and workbooks as readers do",
            (f"libreoffice-{part}", "fonts-liberation"),
            (f"/usr/lib/libreoffice/program/lib{library}lo.so",),
        )
        for part, library in (("impress", "sd"), ("writer", "sw"), ("calc", "sc"))
    ),
    Need("looking at pages of a PDF", ("poppler-utils",), ("pdftoppm",)),
)


def main() -> int:
    """Install what is missing, all at once; never fails the run by itself."""
    missing = [need for need in NEEDS if not is_here(need)]
    if not missing:
        return 0
    packages = sorted({package for need in missing for package in need.packages})
    used_for = ", ".join(dict.fromkeys(need.used_for for need in missing))
    by_hand = f"sudo {' '.join(COMMAND + packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"▸ Some tests will be skipped ({used_for}). For them run: {by_hand}")
        return 0
    print(f"▸ Installing {' '.join(packages)} for {used_for}")
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    installed = subprocess.run(COMMAND + packages, check=False, **quiet)
    if installed.returncode:
        print(f"▸ That did not work. For {used_for} run: {by_hand}")
    return 0


def is_here(need: Need) -> bool:
    """Tell whether one of the files that show it is found."""
    return any(
        bool(list(Path("/").glob(name[1:])))
        if name.startswith("/")
        else shutil.which(name) is not None
        for name in need.any_of
    )


if __name__ == "__main__":
    sys.exit(main())
