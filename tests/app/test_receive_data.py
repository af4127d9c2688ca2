import fcntl
import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.commands.job import JOB, LOCK, PROGRESS, RESULT
from app.commands.run_command import Answer, Result
from app.components.download import offer_private_file
from app.components.load_words import REASONS, show_reason
from app.errors import AccessDenied
from app.inbox.loads import Load, find_loads, write_load

MAIN = str(Path("app/main.py").resolve())
SHA256 = "a" * 64
CHOICES = [{"code": "office", "words": "Kontorsrevision"}]
TABLE: dict[str, Any] = {
    "source": "audits",
    "table": "audits",
    "found_format": "CSV, UTF-8 with BOM, semicolon, headings on row 3",
    "headings": [
        {"written": "Land", "column": "country", "how": "agreed", "likeness": None},
        {"written": "Dag", "column": None, "how": "unknown", "likeness": None},
    ],
    "missing": [],
    "codes": [],
    "n_received": 9,
    "n_accepted": 8,
    "n_rejected": 1,
    "rules": [{"column": "visited_on", "rule": "unreadable", "n_rows": 1}],
    "rejected": [
        {
            "source_row": 7,
            "broken_rules": ["visited_on|unreadable"],
            "as_received": {"Dag": "2025-13-01"},
        }
    ],
    "changes": {
        "n_new": 1,
        "n_changed": 1,
        "n_same": 6,
        "n_vanished": 0,
        "samples": [
            {
                "kind": "changed",
                "key": {"audit_id": "REV-1"},
                "before": {"audit_type_code": "Kontorsrevision"},
                "after": {"audit_type_code": "Fabriksrevision"},
            }
        ],
    },
    "confirmations": [],
}
UNANSWERED = {
    "n_received": None,
    "n_accepted": None,
    "n_rejected": None,
    "rules": [],
    "rejected": [],
    "changes": None,
    "missing": [
        {
            "column": "visited_on",
            "heading": "Revisionsdatum",
            "choices": None,
            "suggestion": None,
            "given": None,
        },
        {
            "column": "audit_type_code",
            "heading": "Revisionstyp",
            "choices": CHOICES,
            "suggestion": None,
            "given": None,
        },
    ],
}


@pytest.fixture
def home(built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with the published example in it."""
    folder = tmp_path / "home" / "warehouse"
    folder.mkdir(parents=True)
    for file in (built_home / "warehouse").iterdir():
        if file.is_file() and not file.name.startswith("."):
            (folder / file.name).symlink_to(file)
    monkeypatch.setenv("MALBILD_HOME", str(folder.parent))
    return folder.parent


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What the page has asked the command to do, instead of doing it."""
    asked: list[tuple[str, dict[str, Any]]] = []

    def start(name: str) -> Any:
        def run(_load: Load, answers: dict, principal: Principal, **more: Any) -> None:
            assert principal.role_code == "secretariat"
            asked.append((name, answers | more))

        return run

    for module in ("load_approval", "load_progress"):
        for name in ("start_preview", "start_refresh"):
            monkeypatch.setattr(f"app.components.{module}.{name}", start(name))
    return asked


def open_page(load: Load | None = None) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    if load:
        page.query_params["load"] = load.load_id
    return page.switch_page("views/receive_data.py").run()


def write_read_load(outcome: str = "ready", **table: Any) -> Load:
    """Write a load whose one file has been read."""
    load = write_load(
        [("revisioner.csv", b"x")], sender_code="12", principal=load_principal()
    )
    file = {
        "file_name": "revisioner.csv",
        "file_sha256": SHA256,
        "outcome": outcome,
        "reason_code": None,
        "message": "",
        "found_format": None,
        "candidates": [],
        "tables": [TABLE | table],
    }
    load.preview_folder.mkdir()
    (load.preview_folder / "stdout").write_text(json.dumps({"files": [file]}))
    write_result(load.preview_folder, 0)
    return load


def write_result(folder: Path, exit_code: int) -> None:
    result = {"exit_code": exit_code, "is_stopped": False}
    (folder / RESULT).write_text(json.dumps(result))


def read_texts(page: AppTest) -> str:
    parts = (page.markdown, page.caption, page.info, page.error, page.success)
    return " ".join(each.value for part in parts for each in part).replace("\\", "")


@pytest.mark.usefixtures("home")
def test_the_page_asks_from_whom_and_which_files() -> None:
    page = open_page()
    assert not page.exception
    assert page.title[0].value == "Ta emot data"
    senders = page.selectbox(key="load.sender")
    assert senders.options[:4] == ["Kansliet", "Systemstödet", "Adda", "Någon annan"]
    assert "Region Skåne" in senders.options
    assert len(senders.options) == 4 + 21
    assert [each.label for each in page.button if each.label == "Läs filerna"]
    assert "1 Lämna in" in read_texts(page)


def test_every_reason_that_an_import_can_give_has_words() -> None:
    given = {
        code
        for path in Path("pipelines").rglob("*.py")
        for code in re.findall(r'reason_code="(\w+)"', path.read_text("utf8"))
    }
    assert len(given) > 10
    assert given <= set(REASONS), "Change app/components/load_words.py"
    assert "Se rad 7." in show_reason("damaged_text", "a.csv: line 7 holds a zero byte")


@pytest.mark.usefixtures("home")
def test_other_roles_do_not_have_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in (("region", ("12",)), ("steering_group", ())):
        monkeypatch.setattr("app.access.find_role", lambda role=role: role)
        page = open_page()
        assert "Ta emot data" not in [title.value for title in page.title]
        assert not [each for each in page.selectbox if each.key == "load.sender"]


@pytest.mark.usefixtures("home", "started")
def test_a_file_is_shown_with_its_form_rows_changes_and_rejected_rows() -> None:
    page = open_page(write_read_load())
    texts = read_texts(page)
    assert "Revisioner · CSV, UTF-8 med BOM, semikolon, rubriker på rad 3" in texts
    assert "Mottagna rader **9**, godkända **8**, underkända **1**" in texts
    assert "nya **1**, ändrade **1**, försvinner **0**, som förut 6" in texts
    assert "Revisionsdatum går inte att läsa som ett datum" in texts
    rejected, changed, headings = (each.value for each in page.dataframe)
    assert list(rejected.iloc[0]) == [7, rejected.iloc[0, 1], "2025-13-01"]
    assert "Fabriksrevision" in changed.iloc[0, 3]
    assert list(headings.iloc[1]) == ["Dag", "–", "okänd, tas inte med"]


@pytest.mark.usefixtures("home")
def test_answers_are_collected_and_the_file_is_read_again(started: list) -> None:
    page = open_page(write_read_load("needs_answers", **UNANSWERED))
    assert not [each for each in page.button if "Godkänn" in each.label]
    key = f"load.{SHA256}.audits/audits"
    page.selectbox(key=f"{key}.heading.Dag").select("visited_on").run()
    # What was found under another heading is not asked for any more.
    assert [each.label for each in page.text_input] == []
    page.selectbox(key=f"{key}.given.audit_type_code").select("office").run()
    page.button(key="load.again").click().run()
    ((name, answers),) = started
    assert name == "start_preview"
    assert answers["by"] == "secretariat"
    assert answers["files"][SHA256] == {
        "tables": [],
        "headings": {"Dag": "visited_on"},
        "codes": {},
        "given": {"audit_type_code": "office"},
        "confirmed": [],
    }


@pytest.mark.usefixtures("home")
def test_a_suggested_word_is_a_choice_that_somebody_confirms(started: list) -> None:
    word = {
        "column": "audit_type_code",
        "written": "Kontorsbesök",
        "n_rows": 3,
        "how": "suggested",
        "code": "office",
        "likeness": 80,
        "choices": CHOICES,
    }
    page = open_page(write_read_load(codes=[word]))
    key = f"load.{SHA256}.audits/audits.word.audit_type_code.Kontorsbesök"
    asked = page.selectbox(key=key)
    assert asked.label == "Revisionstyp: ”Kontorsbesök”, 3 rader"
    assert asked.value == "office"
    page.button(key="load.again").click().run()
    codes = started[0][1]["files"][SHA256]["codes"]
    assert codes == {"audit_type_code": {"Kontorsbesök": "office"}}


@pytest.mark.usefixtures("home")
def test_what_looks_wrong_is_confirmed_before_it_is_published(started: list) -> None:
    odd = {"code": "too_few_rows", "n_before": 400, "n_now": 9, "column": None}
    load = write_read_load("needs_confirmation", confirmations=[odd])
    page = open_page(load)
    assert page.button(key="load.approve").disabled
    assert "9 rader, mot 400 förra gången" in page.checkbox[0].label
    page.checkbox[0].check().run()
    page.button(key="load.approve").click().run()
    ((name, answers),) = started
    assert name == "start_refresh"
    assert answers["files"][SHA256]["confirmed"] == ["too_few_rows"]
    (approved,) = json.loads(load.summary_file.read_text())
    assert (approved["n_accepted"], approved["n_rejected"]) == (8, 1)


@pytest.mark.usefixtures("home", "started")
def test_the_example_is_said_to_disappear() -> None:
    page = open_page(write_read_load())
    assert "påhittade exemplet" in page.warning[0].value


@pytest.mark.usefixtures("home")
def test_a_role_that_was_lost_starts_and_removes_nothing(
    started: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = write_read_load()
    drawn = [open_page(load) for _way in range(3)]
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    out = f"load.out.{SHA256}.revisioner.csv"
    for page, key in zip(drawn, ("load.approve", "load.give_up", out), strict=True):
        page.button(key=key).click().run()
    assert started == []
    assert load.file_names == ["revisioner.csv"]


@pytest.mark.usefixtures("home")
def test_progress_that_runs_by_itself_stops_when_the_role_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def follow() -> None:
        from app.components.load_progress import show_running

        show_running("0" * 32)

    monkeypatch.setattr("app.access.find_role", lambda: ("public", ()))
    page = AppTest.from_function(follow, default_timeout=60).run()
    assert not page.exception
    assert "inte rätt att se sidan" in page.error[0].value
    assert len(page.main) == 1


@pytest.mark.usefixtures("home")
def test_a_file_is_not_made_for_a_role_that_was_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[Any] = []
    monkeypatch.setattr(
        "app.components.download.st.download_button",
        lambda _label, data, **_more: offered.append(data),
    )
    offer_private_file(
        "Ladda ned",
        file_name="avtal.csv",
        build=lambda principal: principal.role_code.encode(),
        roles=("secretariat",),
        key="file",
    )
    assert offered[0]() == b"secretariat"
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    with pytest.raises(AccessDenied):
        offered[0]()


@pytest.mark.usefixtures("home", "started")
def test_files_that_are_known_already_need_nothing() -> None:
    page = open_page(write_read_load("unchanged"))
    assert "redan mottagna" in page.info[0].value
    assert not [each for each in page.button if each.key == "load.approve"]


@pytest.mark.usefixtures("home")
def test_a_running_load_is_found_again_and_its_end_is_told() -> None:
    load = write_read_load()
    (load.folder / JOB).write_text("{}")
    (load.folder / PROGRESS).write_text(
        '{"step": "Import the exports", "state": "done", "seconds": 1}\n'
        '{"step": "Build and check the models (dbt)", "state": "started"}\n'
    )
    with (load.folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        page = open_page()
        assert "Siffrorna räknas fram och kontrolleras" in read_texts(page)
        assert "Du kan lämna sidan" in read_texts(page)
        assert page.query_params["load"] in (load.load_id, [load.load_id])
    summary = [
        {
            "file_name": "revisioner.csv",
            "file_sha256": SHA256,
            "n_accepted": 8,
            "n_rejected": 1,
        }
    ]
    load.summary_file.write_text(json.dumps(summary))
    write_result(load.folder, 0)
    page = open_page(load)
    assert "revisioner.csv** · 8 rader inlästa" in read_texts(page)
    assert load.file_names == []
    page.button(key="load.close").click().run()
    assert find_loads(load_principal()) == []


@pytest.mark.parametrize(
    ("exit_code", "told"),
    [
        (6, "En annan inläsning pågår"),
        (4, "klarade inte kontrollerna"),
        (-9, "för mycket minne"),
        (1, "Något oväntat"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_failure_says_what_to_do_and_can_be_tried_again(
    exit_code: int, told: str, started: list
) -> None:
    load = write_read_load()
    (load.folder / JOB).write_text("{}")
    write_result(load.folder, exit_code)
    page = open_page(load)
    assert told in page.error[0].value
    page.button(key="load.retry").click().run()
    assert started[0][0] == "start_refresh"
    assert load.file_names == ["revisioner.csv"]


@pytest.mark.usefixtures("home")
def test_so_much_that_vanishes_is_published_only_when_somebody_says_so(
    started: list,
) -> None:
    load = write_read_load()
    (load.folder / JOB).write_text("{}")
    write_result(load.folder, 5)
    page = open_page(load)
    assert page.button(key="load.force").disabled
    page.checkbox(key="load.vanishes").check().run()
    page.button(key="load.force").click().run()
    assert started[0][1]["is_forced"] is True


@pytest.mark.usefixtures("home")
def test_a_load_that_was_left_is_offered_and_can_be_thrown_away() -> None:
    load = write_read_load()
    page = open_page()
    assert "1 fil från Region Skåne" in read_texts(page)
    page.button(key=f"load.open.{load.load_id}").click().run()
    assert "2 Granska" in read_texts(page)
    page.button(key="load.give_up").click().run()
    assert not load.folder.exists()
    assert "1 Lämna in" in read_texts(page)


def test_going_back_asks_first_and_names_the_files(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "warehouse"
    now = json.loads((folder / "current.json").read_text())
    earlier = now | {
        "build_id": "20200101T000000Z-0000",
        "published_at": "2020-01-01T00:00:00+00:00",
        "files": now["files"][1:],
    }
    (folder / f"warehouse-{earlier['build_id']}.json").write_text(json.dumps(earlier))
    (folder / f"warehouse-{earlier['build_id']}.duckdb").touch()
    asked: list[str] = []

    def undo(build_id: str, _principal: Principal) -> Answer:
        asked.append(build_id)
        return Answer(Result(exit_code=6, is_stopped=False), text="", complaint="")

    monkeypatch.setattr("app.components.load_undo.run_undo", undo)
    page = open_page()
    page.button(key="undo.ask").click().run()
    told = page.warning[0].value.replace("\\", "")
    assert now["files"][0]["file_name"] in told
    assert asked == []
    page.button(key="undo.yes").click().run()
    assert asked == [earlier["build_id"]]
    assert "En annan inläsning pågår" in page.error[0].value
