import io
import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.commands.job import JOB, LOCK, PROGRESS, RESULT
from app.components import report_own_template
from app.errors import AccessDenied, ReportRefused
from app.messages import load_language
from app.reports import file_orders, template_check
from app.reports.compose import build_report
from app.reports.definition import ReportDefinition
from app.reports.figures_told import find_told_figures
from app.reports.made_files import (
    CONTENT,
    FIGURES,
    find_file,
    find_files,
    load_content,
)
from app.reports.template_check import Checked, run_template_check
from app.store.report_definitions import (
    fetch_saved_reports,
    fetch_versions,
    write_report_version,
)
from app.store.report_runs import fetch_report_runs, write_report_run
from app.store.report_templates import fetch_template_content, fetch_templates
from tests.integration.store_plans import make_id

MAIN = str(Path("app/main.py").resolve())
PLAN, YEAR = "strategy_2023_2025", 2024
OWN_WORDS = "Läget är gott – i stort."
REGION = ("region", ("12",))


@pytest.fixture(autouse=True)
def home(built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with the published example in it, and an empty store."""
    folder = tmp_path / "home" / "warehouse"
    folder.mkdir(parents=True)
    for file in (built_home / "warehouse").iterdir():
        if file.is_file() and not file.name.startswith("."):
            (folder / file.name).symlink_to(file)
    monkeypatch.setenv("MALBILD_HOME", str(folder.parent))
    return folder.parent


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the page has asked the command to do, instead of doing it."""
    asked: list[tuple[str, ...]] = []

    def start(folder: Path, *arguments: str, **_limits: Any) -> None:
        asked.append(arguments)
        (folder / JOB).write_text("{}")

    monkeypatch.setattr(file_orders, "start_command", start)
    return asked


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in {"plan": PLAN, "year": str(YEAR), **address}.items():
        page.query_params[name] = text
    return page.switch_page("views/report_builder.py").run()


def read_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.subheader, *page.metric]
    elements += [*page.warning, *page.error, *page.info]
    return "\n".join(str(each.value) for each in elements).replace("\\", "")


def find_parts(page: AppTest) -> list[str]:
    keys = [str(each.key) for each in page.checkbox if each.key]
    start = "report.part."
    return [key.removeprefix(start) for key in keys if key.startswith(start)]


def make(page: AppTest, started: list[tuple[str, ...]]) -> dict[str, Any]:
    """Press the button and return what the command was asked to make."""
    page.button(key="report.make").click().run()
    assert not page.exception
    command, option, file = started[-1]
    assert (command, option) == ("report", "--job")
    return json.loads(Path(file).read_text("utf8"))


def end(page: AppTest, *, exit_code: int = 0, told: str = "") -> str:
    """Let the file that is being made end, and show it; return its run's id."""
    made = find_files(load_principal())[0]
    figures = [{"key": "k", "label": "Mål", "number": 15.0, "text": "15"}]
    (made.folder / CONTENT).write_bytes(b"PK a file")
    (made.folder / FIGURES).write_text(json.dumps(figures))
    (made.folder / PROGRESS).write_text(told)
    (made.folder / LOCK).touch()
    ended = {"exit_code": exit_code, "is_stopped": False}
    (made.folder / RESULT).write_text(json.dumps(ended))
    page.run()
    return made.run_id


def save(page: AppTest, name: str, button: str = "new") -> None:
    box = next(each for each in page.text_input if "report.name." in str(each.key))
    box.set_value(name)
    page.button(key=f"report.save.{button}").click().run()
    assert not page.exception


def test_parts_are_ticked_moved_and_added_and_the_preview_is_the_report(
    started: list,
) -> None:
    page = open_page()
    assert not page.exception
    suggested = find_parts(page)
    first, second = suggested[:2]
    page.button(key=f"report.down.{first}").click().run()
    page.checkbox(key=f"report.part.{suggested[2]}").uncheck().run()
    more = page.selectbox(key=f"report.add.{len(suggested) - 1}")
    added = more.options[1].partition(": ")[2]
    more.set_value(more.options[1]).run()
    assert not page.exception
    parts = find_parts(page)
    assert parts[:-1] == [second, first, *suggested[3:]]
    assert parts[-1] not in suggested
    # The list is in the address, so that a restart or a link keeps it.
    assert ".".join(["quarterly", *parts]) in page.query_params["parts"]

    work = make(page, started)
    definition = ReportDefinition.model_validate(work["reports"][0]["definition"])
    assert definition.part_codes == tuple(parts)
    load_language("sv")
    report = build_report(definition, load_principal())
    section = page.selectbox(key="report.section")
    assert section.options == [
        f"{at}. {each.heading}" for at, each in enumerate(report.sections, 1)
    ]
    assert added.replace("\\", "") in report.sections[-1].heading
    page.button(key="report.section.on").click().run()
    shown = read_texts(page)
    assert report.sections[1].heading in shown
    for figure in find_told_figures(replace(report, sections=report.sections[1:2])):
        assert figure.text in shown

    page.button(key="report.reset").click().run()
    assert find_parts(page) == suggested
    alone = open_page(parts=f"quarterly.{first}.gone")
    assert find_parts(alone) == [first]
    assert "1 del finns inte" in read_texts(alone)
    alone.checkbox(key=f"report.part.{first}").uncheck().run()
    assert "Ingen del är vald" in read_texts(alone)
    assert not alone.exception


def test_own_words_and_choices_come_along(started: list) -> None:
    page = open_page(report="memo", place="12")
    part = find_parts(page)[0]
    page.text_input(key="report.title").set_value("Till nämnden")
    page.checkbox(key="report.comments").uncheck()
    page.multiselect(key="report.text_parts").set_value(["first", part]).run()
    page.text_area(key="report.text.first").set_value(f"{OWN_WORDS}\x07\nMer.").run()
    assert not page.exception
    texts = read_texts(page)
    assert "Till nämnden" in texts
    assert OWN_WORDS in texts
    definition = make(page, started)["reports"][0]["definition"]
    assert definition["texts"] == {"": f"{OWN_WORDS}\nMer."}
    assert (definition["template_code"], definition["place_code"]) == ("memo", "12")
    assert definition["has_comments"] is False
    # Untouched, the parts are the template's, also when it changes.
    assert definition["part_codes"] == []


def test_a_report_is_saved_in_versions_and_opened_again() -> None:
    page = open_page()
    first, second = find_parts(page)[:2]
    save(page, " ")
    assert "Ge rapporten ett namn" in read_texts(page)
    save(page, "Styrgruppen")
    page.button(key=f"report.down.{first}").click().run()
    page.multiselect(key="report.text_parts").set_value(["first"]).run()
    page.text_area(key="report.text.first").set_value(OWN_WORDS).run()
    save(page, "Styrgruppen, höst", "next")
    [newest] = fetch_saved_reports(load_principal())
    assert (newest.name, newest.version) == ("Styrgruppen, höst", 2)

    again = open_page(place="A", year="2023")
    again.selectbox(key="report.chosen").set_value(
        again.selectbox(key="report.chosen").options[0]
    )
    again.button(key="report.open").click().run()
    assert not again.exception
    assert "**Styrgruppen, höst** är öppen: version 2" in read_texts(again)
    assert find_parts(again)[:2] == [second, first]
    assert again.text_area(key="report.text.first").value == OWN_WORDS
    assert again.selectbox(key="choice_place").value == "SE"
    # By its address too, as a colleague would; an older version as well.
    linked = open_page(saved=newest.version_id)
    assert find_parts(linked)[:2] == [second, first]
    [_newest, oldest] = fetch_versions(newest.definition_id, load_principal())
    linked.button(key=f"report.version.{oldest.version_id}").click().run()
    assert find_parts(linked)[:2] == [first, second]
    assert not linked.text_area

    # Version 2 is there already: what is on the page is not lost.
    linked.checkbox(key="report.comments").uncheck().run()
    save(linked, "Mitt", "next")
    assert "Någon annan har sparat version 2" in read_texts(linked)
    assert not linked.checkbox(key="report.comments").value
    save(linked, "Mitt")
    assert {each.name for each in fetch_saved_reports(load_principal())} == {
        "Mitt",
        "Styrgruppen, höst",
    }


def test_a_file_is_made_once_fetched_by_who_asked_and_its_figures_are_kept(
    started: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    save(page, "Styrgruppen")
    page.segmented_control[0].set_value("pdf").run()
    work = make(page, started)
    assert work["role_code"] == "secretariat"
    assert work["build_id"] == load_principal().build_id
    [asked] = work["reports"]
    assert (asked["file_format"], asked["template"]) == ("pdf", None)
    assert asked["before"] is None
    assert "görs som PDF" in page.get("progress")[0].proto.text
    run_id = end(page)
    assert not page.exception
    [button] = page.download_button
    assert button.label == "Ladda ned PDF"
    assert load_content(run_id, load_principal()) == b"PK a file"
    [saved] = fetch_saved_reports(load_principal())
    [told] = fetch_report_runs(saved.definition_id, load_principal())
    assert (told.run_id, told.figures[0]["text"]) == (run_id, "15")
    region = Principal(*REGION, build_id=load_principal().build_id)
    assert find_file(run_id, region) is None
    with pytest.raises(AccessDenied):
        load_content(run_id, region)
    # A button drawn while the role was another makes nothing.
    monkeypatch.setattr("app.access.find_role", lambda: ("public", ()))
    page.button(key="report.make").click().run()
    assert len(started) == 1


def test_a_failure_is_told_and_too_many_at_once_wait(started: list) -> None:
    page = open_page()
    make(page, started)
    run_id = end(page, exit_code=1, told="MemoryError\n")
    assert "för mycket minne" in read_texts(page)
    page.button(key=f"report.remove.{run_id}").click().run()
    assert find_files(load_principal()) == []
    for _file in range(4):
        make(page, started)
    page.button(key="report.make").click().run()
    assert "4 rapporter görs redan" in read_texts(page)
    assert len(started) == 5


def test_what_has_changed_since_the_last_run_is_listed_and_taken_along(
    started: list,
) -> None:
    principal = load_principal()
    definition = ReportDefinition(
        template_code="newsletter", plan_code=PLAN, year=YEAR, place_code="SE"
    )
    saved = write_report_version(
        version_id=make_id(),
        name="Nyhetsbrevet",
        definition=definition.model_dump(mode="json"),
        principal=principal,
    )
    load_language("sv")
    now = find_told_figures(build_report(definition, principal))
    before = [asdict(each) for each in now]
    before[0] |= {"number": 1.0, "text": "1"}
    earlier = replace(principal, build_id="20250801T000000Z-0000")
    write_report_run(
        run_id=make_id(),
        saved=saved,
        figures=before,
        data_on=date(2025, 7, 31),
        principal=earlier,
    )
    page = open_page(saved=saved.version_id)
    assert not page.exception
    texts = read_texts(page)
    assert "med data per 2025-07-31" in texts
    changed = [each.value.to_numpy().ravel().tolist() for each in page.dataframe]
    assert [now[0].label, "1", now[0].text] in changed
    assert make(page, started)["reports"][0]["before"] == before
    page.checkbox(key="report.changes_along").uncheck().run()
    assert make(page, started)["reports"][0]["before"] is None


def test_a_region_sees_its_own_places_reports_and_files(
    started: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    central = open_page()
    save(central, "Kansliets")
    make(central, started)
    end(central)
    monkeypatch.setattr("app.access.find_role", lambda: REGION)
    page = open_page(report="region_year", place="01")
    assert not page.exception
    places = page.selectbox(key="choice_place").options
    assert len(places) == 10
    assert not [each for each in places if "Stockholm" in each]
    assert not page.download_button
    assert "report.chosen" not in {each.key for each in page.selectbox}
    [theirs] = fetch_saved_reports(Principal("steering_group", (), "b"))
    stolen = open_page(saved=theirs.version_id)
    assert "finns inte" in read_texts(stolen)
    page.selectbox(key="choice_place").set_value("12").run()
    work = make(page, started)
    assert work["region_codes"] == ["12"]
    with pytest.raises(AccessDenied):
        build_report(
            ReportDefinition.model_validate(
                {**work["reports"][0]["definition"], "place_code": "01"}
            ),
            load_principal(),
        )


def test_a_template_of_ones_own_is_checked_kept_and_used(
    started: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        Checked(refusal="Makron tas inte emot."),
        Checked(found=("Typsnitt: Calibri",), missing=("Ingen plats för sidnummer",)),
    ]
    monkeypatch.setattr(
        report_own_template, "run_template_check", lambda *_file: answers.pop(0)
    )
    page = open_page()
    page.checkbox(key="report.upload.0").check().run()
    page.file_uploader[0].upload("mall.txt", b"text").run()
    page.button(key="report.template.keep").click().run()
    assert "högst 20 MB" in read_texts(page)
    for said in ("Makron tas inte emot", "Ingen plats för sidnummer"):
        page.file_uploader[0].clear().upload("Regionens.PPTX", b"PK slides")
        page.run()
        page.button(key="report.template.keep").click().run()
        assert not page.exception
        assert said in read_texts(page)
    [kept] = fetch_templates(load_principal())
    assert kept.name == "Regionens"
    assert fetch_template_content(kept.template_id, load_principal()) == b"PK slides"
    [asked] = make(page, started)["reports"]
    assert Path(asked["template"]).read_bytes() == b"PK slides"
    page.segmented_control[0].set_value("pdf").run()
    assert "används när filen är av sorten PPTX" in read_texts(page)
    assert make(page, started)["reports"][0]["template"] is None
    page.button(key="report.template.remove").click().run()
    assert fetch_templates(load_principal()) == ()


def test_a_template_is_opened_in_a_process_that_it_may_take_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slides = io.BytesIO()
    Presentation().save(slides)
    load_language("sv")
    told = run_template_check(slides.getvalue(), "pptx")
    assert told.found
    assert not told.refusal
    assert "trasig" in run_template_check(b"PK no slides", "docx").refusal
    monkeypatch.setattr(template_check, "LONGEST_SECONDS", 0.01)
    assert "för lång tid" in run_template_check(slides.getvalue(), "pptx").refusal


def test_a_supplier_report_is_about_a_place_or_one_supplier(started: list) -> None:
    page = open_page(report="supplier_follow_up", about="supplier")
    assert not page.exception
    definition = make(page, started)["reports"][0]["definition"]
    assert definition["supplier_id"]
    assert find_parts(page)[0] == "supplier"
    page.segmented_control[0].set_value("place").run()
    assert make(page, started)["reports"][0]["definition"]["supplier_id"] is None
    with pytest.raises(ReportRefused):
        build_report(
            ReportDefinition.model_validate({**definition, "supplier_id": "5"}),
            load_principal(),
        )


def test_the_page_can_be_read_in_english_and_says_when_there_is_nothing(
    home: Path, statistics_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(home))
    page = open_page(lang="en")
    assert page.title[0].value == "Report builder"
    assert "The steering group's quarterly report" in read_texts(page)
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    assert "Det finns inget att rapportera om" in read_texts(page)
