"""Why suppliers that stand higher on the list than some of the chosen are not in."""

from collections.abc import Mapping, Sequence

from app.charts.spec import Cell, Row, Table
from app.messages import N_, _, ngettext

LEFT_OUT_WORDS = {
    "contract_ends_within_year": N_("The contract ends within a year"),
    "no_right_to_inspect": N_("The contract gives no right to inspect"),
    "covered_by_follow_up": N_("Covered by a follow-up of the last three years"),
    "recently_audited": N_("Audited lately without a major deviation"),
    "contract_too_short": N_(
        "Less than a year of the contract would be left after the visit"
    ),
    "must_exclude": N_("Left out by the wishes"),
    "group_is_chosen": N_("Another company of the corporate group is chosen"),
    "category_is_full": N_("The category has as many as it may have"),
    "small_are_full": N_("The plan has as many small suppliers as it may have"),
    "no_room": N_("No room beside the other wishes"),
}


def build_left_out_title(left_out: Sequence[Row]) -> str:
    """Say how many are named, though worth more than some of the chosen."""
    return ngettext(
        "%(n)s highly ranked supplier that did not come along, and why",
        "%(n)s highly ranked suppliers that did not come along, and why",
        len(left_out),
    )


def build_left_out_table(
    left_out: Sequence[Row], *, category_names: Mapping[str, str]
) -> Table:
    """Build those left out as words, the most valuable first.

    Args:
        left_out: As from the command.
        category_names: Category code to name.
    """
    headings = (
        _("Supplier"),
        _("Category"),
        _("Why not"),
        _("Supplier number"),
    )
    return Table(headings, tuple(_build_row(row, category_names) for row in left_out))


def _build_row(row: Row, category_names: Mapping[str, str]) -> tuple[Cell, ...]:
    why_not = LEFT_OUT_WORDS[row["reason_code"]]
    return (
        row["supplier_name"],
        category_names.get(row["category_code"], row["category_code"]),
        _(why_not),
        row["supplier_id"],
    )
