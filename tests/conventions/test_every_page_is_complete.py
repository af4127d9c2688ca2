from pathlib import Path

import pytest
import yaml

from app.page_registry import PAGES, Page

EXPOSURES = Path("dbt/models/exposures")
WORDS = Path("app/locale/sv/LC_MESSAGES")


def test_every_view_is_registered() -> None:
    views = {path.stem for path in Path("app/views").glob("*.py")} - {"__init__"}
    assert views == {page.stem for page in PAGES}, "Change app/page_registry.py"


@pytest.mark.parametrize("registered", PAGES, ids=lambda page: page.stem)
def test_every_page_has_words_and_a_test(registered: Page) -> None:
    assert (WORDS / f"{registered.stem}.po").exists(), "Add the page's Swedish words"
    assert Path(f"tests/app/test_{registered.stem}.py").exists(), (
        "Add a test of the page"
    )


@pytest.mark.parametrize("registered", PAGES, ids=lambda page: page.stem)
def test_every_page_tells_dbt_what_it_reads(registered: Page) -> None:
    path = EXPOSURES / f"{registered.stem}.yml"
    assert path.exists(), f"Add {path}"
    exposure = yaml.safe_load(path.read_text(encoding="utf8"))["exposures"][0]
    named = {name.split("'")[1] for name in exposure["depends_on"]}
    assert named == set(registered.reads), f"{path} and app/page_registry.py must agree"
