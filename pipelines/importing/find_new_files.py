"""Find the files that somebody has left to be imported, and which are made up."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import ExportFormatError, UsageError

ENDINGS = {".csv", ".xlsx"}
MANIFEST = "exempeldata.json"
#: What spreadsheets and file managers leave beside the files they have open.
LEFTOVERS = ("~$", ".", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class ExampleFiles:
    """The files of a folder that are fictional, as its exempeldata.json lists them."""

    sha256_by_name: dict[str, str] = field(default_factory=dict)
    not_for_import: frozenset[str] = frozenset()

    def check(self, file_name: str, file_sha256: str) -> bool:
        """Tell whether a file is example data.

        Raises:
            ExportFormatError: The list names it but it has been changed since. It is
                neither the example nor somebody's real export.
        """
        if file_sha256 in self.sha256_by_name.values():
            return True
        if file_name in self.sha256_by_name:
            raise ExportFormatError(
                f"{MANIFEST} lists it as example data, but it has been changed since. "
                "Give real data another file name, or make the example again.",
                reason_code="example_changed",
            )
        return False


def find_new_files(folder: Path) -> tuple[Path, ...]:
    """Find every file in a folder and the folders in it, in a steady order.

    Left out are manifests, the files these say are not for import, and what programs
    leave behind. A link that leads out of the folder is found; reading it is refused.

    Raises:
        UsageError: There is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"There is no folder {folder}. Name the folder of the exports."
        )
    found = [
        Path(place) / name
        for place, folders, names in os.walk(folder)
        if _sort_out_hidden(folders)
        for name in names
        if name != MANIFEST and not name.startswith(LEFTOVERS)
    ]
    return tuple(
        path
        for path in sorted(found)
        if path.name not in load_example_files(path.parent).not_for_import
    )


def load_example_files(folder: Path) -> ExampleFiles:
    """Load which files of a folder are example data, from its own or its parent's list.

    Raises:
        ExportFormatError: The list cannot be read; without it, example data could pass
            for real.
    """
    for place in (folder, folder.parent):
        path = place / MANIFEST
        if not path.is_file():
            continue
        try:
            listed = json.loads(path.read_text(encoding="utf8"))
            return ExampleFiles(
                sha256_by_name=listed["files"],
                not_for_import=frozenset(listed.get("not_for_import", [])),
            )
        except (ValueError, KeyError) as error:
            raise ExportFormatError(
                f"{MANIFEST} in {place.name} cannot be read. Make the example again, or "
                "remove the whole folder.",
                reason_code="example_changed",
            ) from error
    return ExampleFiles()


def check_inside(path: Path, folder: Path) -> None:
    """Refuse a link that leads out of the folder.

    Raises:
        ExportFormatError: Following it would read a file nobody has put here.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ExportFormatError(
            "the file is a link to a place outside the folder. Copy the file itself.",
            reason_code="not_readable",
        )


def build_sha256(content: bytes) -> str:
    """Build the fingerprint that a file is known by, whatever it is called."""
    return hashlib.sha256(content).hexdigest()


def _sort_out_hidden(folders: list[str]) -> bool:
    # os.walk visits what is left in the list it handed out.
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    return True
