"""Install Debian's chromium for the browser tests where that is allowed.

Run by `make test`. Where it cannot install, it names the one command and leaves; the
browser tests are then skipped visibly.
"""

import os
import shutil
import subprocess
import sys

COMMAND = ["apt-get", "install", "--yes", "--no-install-recommends"]
PACKAGES = ["chromium", "fonts-liberation"]


def main() -> int:
    """Install chromium unless it is there; never fails the run by itself."""
    if shutil.which("chromium"):
        return 0
    by_hand = f"sudo {' '.join(COMMAND + PACKAGES)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"▸ No chromium here. For the browser tests run: {by_hand}")
        return 0
    print("▸ Installing chromium for the browser tests")
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    installed = subprocess.run(COMMAND + PACKAGES, check=False, **quiet)
    if installed.returncode:
        print(f"▸ That did not work. For the browser tests run: {by_hand}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
