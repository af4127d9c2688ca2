"""The words of the app: English in the code, translated by gettext catalogues.

Catalogues are .po files, one per page and one for the shell. They are merged and
compiled in memory at start, so there is no compiled file to forget to refresh.
"""

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LOCALE_DIR = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "sv"
LOCALES = {"sv": Locale("sv", "SE"), "en": Locale("en", "GB")}

# Marks a message that is translated later, where it is shown.
N_ = str

# A script run has a thread of its own, so two readers never share this.
_chosen: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def load_language(code: str | None) -> str:
    """Use a language for the rest of this run; anything unknown becomes Swedish."""
    known = code if code in LOCALES else DEFAULT_LANGUAGE
    _chosen.set(known)
    return known


def language() -> str:
    """Return the language of this run: sv or en."""
    return _chosen.get()


def find_locale() -> Locale:
    """Find the Babel locale of this run."""
    return LOCALES[language()]


def _(message: str, /, **values: object) -> str:
    """Translate a message and fill in its %(name)s places.

    Args:
        message: English, written out where it is used so that it can be collected.
        values: Texts and already formatted numbers for the named places.
    """
    translated = load_translations(language()).gettext(message)
    return translated % values if values else translated


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """Translate a message that counts; %(n)s is the count, written as people do."""
    chosen = load_translations(language()).ngettext(singular, plural, n)
    return chosen % {"n": format_decimal(n, locale=find_locale()), **values}


@cache
def load_translations(code: str) -> gettext.NullTranslations:
    """Merge and compile every catalogue of a language; none for English."""
    folder = LOCALE_DIR / code / "LC_MESSAGES"
    if not folder.is_dir():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, build_catalogue(sorted(folder.glob("*.po"))))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def build_catalogue(files: list[Path]) -> Catalog:
    """Merge catalogues into one; the first translation of a message stands."""
    merged = Catalog(locale=LOCALES[DEFAULT_LANGUAGE])
    for file in files:
        with file.open("rb") as text:
            for message in read_po(text):
                if message.id and message.string and merged.get(message.id) is None:
                    merged[message.id] = message
    return merged
