"""Install Debian's PostgreSQL for the tests of the store where that is allowed.

Run by `make test`. Where it cannot install, it names the one command and leaves; the
tests on PostgreSQL are then skipped visibly.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMAND = ["apt-get", "install", "--yes", "--no-install-recommends"]
PACKAGES = ["postgresql"]


def main() -> int:
    """Install PostgreSQL unless it is there; never fails the run by itself."""
    if shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return 0
    by_hand = f"sudo {' '.join(COMMAND + PACKAGES)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"▸ No PostgreSQL here. For the tests of the store run: {by_hand}")
        return 0
    print("▸ Installing PostgreSQL for the tests of the store")
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    installed = subprocess.run(COMMAND + PACKAGES, check=False, **quiet)
    if installed.returncode:
        print(f"▸ That did not work. For the tests of the store run: {by_hand}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
