"""Saved reports, their runs and templates of one's own, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from app.access import REGION, Principal
from app.errors import AccessDenied, ChangedByOther
from app.store.connection import load_engine
from app.store.report_definitions import (
    SavedReport,
    fetch_saved_reports,
    fetch_version,
    fetch_versions,
    write_report_version,
)
from app.store.report_runs import fetch_report_runs, write_report_run
from app.store.report_templates import (
    fetch_template_content,
    fetch_templates,
    remove_template,
    write_template,
)
from tests.integration.store_plans import SECRETARY, SKANE, STEERING, STRANGER, make_id

DEFINITION = {
    "template_code": "quarterly",
    "plan_code": "strategy_2023_2025",
    "year": 2024,
    "place_code": "SE",
    "part_codes": ["goals", "cases"],
    "texts": {"": "Läget är gott – i stort.\x00"},
}
FIGURES = ({"key": "KPI-112-08", "label": "Mål", "number": 52.0, "text": "52"},)
STOCKHOLM = Principal(REGION, ("01",), "b1")


def save(*, principal=SECRETARY, place_code: str = "SE", **more: Any) -> SavedReport:
    return write_report_version(
        **{
            "version_id": make_id(),
            "name": "Styrgruppen",
            "definition": {**DEFINITION, "place_code": place_code},
            "principal": principal,
            **more,
        }
    )


def run(saved: SavedReport, *, principal=SECRETARY, figures=FIGURES) -> None:
    write_report_run(
        run_id=make_id(),
        saved=saved,
        figures=figures,
        data_on=date(2025, 10, 31),
        principal=principal,
    )


def keep_template(principal=SECRETARY, content: bytes = b"PK slides") -> str:
    template_id = make_id()
    write_template(
        template_id=template_id,
        name="Regionens mall",
        kind_code="pptx",
        content=content,
        checked={"found": ["Calibri"]},
        principal=principal,
    )
    return template_id


@pytest.mark.usefixtures("store")
def test_a_report_is_kept_in_versions_and_the_newest_is_listed() -> None:
    first = save()
    assert save(version_id=first.version_id, name="Sent twice") == first
    later = save(earlier=first, name="Styrgruppen i höst", place_code="H")
    assert (later.definition_id, later.version) == (first.definition_id, 2)
    assert fetch_saved_reports(SECRETARY) == (later,)
    assert fetch_versions(first.definition_id, STEERING) == (later, first)
    assert fetch_version(first.version_id, SECRETARY).definition == DEFINITION
    with pytest.raises(LookupError):
        fetch_version(make_id(), SECRETARY)
    for wrong in ({"name": " "}, {"name": "x" * 121}, {"version_id": "1"}):
        with pytest.raises(ValueError, match=r"120|UUID"):
            save(**wrong)


@pytest.mark.usefixtures("store")
def test_of_many_who_save_the_next_version_at_once_one_does() -> None:
    first = save()

    def save_next(name: str) -> str:
        try:
            return save(earlier=first, name=name).name
        except ChangedByOther as reason:
            return f"after {reason.current.name}"

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(save_next, [f"Nr {n}" for n in range(8)]))
    [_first, newest] = sorted(
        fetch_versions(first.definition_id, SECRETARY), key=lambda each: each.version
    )
    assert sorted(told) == sorted([newest.name] + [f"after {newest.name}"] * 7)


@pytest.mark.usefixtures("store")
def test_a_region_sees_and_changes_its_own_reports_only() -> None:
    central, own = save(), save(principal=SKANE, place_code="12")
    shared = save(principal=SKANE, place_code="SE")
    assert fetch_saved_reports(SKANE) == (shared, own)
    assert fetch_saved_reports(STOCKHOLM) == ()
    assert len(fetch_saved_reports(STEERING)) == 3
    with pytest.raises(LookupError):
        fetch_version(own.version_id, STOCKHOLM)
    both = Principal(REGION, ("01", "12"), "b1")
    abroad = save(principal=both, place_code="01")
    assert abroad not in fetch_saved_reports(SKANE)
    for saved, reader in ((own, SECRETARY), (central, STEERING), (own, STOCKHOLM)):
        with pytest.raises(AccessDenied):
            save(earlier=saved, principal=reader)
    for place_code, reader in (("01", SKANE), ("SE", STRANGER)):
        with pytest.raises(AccessDenied):
            save(place_code=place_code, principal=reader)
    for fetch in (fetch_saved_reports, fetch_templates):
        with pytest.raises(AccessDenied):
            fetch(STRANGER)


@pytest.mark.usefixtures("store")
def test_a_run_is_kept_once_a_build_and_compared_by_the_same_readers_only() -> None:
    saved = save()
    run(saved)
    run(saved)
    later = replace(SECRETARY, build_id="b2")
    run(save(earlier=saved), principal=later, figures=())
    told = fetch_report_runs(saved.definition_id, SECRETARY)
    assert [each.build_id for each in told] == ["b2", "b1"]
    assert told[1].figures == FIGURES
    assert told[1].data_on == date(2025, 10, 31)
    # Small groups are shown to the secretariat alone: no difference may give them away.
    assert fetch_report_runs(saved.definition_id, STEERING) == ()
    with pytest.raises(AccessDenied):
        fetch_report_runs(saved.definition_id, STRANGER)


@pytest.mark.usefixtures("store")
def test_a_template_is_kept_byte_for_byte_while_a_report_needs_it() -> None:
    content = bytes(range(256)) * 5000
    template_id = keep_template(SKANE, content)
    assert fetch_template_content(template_id, SKANE) == content
    assert [each.checked for each in fetch_templates(SKANE)] == [{"found": ["Calibri"]}]
    assert fetch_templates(STOCKHOLM) == ()
    with pytest.raises(LookupError):
        fetch_template_content(template_id, STOCKHOLM)
    with pytest.raises(AccessDenied):
        remove_template(template_id, STOCKHOLM)
    save(principal=SKANE, place_code="12", template_id=template_id)
    assert not remove_template(template_id, SKANE)
    unused = keep_template()
    assert {each.template_id for each in fetch_templates(SKANE)} == {
        template_id,
        unused,
    }
    assert remove_template(unused, SECRETARY)
    with pytest.raises(ValueError, match="20 MiB"):
        keep_template(content=b"")


@pytest.mark.parametrize("table", ["report_definitions", "report_runs"])
def test_f10_what_was_saved_of_a_report_is_never_changed(
    store: str, table: str
) -> None:
    run(save())
    refused = [f"delete from {table}", f"update {table} set build_id = 'b2'"]
    if store.startswith("sqlite"):
        refused.append(f"insert or replace into {table} select * from {table}")
    else:
        refused.append(f"truncate {table} cascade")
    for change in refused:
        with (
            pytest.raises(Exception, match="are never changed or removed"),
            load_engine().begin() as con,
        ):
            con.execute(text(change))
    assert len(fetch_saved_reports(SECRETARY)) == 1
