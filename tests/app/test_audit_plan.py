import uuid
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.errors import StoreBusy, StoreFull
from app.queries.planning import fetch_matching_suppliers
from app.store.plan_additions import write_plan_comment
from app.store.plan_changes import write_item_change, write_override, write_state
from app.store.plan_events import fetch_plan_events
from app.store.plan_records import Plan
from app.store.plan_undo import write_undo
from app.store.plans import fetch_plan, write_plan
from app.store.scenarios import write_scenario
from tests.plan_results import build_result

pytestmark = pytest.mark.usefixtures("example_home", "own_store")
MAIN = str(Path("app/main.py").resolve())
STEERING, REGION = ("steering_group", ()), ("region", ("12",))
NOTE = "Fabriken är såld, **ny** ägare."


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def build_id() -> str:
    return str(uuid.uuid4())


def make_plan(state_code: str = "draft", *, name: str = "Plan 2026") -> Plan:
    principal = load_principal()
    scenario = write_scenario(
        scenario_id=build_id(),
        name="Grund",
        result=build_result(8),
        principal=principal,
    )
    plan = write_plan(
        plan_id=build_id(),
        event_id=build_id(),
        name=name,
        scenario=scenario,
        principal=principal,
    )
    for step in ("proposed", "decided", "carried_out"):
        if state_code in ("draft", plan.state_code):
            break
        step_on(plan, step)
        plan = fetch_plan(plan.plan_id, principal)
    return plan


def step_on(plan: Plan, state_code: str) -> None:
    principal = load_principal()
    write_state(
        plan.plan_id,
        state_code,
        event_id=build_id(),
        expected_version=fetch_plan(plan.plan_id, principal).version,
        principal=principal,
    )


def load(plan: Plan) -> Plan:
    return fetch_plan(plan.plan_id, load_principal())


def find_item(plan: Plan, at: int = 0) -> Any:
    return load(plan).items[at]


def open_page(plan: Plan | None = None, **address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    if plan is not None:
        page.query_params["audit_plan"] = plan.plan_id
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/audit_plan.py").run()


def read_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    elements += [*page.warning, *page.error, *page.info]
    return "\n".join(each.value for each in elements).replace("\\", "")


def find_list(page: AppTest, heading: str) -> Any:
    return next(each.value for each in page.dataframe if heading in each.value)


def fill_override(page: AppTest, item: Any, *, reason: str = "local_knowledge") -> None:
    key = f"plan.override.{item.item_id}"
    page.selectbox(key=f"{key}.reason").set_value(reason)
    page.text_area(key=f"{key}.note").set_value(NOTE)


def send(page: AppTest, key: str) -> AppTest:
    page.button(key=f"{key}.send").click()
    return page.run()


def test_without_a_plan_the_page_says_how_one_is_made() -> None:
    page = open_page()
    assert not page.exception
    assert "Det finns ingen plan ännu" in read_texts(page)


def test_the_plan_shows_its_state_rows_and_how_it_was_made() -> None:
    plan = make_plan("proposed")
    page = open_page(plan)
    assert not page.exception
    texts = read_texts(page)
    assert "Plan 2026, föreslagen: 8 revisioner" in texts
    assert ":green[✔ Utkast]" in texts
    assert ":blue-badge[**2 Föreslagen**]" in texts
    rows = find_list(page, "Varför vald")
    assert len(rows) == 8
    # Made-up suppliers are not in the warehouse: kept, and said so.
    assert set(rows["I data"]) == {"saknas i data"}
    history = find_list(page, "Ändring")
    assert history["Ändring"].to_list() == [
        "Läge: Utkast → Föreslagen",
        "med 8 revisioner",
    ]


def test_a_row_is_taken_out_for_a_reason_and_the_form_is_empty_again() -> None:
    plan = make_plan()
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    key = f"plan.override.{item.item_id}"
    assert "Välj ett skäl" in read_texts(send(page, key))
    fill_override(page, item)
    send(page, key)
    assert not page.exception
    kept = next(each for each in load(plan).items if each.item_id == item.item_id)
    assert (kept.is_in, kept.override_reason_code, kept.note) == (
        False,
        "local_knowledge",
        NOTE,
    )
    assert page.text_area(key=f"{key}.note").value == ""
    assert "7 revisioner" in read_texts(page)
    assert NOTE in find_list(page, "Skäl till ändringen")["Anteckning"].to_list()


def test_the_reason_other_needs_words() -> None:
    plan = make_plan()
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    key = f"plan.override.{item.item_id}"
    page.selectbox(key=f"{key}.reason").set_value("other")
    assert "Skälet säger inget i sig" in read_texts(send(page, key))
    assert find_item(plan).is_in


def test_the_second_editor_sees_the_first_s_change_beside_the_own_text() -> None:
    plan = make_plan()
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    fill_override(page, item)
    write_item_change(
        item.item_id,
        {"performer_code": "H"},
        event_id=build_id(),
        expected_version=item.version,
        note="Skåne tar den",
        principal=load_principal(),
    )
    key = f"plan.override.{item.item_id}"
    send(page, key)
    assert not page.exception
    told = page.warning[0].value.replace("\\", "")
    assert "Någon annan hann före" in told
    assert "Område H" in told
    assert "Skåne tar den" in told
    assert page.text_area(key=f"{key}.note").value == NOTE
    assert find_item(plan).is_in
    # Pressed again, without retyping, it holds.
    send(page, key)
    kept = next(each for each in load(plan).items if each.item_id == item.item_id)
    assert (kept.is_in, kept.performer_code, kept.note) == (False, "H", NOTE)


def test_who_and_when_are_changed_and_only_what_was_touched() -> None:
    plan = make_plan()
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    key = f"plan.change.{item.item_id}"
    assert "Ändra något" in read_texts(send(page, key))
    write_override(
        item.item_id,
        is_in=False,
        reason_code="capacity",
        event_id=build_id(),
        expected_version=item.version,
        principal=load_principal(),
    )
    page.selectbox(key=f"{key}.1.performer_code").set_value("B")
    send(page, key)
    assert "Någon annan hann före" in page.warning[0].value
    # The reader's choice is carried over to the row as it is now.
    assert page.selectbox(key=f"{key}.2.performer_code").value == "B"
    send(page, key)
    kept = next(each for each in load(plan).items if each.item_id == item.item_id)
    assert (kept.performer_code, kept.half_year) == ("B", item.half_year)
    assert not kept.is_in


@pytest.mark.parametrize(
    ("fault", "said"),
    [(StoreBusy(), "Någon annan skrev"), (StoreFull(), "disken är full")],
)
def test_what_the_store_could_not_take_stays_in_the_form(
    fault: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan()
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    fill_override(page, item)

    def refuse(*_facts: Any, **_more: Any) -> None:
        raise fault

    monkeypatch.setattr("app.components.plan_edit.write_override", refuse)
    key = f"plan.override.{item.item_id}"
    send(page, key)
    assert not page.exception
    assert said in page.error[0].value
    assert page.text_area(key=f"{key}.note").value == NOTE
    assert find_item(plan).is_in


def test_a_plan_decided_meanwhile_refuses_and_keeps_the_text() -> None:
    plan = make_plan("proposed")
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    fill_override(page, item)
    step_on(plan, "decided")
    key = f"plan.override.{item.item_id}"
    send(page, key)
    assert not page.exception
    assert "planen är beslutad" in page.error[0].value
    assert page.text_area(key=f"{key}.note").value == NOTE
    assert find_item(plan).is_in


def test_a_decided_plan_is_locked_and_can_be_opened_again_for_a_reason() -> None:
    plan = make_plan("decided")
    page = open_page(plan)
    keys = {each.key for each in page.button}
    assert not [key for key in keys if key and key.startswith("plan.override")]
    assert f"plan.add.{plan.plan_id}.send" not in keys
    key = f"plan.undo.{plan.plan_id}"
    assert "Välj ett skäl" in read_texts(send(page, key))
    page.selectbox(key=f"{key}.reason").set_value("recent_event")
    send(page, key)
    assert load(plan).state_code == "proposed"
    assert "Ångrade" in find_list(page, "Ändring")["Vad"].to_list()


def test_a_plan_goes_all_the_way_and_keeps_who_and_why() -> None:
    plan = make_plan()
    page = open_page(plan)
    key = f"plan.state.{plan.plan_id}"
    page.text_input(key=f"{key}.note").set_value("Till styrgruppen")
    for state_code in ("proposed", "decided", "carried_out"):
        page.button(key=f"{key}.{state_code}").click().run()
        assert not page.exception
        assert load(plan).state_code == state_code
    events = fetch_plan_events(plan.plan_id, load_principal())
    steps = [each for each in events if each.kind_code == "state_changed"]
    assert [each.note for each in steps] == [None, None, "Till styrgruppen"]
    assert not [each for each in page.button if each.key and key in each.key]


def test_a_supplier_from_the_ranking_is_added_for_a_reason() -> None:
    plan = make_plan()
    row = fetch_matching_suppliers(load_principal(), "").row(3, named=True)
    asked = f"{row['supplier_id']}-{row['category_code']}"
    page = open_page(plan, supplier=asked)
    key = f"plan.add.{plan.plan_id}"
    assert page.selectbox(key=f"{key}.pair").value == asked
    page.selectbox(key=f"{key}.reason").set_value("recent_event")
    page.selectbox(key=f"{key}.performer_code").set_value("C")
    send(page, key)
    assert not page.exception
    added = next(
        each for each in load(plan).items if each.supplier_id == row["supplier_id"]
    )
    assert (added.why_code, added.performer_code) == ("override", "C")
    assert not added.is_recommended
    assert added.region_codes
    rows = find_list(page, "Varför vald")
    known = dict(zip(rows["Leverantör"], rows["I data"], strict=True))
    assert known[row["supplier_name"]] == "ja"


def test_a_supplier_that_is_in_the_plan_already_is_the_chosen_row() -> None:
    plan = make_plan()
    item = load(plan).items[3]
    page = open_page(plan, supplier=item.supplier_id)
    assert page.selectbox(key="choice_row").value == item.item_id


def test_what_somebody_else_added_first_is_told_and_nothing_else_is_added() -> None:
    plan = make_plan()
    rows = fetch_matching_suppliers(load_principal(), "")
    pair = "{supplier_id}-{category_code}".format(**rows.row(2, named=True))
    page, other = (open_page(plan, supplier=pair) for _reader in "ab")
    key = f"plan.add.{plan.plan_id}"
    for reader in (other, page):
        reader.selectbox(key=f"{key}.reason").set_value("recent_event")
        reader.text_area(key=f"{key}.note").set_value(NOTE)
        send(reader, key)
        assert not reader.exception
    assert len(load(plan).items) == 9
    assert "Någon annan hann före" in page.warning[0].value
    assert page.text_area(key=f"{key}.note").value == NOTE


def test_what_is_undone_is_what_was_offered_and_nothing_else() -> None:
    plan = make_plan()
    first, second = load(plan).items[:2]
    for item in (first, second):
        write_override(
            item.item_id,
            is_in=False,
            reason_code="capacity",
            event_id=build_id(),
            expected_version=1,
            principal=load_principal(),
        )
    page = open_page(plan)
    # The newest is offered first; meanwhile somebody else changes that row.
    write_item_change(
        second.item_id,
        {"half_year": 3 - second.half_year},
        event_id=build_id(),
        expected_version=2,
        principal=load_principal(),
    )
    send(page, f"plan.undo.{plan.plan_id}")
    assert "Ångra den senare ändringen först" in page.error[0].value
    assert sum(not item.is_in for item in load(plan).items) == 2


def test_the_newest_change_of_a_row_is_undone_as_a_change_of_its_own() -> None:
    plan = make_plan()
    item = find_item(plan)
    write_override(
        item.item_id,
        is_in=False,
        reason_code="capacity",
        event_id=build_id(),
        expected_version=1,
        principal=load_principal(),
    )
    page = open_page(plan)
    send(page, f"plan.undo.{plan.plan_id}")
    assert not page.exception
    assert all(each.is_in for each in load(plan).items)
    history = find_list(page, "Ändring")
    assert history["Vad"].to_list() == ["Ångrade", "Tog ur eller in", "Gjorde planen"]
    assert history["Ändring"].to_list()[0] == "I planen: nej → ja"


def test_comments_are_shown_as_plain_text_and_may_be_about_a_row() -> None:
    plan = make_plan()
    item = find_item(plan)
    page = open_page(plan, row=item.item_id)
    key = f"plan.comment.{plan.plan_id}"
    assert "Skriv något" in read_texts(send(page, key))
    page.selectbox(key=f"{key}.about").set_value(item.item_id)
    page.text_area(key=f"{key}.note").set_value("Vi följer **gärna** med.")
    send(page, key)
    assert not page.exception
    assert f"**{item.supplier_name}**: Vi följer **gärna** med." in read_texts(page)
    raw = [each.value for each in page.markdown]
    assert not [each for each in raw if "**gärna**" in each]


def test_an_answer_that_was_lost_does_not_write_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = make_plan()
    page = open_page(plan)
    key = f"plan.comment.{plan.plan_id}"
    page.text_area(key=f"{key}.note").set_value("En gång.")

    def lose_the_answer(*facts: Any, **more: Any) -> None:
        write_plan_comment(*facts, **more)
        raise StoreBusy

    write = "app.components.plan_comments.write_plan_comment"
    with monkeypatch.context() as lost:
        lost.setattr(write, lose_the_answer)
        send(page, key)
    assert page.text_area(key=f"{key}.note").value == "En gång."
    send(page, key)
    events = fetch_plan_events(plan.plan_id, load_principal())
    assert [each.note for each in events if each.kind_code == "commented"] == [
        "En gång."
    ]


def test_the_steering_group_decides_and_comments_and_changes_no_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = make_plan("proposed")
    drawn = open_page(plan)
    fill_override(drawn, find_item(plan))
    monkeypatch.setattr("app.access.find_role", lambda: STEERING)
    page = open_page(plan)
    keys = {each.key for each in page.button if each.key}
    assert f"plan.state.{plan.plan_id}.decided" in keys
    assert f"plan.comment.{plan.plan_id}.send" in keys
    assert not [key for key in keys if key.startswith(("plan.over", "plan.add"))]
    # A form drawn while the role was another writes nothing.
    send(drawn, f"plan.override.{drawn.selectbox(key='choice_row').value}")
    assert all(each.is_in for each in load(plan).items)
    page.button(key=f"plan.state.{plan.plan_id}.decided").click().run()
    assert load(plan).state_code == "decided"


def test_a_region_sees_own_suppliers_and_may_take_them_out_when_proposed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft, plan = make_plan(name="Utkastet"), make_plan("proposed")
    own = [each for each in plan.items if "12" in each.region_codes]
    monkeypatch.setattr("app.access.find_role", lambda: REGION)
    page = open_page(plan)
    assert not page.exception
    assert draft.plan_id not in page.selectbox(key="choice_audit_plan").options
    rows = find_list(page, "Varför vald")
    assert sorted(rows["Leverantör"]) == sorted(each.supplier_name for each in own)
    assert 0 < len(own) < 8
    assert not [each for each in page.button if "plan.change" in str(each.key)]
    page = open_page(plan, row=own[0].item_id)
    fill_override(page, own[0])
    send(page, f"plan.override.{own[0].item_id}")
    kept = next(
        each
        for each in fetch_plan(plan.plan_id, Principal(*REGION, "b")).items
        if each.item_id == own[0].item_id
    )
    assert not kept.is_in


def test_names_and_notes_are_never_markdown() -> None:
    naughty = "![x](http://evil.example/x.png)"
    principal = load_principal()
    result = build_result(2)
    result["chosen"][0]["supplier_name"] = naughty
    scenario = write_scenario(
        scenario_id=build_id(), name="Grund", result=result, principal=principal
    )
    plan = write_plan(
        plan_id=build_id(),
        event_id=build_id(),
        name=naughty,
        scenario=scenario,
        principal=principal,
    )
    write_plan_comment(plan.plan_id, naughty, event_id=build_id(), principal=principal)
    page = open_page(plan)
    assert not page.exception
    raw = [*page.markdown, *page.caption, *page.subheader, *page.header]
    assert not [each for each in raw if "![x](" in each.value]


def test_the_page_can_be_read_in_english() -> None:
    page = open_page(make_plan("proposed"), lang="en")
    assert not page.exception
    assert "Plan 2026, proposed: 8 audits" in read_texts(page)


def test_a_comment_on_a_row_that_was_taken_back_says_so_and_keeps_the_text() -> None:
    plan = make_plan()
    row = fetch_matching_suppliers(load_principal(), "").row(3, named=True)
    page = open_page(plan, supplier=f"{row['supplier_id']}-{row['category_code']}")
    key = f"plan.add.{plan.plan_id}"
    page.selectbox(key=f"{key}.reason").set_value("recent_event")
    send(page, key)
    added = next(
        each for each in load(plan).items if each.supplier_id == row["supplier_id"]
    )
    page = open_page(plan, row=added.item_id)
    key = f"plan.comment.{plan.plan_id}"
    page.selectbox(key=f"{key}.about").set_value(added.item_id)
    page.text_area(key=f"{key}.note").set_value(NOTE)
    (event,) = [
        each
        for each in fetch_plan_events(plan.plan_id, load_principal())
        if each.item_id == added.item_id
    ]
    write_undo(event.event_id, event_id=build_id(), principal=load_principal())
    send(page, key)
    assert not page.exception
    assert page.text_area(key=f"{key}.note").value == NOTE
    assert len(load(plan).items) == 8
