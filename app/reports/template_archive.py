"""Look inside an uploaded template before anything unpacks or opens it.

A template is a zip archive from somebody else's hands: it may unpack to gigabytes,
carry a program, or fetch something from elsewhere whenever a report is opened.
"""

import io
import re
import zipfile
import zlib

from app.errors import TemplateRefused

MOST_BYTES = 30 * 2**20
MOST_UNPACKED = 150 * 2**20
MOST_RATIO = 100
MOST_MEMBERS = 2000
MARKS = {
    "pptx": ("ppt/presentation.xml", b"presentationml"),
    "docx": ("word/document.xml", b"wordprocessingml"),
}
CONTENT_TYPES = "[Content_Types].xml"
# The head of a file that Office has locked with a password, or of before 2007.
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
MACROS = re.compile(r"vbaproject|vbadata|/activex/|/ctrlprops/", re.IGNORECASE)
PROGRAMS = re.compile(r"/embeddings/.*\.(bin|exe|ole)$|oleobject", re.IGNORECASE)
MACRO_TYPES = (b"macroenabled", b"vbaproject", b"ms-office.activex")
ENTITIES = (b"<!doctype", b"<!entity")
OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode=[\"']External[\"'][^>]*>")
# A link that is followed by a reader's press, and the name of the template's own
# template, which is taken out when the file is opened.
HARMLESS = (b"/hyperlink", b"/attachedTemplate")
ENCRYPTED = 1
LINK_BITS, LINK = 0o170000, 0o120000


def check_archive(content: bytes, kind: str) -> None:
    """Refuse a file that is broken, unsafe to open, or not of the kind.

    Raises:
        TemplateRefused: Its reason says which.
    """
    if len(content) > MOST_BYTES:
        raise TemplateRefused("too_large")
    if content.startswith(OLD_OR_LOCKED):
        raise TemplateRefused("locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive.infolist(), len(content))
            _check_kind(archive, kind)
            for name in archive.namelist():
                if name.lower().endswith((".xml", ".rels")):
                    _check_words(archive.read(name), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise TemplateRefused("broken") from error


def _check_directory(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    names = [member.filename for member in members]
    if (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_RATIO * packed
    ):
        raise TemplateRefused("too_large")
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise TemplateRefused("locked")
    is_strange = any(
        ".." in name or name.startswith("/") or "\\" in name for name in names
    )
    is_linked = any(
        member.external_attr >> 16 & LINK_BITS == LINK for member in members
    )
    if is_strange or is_linked or len({*names}) < len(names):
        raise TemplateRefused("broken")
    if any(MACROS.search(name) for name in names):
        raise TemplateRefused("has_macros")
    if any(PROGRAMS.search(name) for name in names):
        raise TemplateRefused("has_programs")


def _check_kind(archive: zipfile.ZipFile, kind: str) -> None:
    main, mark = MARKS[kind]
    names = archive.namelist()
    if main not in names or CONTENT_TYPES not in names:
        raise TemplateRefused("wrong_kind")
    types = archive.read(CONTENT_TYPES).lower()
    if any(each in types for each in MACRO_TYPES):
        raise TemplateRefused("has_macros")
    if mark not in types:
        raise TemplateRefused("wrong_kind")


def _check_words(text: bytes, name: str) -> None:
    # Two bytes a letter: what is looked for is found without the zeros between.
    plain = text.replace(b"\0", b"")
    if any(each in plain.lower() for each in ENTITIES):
        raise TemplateRefused("broken")
    if name.lower().endswith(".rels"):
        for link in OUTSIDE.findall(plain):
            if not any(each in link for each in HARMLESS):
                raise TemplateRefused("has_links")
