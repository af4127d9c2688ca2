"""Why one supplier and not its neighbour: what a visit is worth, in its parts.

A value is a product, so its parts are compared as "times".
"""

from dataclasses import dataclass

from app.charts.ranking import find_band
from app.charts.spec import Row, Table
from app.formatting import show_number
from app.messages import N_, _

# Nobody should read a difference into less than this.
ALIKE = 0.05
PARTS = {
    "probability": N_("Probability"),
    "severity_score": N_("Severity"),
    "exposure_score": N_("Exposure"),
    "value_score": N_("What a visit is worth"),
}
TIMES_SENTENCES = {
    "probability": N_("the probability is %(times)s times as high"),
    "severity_score": N_("the severity is %(times)s times as high"),
    "exposure_score": N_("the exposure is %(times)s times as large"),
}
ALIKE_SENTENCES = {
    "probability": N_("the probability is about the same"),
    "severity_score": N_("the severity is about the same"),
    "exposure_score": N_("the exposure is about the same"),
}


@dataclass(frozen=True)
class Compared:
    """Two suppliers in the list's order, and what they are called where they stand.

    `first` and `second` are rows of `fetch_compared`; the texts are theirs in turn.
    """

    first: Row
    second: Row
    names: tuple[str, str]
    eligibility: tuple[str, str]


def build_value_sentence(compared: Compared) -> str:
    """Say which of the two a visit is worth more to, and what that comes from."""
    times = find_times(compared, "value_score")
    first, second = compared.names
    if times < 1 + ALIKE:
        verdict = _(
            "A visit to %(first)s is worth about as much as one to %(second)s",
            first=first,
            second=second,
        )
    else:
        verdict = _(
            "A visit to %(first)s is worth %(times)s times as much as one to "
            "%(second)s",
            first=first,
            second=second,
            times=_show_times(times),
        )
    parts = [_build_part(compared, part) for part in TIMES_SENTENCES]
    return f"{verdict}: {', '.join(parts)}."


def build_band_sentence(compared: Compared) -> str:
    """Say whether both can be audited, and if so how sure their order is."""
    can = [row["is_eligible"] for row in (compared.first, compared.second)]
    if not any(can):
        return _("Neither can be audited now.")
    if not all(can):
        name = compared.names[can.index(True)]
        return _("Only %(supplier)s can be audited now.", supplier=name)
    first, second = (
        _(find_band(row)).lower() for row in (compared.first, compared.second)
    )
    if first == second:
        return _(
            "Both have the band %(band)s: the order between them is not certain.",
            band=first,
        )
    return _(
        "The first has the band %(first)s, the second %(second)s.",
        first=first,
        second=second,
    )


def build_value_table(compared: Compared) -> Table:
    """Build the value, its four parts and eligibility, side by side.

    How well deviations are found depends on the kind of audit, which is chosen later.
    """
    headings = (_("Part"), *compared.names, _("The first beside the second"))
    kind = _("by the kind of audit")
    detectability = (_("Detectability"), kind, kind, _("the same"))
    *parts, worth = (
        (
            _(name),
            _show_part(compared.first, part),
            _show_part(compared.second, part),
            _("%(times)s times", times=_show_times(find_times(compared, part))),
        )
        for part, name in PARTS.items()
    )
    eligible = (_("Eligible"), *compared.eligibility, "")
    return Table(headings, (*parts, detectability, worth, eligible))


def find_times(compared: Compared, part: str) -> float:
    """Find how many times as large the first one's part is as the second's."""
    return compared.first[part] / compared.second[part]


def _build_part(compared: Compared, part: str) -> str:
    times = find_times(compared, part)
    if 1 - ALIKE < times < 1 + ALIKE:
        return _(ALIKE_SENTENCES[part])
    return _(TIMES_SENTENCES[part], times=_show_times(times))


def _show_part(row: Row, part: str) -> str:
    if part == "probability":
        return _("%(n)s of 100", n=show_number(100 * row[part]))
    return show_number(row[part], decimals=2)


def _show_times(times: float) -> str:
    return show_number(times, decimals=2)
