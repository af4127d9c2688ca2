"""What Matomo really writes is loaded without anybody editing the file."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.importing.answers import Answers, FileAnswers
from pipelines.importing.keep_copy import build_sha256
from pipelines.importing.run_import import run_import
from pipelines.preview import run_preview
from pipelines.settings import Settings, load_settings

SUMMARY = {
    "sv": "Unika besökare,Besök,Användare,Händelser,Maximalt antal händelser under ett "
    "besök,Händelser per besök,Genomsnittlig tid på webbplatsen,Avvisningsfrekvens",
    "en": "Unique visitors,Visits,Users,Actions,Maximum actions in one visit,Actions "
    "per Visit,Avg. Time on Website,Bounce Rate",
}
VISITS = '812,1034,0,3100,51,3,00:02:11,"45.5 %"'
PAGES = {
    "sv": "Sidans URL,Sidvisningar,Unika sidvisningar,Avvisningsfrekvens,Utflöde",
    "en": "Page URL,Pageviews,Unique Pageviews,Bounce Rate,Exit rate",
}
COUNTRIES = {"sv": "Land,Besök,Händelser", "en": "Country,Visits,Actions"}
TITLES = {
    "sv": ("Besökssammanfattning", "Land", "Sidor"),
    "en": ("Visits Summary", "Country", "Pages"),
}
TABLES = ("web_statistics/site_visits", "web_statistics/page_views")
GIVEN = {"site_code": "hållbarupphandling.se", "period_text": "2025-09"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def build_report(language: str) -> bytes:
    summary, country, pages = TITLES[language]
    return (
        f"{summary}\n{SUMMARY[language]}\n{VISITS}\n\n"
        f"{country}\n{COUNTRIES[language]}\nSverige,1000,3000\nNorge,34,100\n\n"
        f'{pages}\n{PAGES[language]}\n/start,80,70,"10 %","5 %"\n'
        '/nyheter,20,18,"100 %","5 %"\n'
    ).encode()


def answer(content: bytes, **parts) -> Answers:
    return Answers("secretariat", {build_sha256(content): FileAnswers(**parts)})


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_scheduled_report_gives_every_table_that_we_know(
    language: str, inbox: Path, settings: Settings
) -> None:
    content = build_report(language)
    (inbox / "rapport.csv").write_bytes(content)
    (file,) = run_preview(inbox, settings)["files"]
    assert file["outcome"] == "unrecognised"
    likeliest = [f"{c['source']}/{c['table']}" for c in file["candidates"][:2]]
    assert sorted(likeliest) == sorted(TABLES)

    chosen = answer(content, tables=TABLES)
    (file,) = run_preview(inbox, settings, answers=chosen)["files"]
    assert file["outcome"] == "needs_answers"
    missing = {part["column"]: part for part in file["tables"][0]["missing"]}
    assert set(missing) == {"site_code", "period_text"}
    assert {"code": "husr", "words": "husr.se"} in missing["site_code"]["choices"]

    given = answer(content, tables=TABLES, given=GIVEN)
    events = run_import(inbox, settings, answers=given).events
    assert [(event.table, event.n_accepted) for event in events] == [
        ("site_visits", 1),
        ("page_views", 2),
    ]
    assert all(event.given == GIVEN for event in events)
    assert "not read: line 5" in events[0].message
    visits, pages = (
        pl.read_parquet(event.find_rows(settings.imported_dir)) for event in events
    )
    assert visits.select("site_code", "period_text", "n_visits").rows() == [
        ("hallbarupphandling", "2025-09", 1034)
    ]
    assert pages["page_url"].to_list() == ["/start", "/nyheter"]
    assert len(list(settings.exports_dir.rglob("*.csv"))) == 1
    # Read again from the home without answers, it is the same two tables.
    assert run_import(None, settings).events[0].outcome == "unchanged"
    events[1].find_rows(settings.imported_dir).unlink()
    again = run_import(None, settings).events
    assert [event.outcome for event in again] == ["unchanged", "imported"]
    assert [event.given for event in again] == [GIVEN, GIVEN]


DOWNLOADS = {
    "sv": ("Nedladdningar", "Nedladdnings-URL,Unika nedladdningar,Nedladdningar"),
    "en": ("Downloads", "Download URL,Unique Downloads,Downloads"),
}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_and_downloads_of_one_report_are_one_table(
    language: str, inbox: Path, settings: Settings
) -> None:
    title, headings = DOWNLOADS[language]
    downloads = f"\n{title}\n{headings}\n/resultat.pdf,4,5\n"
    content = build_report(language) + downloads.encode()
    (inbox / "rapport.csv").write_bytes(content)
    given = answer(content, tables=TABLES, given=GIVEN)
    _, event = run_import(inbox, settings, answers=given).events
    assert (event.table, event.n_received, event.n_accepted) == ("page_views", 3, 3), (
        event.message
    )
    kept = pl.read_parquet(event.find_rows(settings.imported_dir))
    assert kept.select("page_url", "n_page_views", "n_downloads").rows() == [
        ("/start", 80, None),
        ("/nyheter", 20, None),
        ("/resultat.pdf", None, 5),
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_api_file_needs_only_its_site_and_period(
    language: str, inbox: Path, settings: Settings
) -> None:
    text = f"{SUMMARY[language]}\n{VISITS}"
    content = b"\xff\xfe" + text.encode("utf-16-le")
    (inbox / "2025-10-02_webbstatistik_webbplats.csv").write_bytes(content)
    (file,) = run_preview(inbox, settings)["files"]
    assert file["outcome"] == "needs_answers"
    given = answer(content, given=GIVEN)
    (event,) = run_import(inbox, settings, answers=given).events
    assert (event.table, event.n_accepted) == ("site_visits", 1), event.message
    assert event.found_format == "CSV, UTF-16 LE, comma"

    # The next month is suggested the same site; nobody has to remember it.
    later = b"\xff\xfe" + text.replace("1034", "1100").encode("utf-16-le")
    (inbox / "2025-11-02_webbstatistik_webbplats.csv").write_bytes(later)
    _, file = run_preview(inbox, settings)["files"]
    suggested = {part["column"]: part["given"] for part in file["tables"][0]["missing"]}
    assert suggested == GIVEN


def test_a_file_that_no_longer_gives_a_table_says_so(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.importing import check_file

    content = build_report("sv")
    (inbox / "rapport.csv").write_bytes(content)
    given = answer(content, tables=TABLES, given=GIVEN)
    _, pages = run_import(inbox, settings, answers=given).events
    pages.find_rows(settings.imported_dir).unlink()
    find = check_file.find_held_tables
    monkeypatch.setattr(check_file, "find_held_tables", lambda *parts: find(*parts)[:1])
    kept, lost = run_import(None, settings).events
    assert (kept.table, kept.outcome) == ("site_visits", "unchanged")
    assert (lost.table, lost.outcome) == ("page_views", "refused")
    assert "no longer found" in lost.message
