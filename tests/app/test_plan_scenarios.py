import fcntl
import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.access import load_principal
from app.commands.job import ANSWER, JOB, LOCK, PROGRESS, RESULT
from app.components.plan_progress import STEPS
from app.errors import StoreBusy
from app.planning import calculations
from app.planning.calculations import Calculation, find_calculations
from app.store.plans import fetch_plan, fetch_plans
from app.store.scenarios import fetch_scenarios, write_scenario
from tests.plan_results import WISHES, build_result

MAIN = str(Path("app/main.py").resolve())
STEERING = ("steering_group", ())


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


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the page has asked the command to do, instead of doing it."""
    asked: list[tuple[str, ...]] = []

    def start(folder: Path, *arguments: str, **_limits: Any) -> None:
        asked.append(arguments)
        (folder / JOB).write_text("{}")
        (folder / LOCK).touch()

    monkeypatch.setattr(calculations, "start_command", start)
    return asked


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/plan_scenarios.py").run()


def read_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    elements += [*page.warning, *page.error, *page.info]
    return "\n".join(each.value for each in elements).replace("\\", "")


def keep(name: str, n_chosen: int = 8, **more: Any) -> str:
    scenario_id = str(uuid.uuid4())
    write_scenario(
        scenario_id=scenario_id,
        name=name,
        result=build_result(n_chosen, **more),
        principal=load_principal(),
    )
    return scenario_id


def begin(
    answer: Mapping[str, Any] | None = None,
    *,
    exit_code: int | None = 0,
    told: str = "",
) -> Calculation:
    calculation = calculations.start_calculation(
        WISHES, scenario_id=str(uuid.uuid4()), name="Höst", principal=load_principal()
    )
    folder = calculation.folder
    (folder / ANSWER).write_text(json.dumps(answer) if answer else "")
    (folder / PROGRESS).write_text(told)
    if exit_code is not None:
        ended = {"exit_code": exit_code, "is_stopped": False}
        (folder / RESULT).write_text(json.dumps(ended))
    return calculation


def test_without_a_scenario_the_wishes_are_open_and_for_the_year_after() -> None:
    page = open_page()
    assert not page.exception
    assert "Inget scenario har räknats fram" in read_texts(page)
    assert page.number_input(key="wish.first.plan_year").value == 2026
    assert page.slider(key="wish.first.capacity.audits").value == 40
    assert page.number_input(key="wish.first.capacity.budget_sek").value is None


def test_what_is_wished_for_is_what_the_command_gets(started: list) -> None:
    page = open_page()
    page.slider(key="wish.first.capacity.audits").set_value(60)
    page.number_input(key="wish.first.capacity.budget_sek").set_value(2.5)
    page.number_input(key="wish.first.capacity.half_years.1.audits").set_value(30)
    page.multiselect(key="wish.first.least_per_category").set_value(["it"])
    page.number_input(key="wish.first.performers.B").set_value(12)
    must = page.multiselect(key="wish.first.must_include")
    must.set_value([must.options[0]]).run()
    page.number_input(key="wish.first.least_per_category.it").set_value(2)
    page.text_input(key="wish.first.name").set_value("Stor plan")
    page.button(key="plan.work_out").click().run()
    assert not page.exception
    ((command, _option, file, _form),) = started
    wishes = json.loads(Path(file).read_text("utf8"))
    assert command == "plan"
    assert wishes["capacity"]["audits"] == 60
    assert wishes["capacity"]["budget_sek"] == 2_500_000
    assert wishes["capacity"]["half_years"] == {"1": {"audits": 30}}
    assert wishes["least_per_category"] == {"it": 2}
    assert wishes["performers"] == {"B": {"auditor_days": 12}}
    assert len(wishes["must_include"]) == 1
    (calculation,) = find_calculations(load_principal())
    assert calculation.name == "Stor plan"
    # The same asked for again while it runs is one.
    with (calculation.folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        page.button(key="plan.work_out").click().run()
    assert len(started) == 1


@pytest.mark.usefixtures("started")
def test_a_running_calculation_is_found_again_with_its_step() -> None:
    steps = list(STEPS)
    told = (
        f'{{"step": "{steps[0]}", "state": "done", "seconds": 1}}\n'
        f'{{"step": "{steps[1]}", "state": "started"}}\n'
    )
    calculation = begin(exit_code=None, told=told)
    with (calculation.folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        page = open_page()
        assert not page.exception
        assert "**Höst räknas.**" in read_texts(page)
        assert "Du kan lämna sidan" in read_texts(page)
    assert fetch_scenarios(principal=load_principal()) == ()


@pytest.mark.usefixtures("started")
def test_a_calculation_that_is_done_becomes_a_scenario_once() -> None:
    calculation = begin(build_result(8))
    page = open_page()
    assert not page.exception
    assert "8 revisioner väntas finna 3 (1–5)" in read_texts(page)
    open_page()
    (kept,) = fetch_scenarios(principal=load_principal())
    assert (kept.name, kept.plan_year) == ("Höst", 2026)
    assert not calculation.folder.exists()


@pytest.mark.parametrize(
    ("exit_code", "complaint", "said"),
    [
        (11, "More must_include than audits: 50 and 40.", "Önskemålen går inte ihop"),
        (1, "MemoryError", "för mycket minne"),
        (4, "The build has no ranking.", "kunde inte räknas"),
    ],
)
def test_a_failure_is_shown_with_the_command_s_own_words(
    exit_code: int, complaint: str, said: str, started: list
) -> None:
    calculation = begin(exit_code=exit_code, told=f"{complaint}\n")
    page = open_page()
    assert said in read_texts(page)
    assert complaint in read_texts(page)
    key = f"plan.{calculation.scenario_id}"
    page.button(key=f"{key}.retry").click().run()
    assert len(started) == 2
    (calculation.folder / RESULT).write_text('{"exit_code": 2, "is_stopped": false}')
    page.button(key=f"{key}.remove").click().run()
    assert not calculation.folder.exists()


@pytest.mark.usefixtures("started")
def test_an_answer_that_is_no_answer_is_a_failure() -> None:
    begin({"strange": 1})
    assert "kunde inte räknas" in read_texts(open_page())
    assert fetch_scenarios(principal=load_principal()) == ()


@pytest.mark.usefixtures("started")
def test_a_store_that_is_busy_keeps_the_answer_for_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calculation = begin(build_result(8))

    def refuse(**_scenario: Any) -> None:
        raise StoreBusy

    monkeypatch.setattr("app.components.plan_progress.write_scenario", refuse)
    page = open_page()
    assert "Någon annan skrev" in page.error[0].value
    assert calculation.folder.exists()


def test_a_scenario_shows_what_it_costs_and_what_came_short() -> None:
    keep("Grund")
    page = open_page()
    texts = read_texts(page)
    assert not page.exception
    assert "Minst 3 i område G: 1 av 3 (för få leverantörer kan revideras)" in texts
    assert "kostar 1,2 väntade fynd" in texts
    assert "8 revisioner föreslås" in texts
    assert "3 av 4 villkor är uppfyllda" in texts
    assert "Exempelbolag 8 AB: ingen som kan göra den" in texts
    suppliers = next(
        each.value for each in page.dataframe if "Varför vald" in each.value
    )
    assert len(suppliers) == 8


def test_two_scenarios_stand_side_by_side() -> None:
    first = keep("Grund")
    second = keep("Bred", first=2, wishes={"least_per_area": 4})
    page = open_page(scenario=first, other=second)
    assert not page.exception
    assert "6 leverantörer finns i båda" in read_texts(page)
    tables = [each.value for each in page.dataframe]
    wishes = next(each for each in tables if "Önskemål" in each)
    assert wishes["Önskemål"].to_list() == ["Minst per område"]
    suppliers = next(each for each in tables if "Finns i" in each)
    assert suppliers["Finns i"].to_list().count("Bara i B: Bred") == 2


def test_names_of_scenarios_and_suppliers_are_shown_as_text() -> None:
    result = build_result(2)
    naughty = "![x](http://evil.example/x.png) **fet**"
    result["chosen"][0]["supplier_name"] = naughty
    result["unassigned"][0]["supplier_id"] = result["chosen"][0]["supplier_id"]
    write_scenario(
        scenario_id=str(uuid.uuid4()),
        name=naughty,
        result=result,
        principal=load_principal(),
    )
    page = open_page()
    assert not page.exception
    raw = "\n".join(each.value for each in [*page.markdown, *page.caption])
    assert "![x](" not in raw
    assert "**fet**" not in raw


def test_a_scenario_becomes_a_draft_of_a_plan() -> None:
    keep("Grund")
    page = open_page()
    page.text_input(key="plan.propose.name.2026").set_value("")
    page.button(key="plan.propose").click().run()
    assert "Ge planen ett namn" in page.error[0].value
    page.text_input(key="plan.propose.name.2026").set_value("Plan 2026, första")
    page.button(key="plan.propose").click().run()
    assert not page.exception
    (made,) = fetch_plans(load_principal())
    assert (made.name, made.state_code) == ("Plan 2026, första", "draft")
    assert len(fetch_plan(made.plan_id, load_principal()).items) == 8


def test_the_steering_group_reads_and_makes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep("Grund")
    drawn = open_page()
    monkeypatch.setattr("app.access.find_role", lambda: STEERING)
    page = open_page()
    assert not page.exception
    assert "8 revisioner väntas finna" in read_texts(page)
    keys = {each.key for each in page.button}
    assert not keys & {"plan.work_out", "plan.propose"}
    # A button drawn while the role was another writes nothing.
    drawn.button(key="plan.propose").click().run()
    assert fetch_plans(load_principal()) == ()


def test_a_region_is_not_offered_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    page = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not page.exception
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("views/plan_scenarios.py")
