import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import access
from app.page_registry import PAGES

MAIN = str(Path("app/main.py").resolve())
#: Shows what has been published openly, to everybody, and not the build.
PUBLIC_PAGE = "open_results"
PROGRAMME_PAGES = [page.stem for page in PAGES if page.stem != PUBLIC_PAGE]


def open_page(stem: str = "data_status", **address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page(f"views/{stem}.py").run()


@pytest.mark.usefixtures("example_home")
@pytest.mark.parametrize("stem", PROGRAMME_PAGES)
def test_every_page_opens_with_title_date_and_example_mark(stem: str) -> None:
    page = open_page(stem)
    assert not page.exception
    assert not page.error
    assert len(page.title) == 1
    shown = " ".join(each.value for each in [*page.markdown, *page.caption])
    if stem != "procurement_requirements":
        assert "Data per 2025-10-31" in shown.replace("\\", "")
        assert "Exempeldata" in shown


@pytest.mark.usefixtures("example_home")
def test_without_a_login_the_page_says_so() -> None:
    page = open_page()
    assert "Ingen inloggning" in page.sidebar.caption[0].value


@pytest.mark.usefixtures("example_home")
def test_the_language_is_chosen_in_the_address_and_from_the_menu() -> None:
    assert open_page().title[0].value == "Data"
    page = open_page("contract_follow_up", lang="en")
    assert page.title[0].value == "Contract follow-up"
    page.sidebar.selectbox(key="choice_lang").select("sv").run()
    assert page.title[0].value == "Avtalsuppföljning"
    assert page.query_params["lang"] in ("sv", ["sv"])


@pytest.mark.usefixtures("example_home")
def test_a_choice_is_kept_in_the_address_and_on_the_next_page() -> None:
    page = open_page("overview", place="12")
    assert page.selectbox(key="choice_place").value == "12"
    page.selectbox(key="choice_place").select("01").run()
    assert page.query_params["place"] in ("01", ["01"])
    # Streamlit's menu leaves the address bare.
    page.query_params.clear()
    page.switch_page("views/contract_follow_up.py").run()
    assert page.selectbox(key="choice_place").value == "01"
    assert page.query_params["place"] in ("01", ["01"])


@pytest.mark.usefixtures("example_home")
@pytest.mark.parametrize("asked", ["' or 1=1 --", "%", "_", "99", "\0", "x" * 5000])
def test_a_choice_that_does_not_exist_becomes_the_first(asked: str) -> None:
    page = open_page("overview", place=asked)
    assert not page.exception
    assert page.selectbox(key="choice_place").value == "SE"


@pytest.mark.parametrize(
    "pointer",
    [
        None,
        "{",
        "[]",
        json.dumps({"build_id": "../../etc/passwd"}),
        json.dumps({"build_id": "20250101T000000Z-gone"}),
        json.dumps({"build_id": 7}),
    ],
    ids=str,
)
def test_without_a_readable_build_there_is_a_maintenance_page(
    pointer: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if pointer is not None:
        (tmp_path / "warehouse").mkdir()
        (tmp_path / "warehouse" / "current.json").write_text(pointer)
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    page = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not page.exception
    assert page.title[0].value == "Målbild har inga uppgifter att visa just nu"


@pytest.mark.parametrize("content", [b"", b"<html>", b"\0" * 20_000], ids=len)
def test_a_damaged_build_gives_the_maintenance_page(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    build_id = f"20250101T000000Z-{len(content)}"
    (folder / f"warehouse-{build_id}.duckdb").write_bytes(content)
    (folder / "current.json").write_text(json.dumps({"build_id": build_id}))
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    page = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not page.exception
    assert page.title[0].value == "Målbild har inga uppgifter att visa just nu"


@pytest.fixture
def login_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "check_login_is_configured", lambda: True)


@pytest.mark.usefixtures("example_home", "login_is_configured")
def test_an_anonymous_reader_gets_the_login_and_what_is_published_openly() -> None:
    page = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not page.exception
    assert [button.label for button in page.button] == ["Logga in"]
    assert page.title[0].value == "Öppna resultat"
    assert page.info[0].value.startswith("**Inget är publicerat öppet.**")
    assert not page.dataframe
    assert not page.metric


@pytest.mark.usefixtures("example_home", "login_is_configured")
@pytest.mark.parametrize("stem", PROGRAMME_PAGES)
def test_a_page_run_past_the_menu_shows_nothing_to_the_wrong_role(stem: str) -> None:
    page = AppTest.from_file(f"../../app/views/{stem}.py", default_timeout=60).run()
    assert [each.message for each in page.exception]
    assert not page.dataframe
    assert not page.metric
    assert not page.markdown


@pytest.mark.usefixtures("statistics_home")
@pytest.mark.parametrize("stem", PROGRAMME_PAGES)
def test_a_home_without_programme_data_says_so_on_every_page(stem: str) -> None:
    page = open_page(stem)
    assert not page.exception
    texts = [each.value for each in (*page.caption, *page.info)]
    assert not any("None" in text or "per \u2013" in text for text in texts)
    if stem != "procurement_requirements":
        assert "Inga uppgifter från programmet än" in texts
