"""How parts lie beside each other and beside the whole, in words and with care."""

from collections.abc import Sequence

from app.charts.figures import check_too_few, show_figure
from app.charts.spec import Row
from app.formatting import show_number, show_percent
from app.messages import N_, _

BESIDE_WHOLE = {
    "over": N_("clearly above all together (%(whole)s)"),
    "under": N_("clearly below all together (%(whole)s)"),
    "unclear": N_("cannot be told apart with certainty from all together (%(whole)s)"),
}


def show_span(rows: Sequence[Row], unit_code: str) -> str:
    """Write from where to where figures go.

    Args:
        rows: actual, at least one and none empty.
        unit_code: Their unit.
    """
    figures = [row["actual"] for row in rows]
    low = show_figure(min(figures), unit_code)
    high = show_figure(max(figures), unit_code)
    if low == high:
        return _("%(figure)s everywhere", figure=high)
    return _("from %(low)s to %(high)s", low=low, high=high)


def find_side(row: Row, whole: float) -> str:
    """Find whether a share lies clearly over or under the whole, by its interval.

    Args:
        row: actual_low and actual_high, the ends of its 95 % interval.
        whole: The share of all together, in per cent.
    """
    if row["actual_low"] is None or check_too_few(row):
        return "unclear"
    if row["actual_low"] > whole:
        return "over"
    return "under" if row["actual_high"] < whole else "unclear"


def build_beside_whole(row: Row, whole: float | None) -> str:
    """Say how one part lies beside the whole; empty where they are not compared."""
    if whole is None:
        return ""
    sentence = BESIDE_WHOLE[find_side(row, whole)]
    return _(sentence, whole=show_percent(whole))


def build_apart_phrase(rows: Sequence[Row], whole: float | None) -> str:
    """Say how many parts can be told from the whole; empty without one."""
    if whole is None:
        return ""
    sides = [find_side(row, whole) for row in rows]
    over, under = sides.count("over"), sides.count("under")
    if not over and not under:
        return _("none of them clearly apart from %(whole)s", whole=show_percent(whole))
    return _(
        "%(over)s clearly above and %(under)s clearly below %(whole)s",
        over=show_number(over),
        under=show_number(under),
        whole=show_percent(whole),
    )
