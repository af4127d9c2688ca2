"""Keep every imported file exactly as it came, and remember which ones are made up."""

import hashlib
import re
from pathlib import Path

from pipelines.importing.find_new_files import load_example_files, write_example_files
from pipelines.importing.ledger import FileEvent
from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.write_rows import write_bytes
from pipelines.settings import Settings

#: Our own prefix on copies in exports/, so that two files of one name can lie there.
COPY_PREFIX = re.compile(r"^[0-9a-f]{12}_")
UNSAFE_IN_NAME = re.compile(r"[^\w.,()+ -]")
LONGEST_NAME = 100


def build_sha256(content: bytes) -> str:
    """Build the fingerprint that a file is known by, whatever it is called."""
    return hashlib.sha256(content).hexdigest()


def find_sent_name(path: Path) -> str:
    """Find the name a file had when it came, in a form that is safe to print."""
    sent = path.with_name(COPY_PREFIX.sub("", path.name) or path.name)
    # Word by word: an address does not swallow the day and the table before it.
    words = [remove_personal_text(word) for word in sent.stem.split("_")]
    return UNSAFE_IN_NAME.sub("_", "_".join(words) + sent.suffix)


def load_is_example(path: Path, event: FileEvent, known: list[FileEvent]) -> bool:
    """Tell whether a file is example data: by its folder's list, or as seen before.

    Raises:
        ExportFormatError: It is listed but has been changed since.
    """
    if load_example_files(path.parent).check(path.name, str(event.file_sha256)):
        return True
    return any(
        other.is_example for other in known if other.file_sha256 == event.file_sha256
    )


def write_copy(
    path: Path, content: bytes, event: FileEvent, settings: Settings
) -> None:
    """Write a copy of a file among the home's exports, unless it lies there already.

    It holds what was received, personal data too, so only our own user may read it.

    Raises:
        DiskError: No room or no right to write.
    """
    if path.resolve().is_relative_to(settings.exports_dir.resolve()):
        return
    stem, ending = Path(event.file_name).stem, path.suffix.lower()
    copy = (
        settings.exports_dir
        / str(event.source)
        / f"{event.stem}_{stem[:LONGEST_NAME]}{ending}"
    )
    if event.is_example:
        # First the list, then the file: a made-up file is never there unlisted.
        write_example_files(copy.parent, {copy.name: str(event.file_sha256)})
    if not copy.exists():
        write_bytes(content, copy, is_private=True)
