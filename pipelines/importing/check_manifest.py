"""Compare a file with the manifest that its sender has put beside it, if there is one.

avtal.csv + avtal.csv.manifest.json {"sha256": "…", "rows": 1234} -> as sent, or not
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import ExportFormatError
from pipelines.importing.find_new_files import MANIFEST_ENDING, check_inside

MAX_BYTES = 2**16
SHA256 = re.compile(r"[0-9a-f]{64}")
#: As much of a fingerprint as a message shows.
SHOWN = 12


@dataclass(frozen=True)
class Manifest:
    """What the sender says of a file. Nothing is said of what is none."""

    sha256: str | None = None
    rows: int | None = None

    def check_sha256(self, file_sha256: str) -> None:
        """Refuse a content that is not the one that was sent.

        Raises:
            ExportFormatError: The fingerprints differ.
        """
        if self.sha256 not in {None, file_sha256}:
            raise ExportFormatError(
                f"its sha256 begins {file_sha256[:SHOWN]}, but its manifest says "
                f"{str(self.sha256)[:SHOWN]}. It was changed or cut on the way, or the "
                "manifest is another file's. Copy both again from the sender.",
                reason_code="manifest",
            )

    def check_rows(self, n_received: int) -> None:
        """Refuse a file with more or fewer rows than were sent.

        Raises:
            ExportFormatError: The numbers differ.
        """
        if self.rows not in {None, n_received}:
            raise ExportFormatError(
                f"the file has {n_received:,} rows, but its manifest says "
                f"{self.rows:,}. Export both again; headings, titles and lines of "
                "totals are not counted as rows.",
                reason_code="manifest",
            )


def load_manifest(path: Path, folder: Path) -> Manifest:
    """Load what the sender says of a file; nothing when there is no manifest.

    Args:
        path: The file itself.
        folder: The folder it was found in, which the manifest may not link out of.

    Raises:
        ExportFormatError: There is a manifest and it cannot be read.
    """
    beside = path.with_name(f"{path.name}{MANIFEST_ENDING}")
    if not beside.is_file():
        return Manifest()
    check_inside(beside, folder)
    try:
        with beside.open("rb") as file:
            said = json.loads(file.read(MAX_BYTES))
        sha256, rows = said.get("sha256"), said.get("rows")
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise _build_unreadable() from error
    fits_sha256 = sha256 is None or SHA256.fullmatch(str(sha256).lower())
    fits_rows = rows is None or (type(rows) is int and rows >= 0)
    if not (fits_sha256 and fits_rows) or sha256 is rows is None:
        raise _build_unreadable()
    return Manifest(str(sha256).lower() if sha256 else None, rows)


def _build_unreadable() -> ExportFormatError:
    return ExportFormatError(
        f"the manifest beside it, with the ending {MANIFEST_ENDING}, cannot be read. "
        'Write {"sha256": 64 signs, "rows": a number}, one of them or both, or take '
        "the manifest away.",
        reason_code="manifest",
    )
