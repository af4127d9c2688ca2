from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/environmental_requirements.py").run()


def test_the_page_shows_how_its_goals_stand() -> None:
    page = open_page()
    assert not page.exception
    assert "mål uppnå" in page.header[0].value


def test_the_address_chooses_the_goal() -> None:
    page = open_page(kpi="KPI-111-01")
    assert page.header[1].value == "Andel nya avtal med gemensamma miljökrav"


@pytest.mark.parametrize(
    "address", [{"place": "A"}, {"place": "09"}, {"category": "food"}, {"lang": "en"}]
)
def test_every_filter_can_be_set(address: dict[str, str]) -> None:
    assert not open_page(**address).exception
