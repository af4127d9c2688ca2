"""What readers' own programs make of a file: LibreOffice opens it, poppler prints it.

    content ─convert_to_pdf→ PDF ─read_pages→ each page's words
                              └─draw_pages→ each page as a picture, to be looked at

LibreOffice keeps a profile per user and lets one process in at a time, so each test
process has a profile of its own, made at its first conversion.
"""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

INSTALL = "run: python tests/install_packages.py"
LONGEST_SECONDS = 180
# How LibreOffice is told to read CSV: separator and quotes by number, UTF-8, from the
# first row, and the language whose numbers they are.
SWEDISH_CSV, PLAIN_CSV = (
    f"--infilter=Text - txt - csv (StarCalc):{separator},34,76,1,,{language}"
    for separator, language in ((59, 1053), (44, 1033))
)


def convert_to_pdf(content: bytes, ending: str, *options: str) -> bytes:
    """Convert what LibreOffice can open (pptx, docx, xlsx, csv, html) to a PDF."""
    return convert(content, ending, "pdf", *options)


def convert(content: bytes, ending: str, into: str, *options: str) -> bytes:
    """Convert a file as LibreOffice does when a reader opens and saves it.

    Args:
        content: The whole file.
        ending: What kind it is, without a dot.
        into: What it becomes: an ending, or LibreOffice's `ending:filter:options`.
        options: More of LibreOffice's own, such as SWEDISH_CSV.
    """
    if not shutil.which("soffice"):
        pytest.skip(f"no LibreOffice here: {INSTALL}")
    with tempfile.TemporaryDirectory(prefix="malbild_office_") as folder:
        file = Path(folder) / f"opened.{ending}"
        file.write_bytes(content)
        made = Path(folder) / "made"
        told = subprocess.run(
            [
                *("soffice", "--headless", "--norestore", "--nolockcheck"),
                f"-env:UserInstallation={find_profile().as_uri()}",
                *options,
                *("--convert-to", into, "--outdir", str(made), str(file)),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_SECONDS,
        )
        converted = made / f"opened.{into.partition(':')[0]}"
        assert converted.exists(), f"LibreOffice could not: {told.stdout}{told.stderr}"
        return converted.read_bytes()


def read_pages(pdf: bytes) -> list[str]:
    """Read the words of every page, in the order that a reader sees them."""
    text = run_poppler("pdftotext", "-layout", "-", "-", sent=pdf)
    return text.decode("utf8").split("\f")[:-1]


def draw_pages(pdf: bytes, folder: Path, *, dots_per_inch: int = 60) -> list[Path]:
    """Draw every page as a picture, page-01.png and so on."""
    run_poppler(
        *("pdftoppm", "-png", "-r", str(dots_per_inch), "-", str(folder / "page")),
        sent=pdf,
    )
    return sorted(folder.glob("page-*.png"))


def run_poppler(program: str, *arguments: str, sent: bytes) -> bytes:
    if not shutil.which(program):
        pytest.skip(f"no {program} here: {INSTALL}")
    return subprocess.run(
        [program, *arguments],
        input=sent,
        capture_output=True,
        check=True,
        timeout=LONGEST_SECONDS,
    ).stdout


@cache
def find_profile() -> Path:
    """Find this process's own profile; it goes when the process does."""
    profile = Path(tempfile.mkdtemp(prefix="malbild_office_profile_"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    return profile
