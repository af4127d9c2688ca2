import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from app.messages import LOCALE_DIR, _, build_catalogue, load_language, ngettext

APP = Path("app")
CATALOGUES = sorted((LOCALE_DIR / "sv" / "LC_MESSAGES").glob("*.po"))
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
USED = [
    (path, line, message)
    for path in sorted(APP.rglob("*.py"))
    for line, message, _comments, _context in extract_from_file(
        "python", path, keywords=KEYWORDS
    )
]
PLACES = re.compile(r"%\((\w+)\)s")


def test_there_are_messages() -> None:
    assert len(USED) > 50


def test_every_message_has_a_swedish_translation() -> None:
    known = build_catalogue(CATALOGUES)
    missing = []
    for path, line, message in USED:
        singular = message if isinstance(message, str) else message[0]
        found = known.get(singular)
        if found is None or not all(_list(found.string)) or found.fuzzy:
            missing.append(f"{path}:{line}: {singular}")
    assert not missing, "add them to the page's .po file in app/locale/sv"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_keep_the_places_of_the_message(path: Path) -> None:
    with path.open("rb") as text:
        for message in read_po(text):
            if message.id:
                needed = {*PLACES.findall(_list(message.id)[0])}
                for string in _list(message.string):
                    assert {*PLACES.findall(string)} == needed, message.id


def test_a_message_is_translated_in_one_way() -> None:
    ways = defaultdict(set)
    for path in CATALOGUES:
        with path.open("rb") as text:
            for message in read_po(text):
                if message.id and message.string:
                    ways[message.id].add(str(message.string))
    assert not {key: each for key, each in ways.items() if len(each) > 1}


def test_a_message_is_filled_in_and_counted() -> None:
    load_language("sv")
    assert _("Data as of %(day)s", day="2024-03-15") == "Data per 2024-03-15"
    assert ngettext("%(n)s row", "%(n)s rows", 1) == "1 rad"
    assert ngettext("%(n)s row", "%(n)s rows", 1200) == "1\u00a0200 rader"


def test_an_unknown_language_becomes_swedish() -> None:
    assert load_language("xx") == "sv"
    assert load_language(None) == "sv"
    assert load_language("en") == "en"
    assert _("Data as of %(day)s", day="x") == "Data as of x"
    load_language("sv")


def _list(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)
