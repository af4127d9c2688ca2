"""Find the files that somebody has left to be imported, and which are made up."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import ExportFormatError, UsageError
from pipelines.importing.write_rows import write_bytes

ENDINGS = {".csv", ".tsv", ".txt", ".xlsx", ".parquet"}
MANIFEST = "exempeldata.json"
#: Added to a file's whole name: what its sender says of it.
MANIFEST_ENDING = ".manifest.json"
#: What spreadsheets and file managers leave beside the files they have open.
LEFTOVERS = ("~$", ".", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class ExampleFiles:
    """The files of a folder that are fictional, as its exempeldata.json lists them."""

    sha256_by_name: dict[str, str]
    not_for_import: frozenset[str]

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
        if not _is_manifest(name, names)
    ]
    return tuple(
        path
        for path in sorted(found)
        if path.name not in load_example_files(path.parent).not_for_import
    )


def load_example_files(folder: Path) -> ExampleFiles:
    """Load which files of a folder are example data, by its and its parent's list.

    Raises:
        ExportFormatError: A list cannot be read; without it, example data could pass
            for real.
    """
    sha256_by_name: dict[str, str] = {}
    not_for_import: set[str] = set()
    for place in (folder.parent, folder):
        listed = _read_manifest(place / MANIFEST)
        sha256_by_name |= {
            Path(name).name: sha for name, sha in listed["files"].items()
        }
        not_for_import |= {Path(name).name for name in listed["not_for_import"]}
    return ExampleFiles(sha256_by_name, frozenset(not_for_import))


def write_example_files(folder: Path, sha256_by_name: dict[str, str]) -> None:
    """Add files to the list of example data in a folder.

    Raises:
        DiskError: No room or no right to write.
    """
    listed = _read_manifest(folder / MANIFEST)
    listed["files"] |= sha256_by_name
    written = json.dumps(listed, indent=2, ensure_ascii=False, sort_keys=True)
    write_bytes(f"{written}\n".encode(), folder / MANIFEST)


def _read_manifest(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {"files": {}, "not_for_import": []}
    try:
        listed = json.loads(path.read_text(encoding="utf8"))
        return {**listed, "not_for_import": listed.get("not_for_import", [])}
    except (ValueError, TypeError) as error:
        raise ExportFormatError(
            f"{MANIFEST} in {path.parent.name} cannot be read. Make the example again, "
            "or remove the whole folder.",
            reason_code="example_changed",
        ) from error


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


def _is_manifest(name: str, names: list[str]) -> bool:
    # One without its file is told of: something was lost on the way.
    return (
        name.endswith(MANIFEST_ENDING) and name.removesuffix(MANIFEST_ENDING) in names
    )


def _sort_out_hidden(folders: list[str]) -> bool:
    # os.walk visits what is left in the list it handed out.
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    return True
