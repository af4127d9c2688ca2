"""What else is known of one supplier: cases, other buyers, certificates, signals."""

import polars as pl

from app.charts.spec import Cell, Row, Table
from app.charts.supplier_words import (
    CERTIFICATES,
    LIGHTS,
    OTHER,
    SIGNALS,
    Words,
    build_until,
    find_name,
    find_word,
    find_yes_or_no,
)
from app.formatting import show_number
from app.messages import _, ngettext


def build_case_title(cases: pl.DataFrame) -> str:
    """Say how many cases there are, how many open, how many summaries published.

    Args:
        cases: As from `fetch_cases`, at least one row.
    """
    made = ngettext("%(n)s follow-up case", "%(n)s follow-up cases", cases.height)
    published = cases["published_on"].count()
    return _(
        "%(made)s, %(open)s of them open; %(published)s published",
        made=made,
        open=show_number(int(cases["is_open"].sum())),
        published=show_number(published),
    )


def build_case_table(cases: pl.DataFrame, words: Words) -> Table:
    """Build one row per case with its light and what is published."""
    headings = (
        _("Case"),
        _("Category"),
        _("Region"),
        _("Method"),
        _("Started"),
        _("Closed on"),
        _("Outcome"),
        _("Traffic light"),
        _("Published"),
    )
    rows = tuple(_build_case(row, words) for row in cases.iter_rows(named=True))
    return Table(headings, rows)


def build_follow_up_title(follow_ups: pl.DataFrame) -> str:
    """Say how many of other buyers' follow-ups count instead of an own one.

    Args:
        follow_ups: As from `fetch_follow_ups`, at least one row.
    """
    made = ngettext(
        "%(n)s follow-up by another buyer",
        "%(n)s follow-ups by other buyers",
        follow_ups.height,
    )
    counted = int(follow_ups["is_counted"].sum())
    return ngettext(
        "%(made)s, %(n)s of them counts now",
        "%(made)s, %(n)s of them count now",
        counted,
        made=made,
    )


def build_follow_up_table(follow_ups: pl.DataFrame, words: Words) -> Table:
    """Build one row per follow-up by another buyer."""
    headings = (
        _("Buyer"),
        _("Method"),
        _("Category"),
        _("Followed up"),
        _("Accepted by the regions"),
        _("Three years old"),
    )
    rows = tuple(_build_other(row, words) for row in follow_ups.iter_rows(named=True))
    return Table(headings, rows)


def build_certificate_title(certificates: pl.DataFrame) -> str:
    """Say how many certificates are valid.

    Args:
        certificates: As from `fetch_certificates`, at least one row.
    """
    return _(
        "%(n)s of %(all)s certificates are valid",
        n=show_number(int(certificates["is_valid"].sum())),
        all=show_number(certificates.height),
    )


def build_certificate_table(certificates: pl.DataFrame) -> Table:
    """Build one row per certificate, those that are valid first."""
    headings = (_("Certificate"), _("Valid"), _("First day"), _("Last day"))
    rows = tuple(
        (
            _find_certificate(row["certificate_kind_code"]),
            find_yes_or_no(row["is_valid"]),
            row["valid_from_on"],
            build_until(row["valid_to_on"]),
        )
        for row in certificates.iter_rows(named=True)
    )
    return Table(headings, rows)


def build_signal_title(signals: pl.DataFrame) -> str:
    """Say how much has been noted, and that it is no finding.

    Args:
        signals: As from `fetch_signals`, at least one row.
    """
    return ngettext(
        "%(n)s other note; a note is not a finding",
        "%(n)s other notes; a note is not a finding",
        signals.height,
    )


def build_signal_table(signals: pl.DataFrame) -> Table:
    """Build one row per signal and day, the newest first."""
    headings = (_("Noted"), _("What"), _("Figure"))
    rows = tuple(
        (row["known_on"], find_name(SIGNALS, row["signal_name"]), row["signal_number"])
        for row in signals.iter_rows(named=True)
    )
    return Table(headings, rows)


def _build_case(row: Row, words: Words) -> tuple[Cell, ...]:
    outcome = find_word(words, "outcome", row["closure_reason_code"])
    return (
        row["case_id"],
        find_word(words, "category", row["category_code"]),
        find_word(words, "place", row["region_code"]),
        find_word(words, "method", row["method_code"]),
        row["started_on"],
        _("open") if row["is_open"] else row["closed_on"],
        None if row["is_open"] else outcome,
        find_name(LIGHTS, row["traffic_light_code"]),
        row["published_on"] or _("not published"),
    )


def _build_other(row: Row, words: Words) -> tuple[Cell, ...]:
    whole = _("the whole supplier")
    return (
        row["buyer_name"],
        find_word(words, "method", row["method_code"]),
        find_word(words, "category", row["category_code"]) or whole,
        row["followed_up_on"],
        find_yes_or_no(row["is_accepted"]),
        row["counts_until_on"],
    )


def _find_certificate(kind_code: str) -> str:
    if kind_code == "other":
        return _(OTHER)
    return CERTIFICATES.get(kind_code, kind_code)
