import uuid
from pathlib import Path

import pytest

from app.access import Principal
from app.build_pointer import find_current_build
from app.charts.spec import ChartSpec
from app.errors import AccessDenied, ReportRefused
from app.messages import language
from app.reports.compose import build_report, find_parts
from app.reports.definition import TEMPLATE_CODES, ReportDefinition
from app.reports.report import Listing, Report, Words
from app.store.goal_comments import write_goal_comment

pytestmark = pytest.mark.usefixtures("example_home", "own_store")
PLAN = "strategy_2023_2025"
#: The only ones that name suppliers unless somebody asks for it.
OF_SUPPLIERS = ("quarterly", "supplier_follow_up")


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def choose(template_code: str = "quarterly", place_code: str = "SE", **more):
    chosen = {"template_code": template_code, "place_code": place_code, **more}
    return ReportDefinition(**{"plan_code": PLAN, "year": 2024} | chosen)


def build_reader(role_code: str = "secretariat", *region_codes: str) -> Principal:
    return Principal(role_code, region_codes, find_current_build())


def find_names(report: Report) -> list[str]:
    return [
        block.name
        for section in report.sections
        for block in section.blocks
        if isinstance(block, ChartSpec | Listing)
    ]


@pytest.mark.parametrize("place_code", ["SE", "C", "01"])
def test_every_template_has_what_it_suggests_for_every_kind_of_place(
    place_code: str,
) -> None:
    for template_code in TEMPLATE_CODES:
        definition = choose(template_code, place_code)
        suggested = [
            part.title
            for part in find_parts(definition, build_reader())
            if part.is_suggested
        ]
        report = build_report(definition, build_reader())
        headings = [section.heading for section in report.sections]
        # What there is nothing to tell of is left out.
        assert headings == [title for title in suggested if title in headings]
        assert len(headings) > len(suggested) / 2
        assert all(section.blocks for section in report.sections), template_code
        is_of_suppliers = report.footer.terms_code == "suppliers"
        assert is_of_suppliers == (template_code in OF_SUPPLIERS), template_code
        names = find_names(report)
        assert len(names) == len(set(names)), template_code


def test_parts_come_in_the_chosen_order_with_own_words_before_them() -> None:
    definition = choose(
        part_codes=("goals_training", "summary"),
        texts={"": "Till styrgruppen\n\nHej", "summary": "Om läget"},
        title="Rapport till oktober",
    )
    report = build_report(definition, build_reader("steering_group"))
    assert report.title == "Rapport till oktober"
    headings = [section.heading for section in report.sections]
    assert headings == ["Inledning", "Mål: kompetensutveckling", "Sammanfattning"]
    first = report.sections[0].blocks[0]
    assert first == Words(("Till styrgruppen", "Hej"), is_own=True)
    assert report.sections[2].blocks[0] == Words(("Om läget",), is_own=True)


def test_what_has_nothing_to_tell_says_so_where_somebody_asked_for_it() -> None:
    asked = choose(part_codes=("comments",))
    (section,) = build_report(asked, build_reader()).sections
    assert section.blocks == (Words(("Inget mål har kommenterats.",)),)
    headings = {
        each.heading for each in build_report(choose(), build_reader()).sections
    }
    assert section.heading not in headings


def test_comments_stand_with_their_goals_and_nowhere_twice() -> None:
    write_goal_comment(
        "Ovanligt många nya avtal.",
        comment_id=str(uuid.uuid4()),
        kpi_id="KPI-112-08",
        period_year=2024,
        place_code="SE",
        principal=build_reader(),
    )

    def count(*part_codes: str, **more) -> int:
        definition = choose(part_codes=part_codes, **more)
        return repr(build_report(definition, build_reader())).count("Ovanligt många")

    assert count("kpi_112_08") == 1
    assert count("kpi_112_08", "comments") == 1
    assert count("kpi_112_08", "comments", has_comments=False) == 0


def test_a_report_is_written_in_its_own_language() -> None:
    report = build_report(choose("memo", language_code="en"), build_reader())
    assert report.title == "Appendix to an official memorandum"
    assert report.sections[0].heading == "Summary"
    assert language() == "sv"


def test_a_region_gets_no_other_regions_report() -> None:
    reader = build_reader("region", "12")
    for template_code in TEMPLATE_CODES:
        assert build_report(choose(template_code, "12"), reader).sections
        with pytest.raises(AccessDenied):
            build_report(choose(template_code, "01"), reader)
        with pytest.raises(AccessDenied):
            find_parts(choose(template_code, "01"), reader)


def test_the_public_gets_no_report_at_all() -> None:
    with pytest.raises(AccessDenied):
        build_report(choose(), build_reader("public"))


@pytest.mark.parametrize(
    ("wrong", "reason_code"),
    [
        ({"place_code": "02"}, "unknown_place"),
        ({"plan_code": "no_such_plan"}, "unknown_plan"),
        ({"year": 2019}, "no_goals"),
        ({"supplier_id": "0000000000"}, "unknown_supplier"),
        ({"part_codes": ("no_such_part",)}, "unknown_part"),
    ],
)
def test_what_is_not_there_is_refused_by_name(wrong: dict, reason_code: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        build_report(choose(**wrong), build_reader())
    assert refused.value.reason_code == reason_code
