from pathlib import Path

import pytest

from tests.install_packages import NEEDS, Need, is_here
from tests.office import SWEDISH_CSV, convert, convert_to_pdf, draw_pages, read_pages

LIST = "Region;Antal\r\nÖrebro län;12\r\n".encode("utf-8-sig")


def test_what_libreoffice_opens_is_read_page_by_page(tmp_path: Path) -> None:
    printed = convert_to_pdf(LIST, "csv", SWEDISH_CSV)
    (page,) = read_pages(printed)
    # Sheet name and page number stand around the cells.
    assert page.split()[1:-2] == ["Region", "Antal", "Örebro", "län", "12"]
    (picture,) = draw_pages(printed, tmp_path)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_nobody_can_open_is_told() -> None:
    with pytest.raises(AssertionError, match="LibreOffice could not"):
        convert(b"PK\x03\x04broken", "pptx", "pdf")


@pytest.mark.parametrize(
    ("named", "found"),
    [("sh", True), ("/bin/s?", True), ("no-such-program", False), ("/no/such", False)],
)
def test_a_need_is_met_by_a_program_or_a_path(named: str, found: bool) -> None:
    assert is_here(Need("a test", ("a-package",), (named,))) is found
    assert all(need.packages and need.any_of for need in NEEDS)
