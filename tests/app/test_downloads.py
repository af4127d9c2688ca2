import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from app.access import REGION
from app.errors import AccessDenied
from app.reports.file_kinds import CHART_KINDS, SIZE_LABELS
from tests.conftest import ROOT

MAIN = str(ROOT / "app" / "main.py")
Offered = dict[str, dict[str, Any]]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What the buttons of a page would give, by key."""
    buttons: Offered = {}
    monkeypatch.setattr(
        "app.components.download.st.download_button",
        lambda label, *, key, **more: buttons.update({key: {"label": label, **more}}),
    )
    return buttons


def open_page() -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    return page.switch_page("views/environmental_requirements.py").run()


def find_chart(page: AppTest) -> str:
    """The name of a chart of the page: the one that is drawn first."""
    keys = [str(each.key) for each in page.selectbox]
    return next(key.split(".")[1] for key in keys if key.endswith(".size"))


@pytest.mark.usefixtures("example_home")
def test_every_file_of_a_chart_is_had_from_the_page(offered: Offered) -> None:
    page = open_page()
    assert not page.exception
    name = find_chart(page)
    makers: dict[str, Callable[[], bytes]] = {}
    for kind_code, kind in CHART_KINDS.items():
        page.selectbox(key=f"download.{name}.kind").set_value(kind_code).run()
        assert not page.exception
        (key,) = [
            key for key in offered if key.startswith(f"download.{name}.{kind_code}.")
        ]
        button = offered[key]
        assert button["label"] == f"Ladda ned {kind.ending.upper()}"
        assert button["mime"] == kind.mime
        assert button["file_name"].endswith(f".{kind.ending}")
        makers[kind_code] = button["data"]
    assert len({each["file_name"] for each in offered.values()}) == len(offered)
    takeaway = page.subheader[0].value
    read_everything(makers, takeaway)


def read_everything(makers: dict[str, Callable[[], bytes]], takeaway: str) -> None:
    rows = list(
        csv.reader(io.StringIO(makers["csv"]().decode("utf-8-sig")), delimiter=";")
    )
    plain = list(csv.reader(io.StringIO(makers["plain_csv"]().decode())))
    n_rows = len(plain) - 1
    assert rows[0][1] in takeaway.replace("\\", "")
    assert rows[-n_rows:] == [
        [cell.replace(".", ",") if is_number(cell) else cell for cell in row][
            : len(rows[-1])
        ]
        for row in plain[1:]
    ]
    assert makers["png"]().startswith(b"\x89PNG")
    assert b"<svg" in makers["svg"]()[:200]
    slide = Presentation(io.BytesIO(makers["pptx"]())).slides[0]
    assert slide.shapes.title is not None
    assert slide.shapes.title.text == rows[0][1]
    sheet = openpyxl.load_workbook(io.BytesIO(makers["xlsx"]())).worksheets[0]
    assert rows[0][1] in {
        cell for row in sheet.iter_rows(values_only=True) for cell in row
    }
    with zipfile.ZipFile(io.BytesIO(makers["package"]())) as package:
        assert rows[0][1] in package.read("index.html").decode()


def is_number(cell: str) -> bool:
    return cell.replace(".", "").replace("-", "").isdigit() and cell.count("-") < 2


@pytest.mark.usefixtures("example_home")
def test_a_size_is_asked_for_where_it_matters_only(offered: Offered) -> None:
    page = open_page()
    name = find_chart(page)
    sizes = f"download.{name}.size"
    assert page.selectbox(key=sizes).options == [
        *("Spalt på A4", "Presentationsbild (16:9)", "Kvadratiskt inlägg (1:1)")
    ]
    page.selectbox(key=sizes).set_value("slide").run()
    assert f"download.{name}.png.slide" in offered
    page.selectbox(key=f"download.{name}.kind").set_value("xlsx").run()
    assert sizes not in {each.key for each in page.selectbox}
    assert len(SIZE_LABELS) == 3


@pytest.mark.usefixtures("example_home")
def test_a_file_is_not_made_for_somebody_else_than_the_page_was_drawn_for(
    offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page()
    makers = [each["data"] for each in offered.values()]
    assert makers
    monkeypatch.setattr("app.access.find_role", lambda: (REGION, ("12",)))
    for make in makers:
        with pytest.raises(AccessDenied):
            make()
