"""What a scenario says in short: its takeaway, its numbers, and the lists beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.charts.forms import Dots
from app.charts.plan_words import LIST_WORDS, WHY_WORDS
from app.charts.spec import ChartSpec, Footer, NumberCard, Row, Table
from app.charts.words import build_listing
from app.formatting import show_millions, show_number
from app.messages import _, ngettext

Result = Mapping[str, Any]


def find_expected(result: Result) -> dict[str, Row]:
    """Find what each list is expected to find, the scenario's own first."""
    found = {row["list_code"]: row for row in result["expected"]}
    return {code: found[code] for code in LIST_WORDS if code in found}


def build_takeaway(result: Result) -> str:
    """Say what the plan is expected to find, beside the old rule and chance."""
    n_chosen = len(result["chosen"])
    expected = find_expected(result)
    audits = ngettext("%(n)s audit", "%(n)s audits", n_chosen)
    if "plan" not in expected:
        return audits
    others = [
        _("%(list)s %(n)s", list=_(LIST_WORDS[code]).lower(), n=_round(row["hits"]))
        for code, row in expected.items()
        if code in ("rule", "random")
    ]
    found = _(
        "%(audits)s are expected to find %(hits)s suppliers with major deviations",
        audits=audits,
        hits=build_range(expected["plan"]),
    )
    return "; ".join([found, ", ".join(others)] if others else [found])


def build_range(expected: Row) -> str:
    """Write an expected number of finds with its interval: "15 (11-19)"."""
    return _(
        "%(n)s (%(low)s-%(high)s)",
        n=_round(expected["hits"]),
        low=_round(expected["hits_low"]),
        high=_round(expected["hits_high"]),
    )


def build_numbers(result: Result) -> tuple[NumberCard, ...]:
    """Build the row of numbers: audits, finds, days, cost, areas."""
    chosen, capacity = result["chosen"], result["wishes"]["capacity"]
    expected = find_expected(result).get("plan")
    n_factory = sum(row["audit_type_code"] == "factory_audit" for row in chosen)
    days = sum(row["auditor_days"] for row in chosen)
    cost = sum(row["cost_sek"] for row in chosen)
    areas = {area for row in chosen for area in row["area_codes"]}
    return (
        NumberCard(
            _("Audits"),
            show_number(len(chosen)),
            _("of which %(n)s in factories", n=show_number(n_factory)),
        ),
        NumberCard(
            _("Expected finds"),
            build_range(expected) if expected else "\u2013",
            _("suppliers with a major deviation"),
        ),
        NumberCard(
            _("Auditor-days"),
            show_number(days),
            _build_limit(show_number, capacity.get("auditor_days")),
        ),
        NumberCard(
            _("Cost"),
            show_millions(cost, decimals=1),
            _build_limit(_in_millions, capacity.get("budget_sek")),
        ),
        NumberCard(
            _("Areas reached"), show_number(len(areas)), _("of A to H, by who buys")
        ),
    )


def build_expected_chart(result: Result, *, footer: Footer) -> ChartSpec:
    """Set the scenario's expected finds beside last plan, the old rule and chance."""
    rows = find_expected(result)
    n_chosen = len(result["chosen"])
    labels = tuple(_build_list_name(row, n_chosen) for row in rows.values())
    texts = tuple(build_range(row) for row in rows.values())
    spoken = [label.replace("\n", " ") for label in labels]
    return ChartSpec(
        name="plan_expected",
        title=_build_expected_title(rows),
        subtitle=_(
            "Suppliers where an audit is expected to find a major deviation, with the "
            "range that eight of ten outcomes fall in."
        ),
        alt=_("Sorted dots. %(listing)s.", listing=build_listing(spoken, texts)),
        footer=footer,
        table=_build_expected_table(rows),
        marks=Dots(
            labels=labels,
            numbers=tuple(row["hits"] for row in rows.values()),
            texts=texts,
            accent=0,
            lows=tuple(row["hits_low"] for row in rows.values()),
            highs=tuple(row["hits_high"] for row in rows.values()),
        ),
        note=build_caution(result),
    )


def build_caution(result: Result) -> str:
    """Say how far the expected numbers can be trusted, by earlier years."""
    # Scenarios that were kept before it was told lack it; young programmes have none.
    found = result.get("calibration")
    if found is None:
        return _(
            "The expectation is the model's own, and no earlier year could test it. "
            "Over time the lottery's suppliers show whether it holds."
        )
    tried = _(
        "On earlier years %(hits)s of the %(chosen)s suppliers that the same list "
        "would have chosen had a major deviation.",
        hits=show_number(round(found["n_hits"])),
        chosen=show_number(round(found["n_chosen"])),
    )
    if found["is_within_limits"]:
        return tried
    slope = show_number(found["slope"], decimals=1)
    doubt = (
        _(
            "The probabilities have not agreed with what was found (slope "
            "%(slope)s, where 1 is right): the expected numbers may be too high.",
            slope=slope,
        )
        if found["slope"] < 1
        else _(
            "The probabilities have not agreed with what was found (slope "
            "%(slope)s, where 1 is right): high and low lie further apart than they "
            "say.",
            slope=slope,
        )
    )
    return f"{tried} {doubt}"


def _build_expected_table(rows: Mapping[str, Row]) -> Table:
    headings = (_("List"), _("Audits"), _("Expected finds"), _("Low"), _("High"))
    facts = ("n_audits", "hits", "hits_low", "hits_high")
    return Table(
        headings,
        tuple(
            (_(LIST_WORDS[code]), *(round(row[name], 1) for name in facts))
            for code, row in rows.items()
        ),
    )


def _build_list_name(row: Row, n_chosen: int) -> str:
    """Name a list; with its number of audits when that is another."""
    words = LIST_WORDS[row["list_code"]]
    if row["n_audits"] == n_chosen:
        return _(words)
    audits = ngettext("%(n)s audit", "%(n)s audits", row["n_audits"])
    return f"{_(words)}\n({audits})"


def build_why_counts(chosen: Sequence[Row]) -> str:
    """Say why they were chosen: "risk 27, coverage 4"."""
    counts = Counter(row["why_code"] for row in chosen)
    parts = [
        f"{_(words).lower()}\u00a0{show_number(counts[code])}"
        for code, words in WHY_WORDS.items()
        if counts[code]
    ]
    return " \u00b7 ".join(parts)


def _build_expected_title(rows: Mapping[str, Row]) -> str:
    if "plan" not in rows or "rule" not in rows:
        return _("What the audits are expected to find")
    more = round(rows["plan"]["hits"]) - round(rows["rule"]["hits"])
    if more > 0:
        return ngettext(
            "The scenario is expected to find %(n)s more than the old rule",
            "The scenario is expected to find %(n)s more than the old rule",
            more,
        )
    return _("The scenario is not expected to find more than the old rule")


def _build_limit(write: Any, limit: float | None) -> str:
    if limit is None:
        return _("no limit set")
    return _("of at most %(n)s", n=write(limit))


def _in_millions(amount_sek: float) -> str:
    return show_millions(amount_sek, decimals=1)


def _round(number: float) -> str:
    return show_number(round(number))
