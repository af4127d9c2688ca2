"""Which wishes a scenario falls short of, and whether every constraint is held."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.charts.plan_words import build_constraint
from app.charts.spec import Row, Table
from app.formatting import build_sorted, show_number
from app.messages import N_, _, ngettext

Result = Mapping[str, Any]
Names = Mapping[str, str]
# What to change when a constraint comes short.
ADVICE = {
    "audits": N_("Loosen another wish, or ask for fewer audits."),
    "least_per_area": N_(
        "Ask for fewer per area, allow more per category, or look at why so few "
        "suppliers there can be audited."
    ),
    "least_per_category": N_(
        "Ask for fewer in the category, or look at why so few suppliers there can be "
        "audited."
    ),
    "most_per_category": N_(
        "Allow more in the category, or take something away that must be in."
    ),
    "most_small": N_(
        "Allow more small suppliers, or take something away that must be in."
    ),
    "exploration": N_("Lower the share for exploration, or allow more audits."),
}
OTHER_ADVICE = N_("Loosen this wish, or one that pulls the other way.")
OVER_CAP = "fixed_over_cap"
SHORTFALL_REASONS = {
    "too_few_candidates": N_("too few suppliers can be audited"),
    "other_constraints": N_("other wishes take the places"),
    OVER_CAP: N_("what must be in is more than the limit"),
}
OTHER_REASON = N_("the wishes do not fit together")


def build_shortfalls(result: Result, *, category_names: Names) -> tuple[str, ...]:
    """Say which wishes could not be met, by how much, why, and what to change.

    Args:
        result: As from the command.
        category_names: Category code to name; supplier id to name too, for
            follow-ups that found no room.
    """
    missed = [row for row in result["shortfalls"] if _check_is_follow_up(row)]
    others = [row for row in result["shortfalls"] if not _check_is_follow_up(row)]
    sentences = [_build_shortfall(result, row, category_names) for row in others]
    if missed:
        names = build_sorted(
            category_names.get(row["key"], row["key"]) for row in missed
        )
        sentences.append(
            ngettext(
                "%(n)s follow-up that is due is left out, since the supplier cannot be "
                "audited now or there is no room: %(names)s. See why on its page, or "
                "allow more audits.",
                "%(n)s follow-ups that are due are left out, since the suppliers "
                "cannot be audited now or there is no room: %(names)s. See why on "
                "their pages, or allow more audits.",
                len(missed),
                names=", ".join(names),
            )
        )
    return tuple(sentences)


def _check_is_follow_up(row: Row) -> bool:
    return row["constraint_code"] == "must_include" and row["key"] is not None


def _build_shortfall(result: Result, row: Row, names: Names) -> str:
    code, message = row["constraint_code"], row["message_code"]
    constraint = (
        _("Audits")
        if code == "audits"
        else build_heading(result, row, names, limit=row["wanted"])
    )
    sentence = (
        _("%(constraint)s: became %(found)s (%(reason)s). %(advice)s")
        if message == OVER_CAP
        else _("%(constraint)s: %(found)s of %(wanted)s (%(reason)s). %(advice)s")
    )
    reason = SHORTFALL_REASONS.get(message, OTHER_REASON)
    advice = ADVICE.get(code, OTHER_ADVICE)
    return sentence % {
        "constraint": constraint,
        "found": show_number(row["found"]),
        "wanted": show_number(row["wanted"]),
        "reason": _(reason),
        "advice": _(advice),
    }


def build_shortfall_title(shortfalls: Sequence[str]) -> str:
    """Say how many wishes came short."""
    return ngettext(
        "%(n)s wish could not be met in full",
        "%(n)s wishes could not be met in full",
        len(shortfalls),
    )


def build_check_title(result: Result) -> str:
    """Say how many constraints were held when they were looked at after solving."""
    held = [row for row in result["checks"] if row["is_held"]]
    return _(
        "%(n)s of %(all)s constraints are held, checked after the plan was chosen",
        n=show_number(len(held)),
        all=show_number(len(result["checks"])),
    )


def build_check_table(result: Result, *, category_names: Names) -> Table:
    """Build every constraint with its limit and what was found, broken ones first."""
    rows = sorted(result["checks"], key=lambda row: row["is_held"])
    return Table(
        (_("Constraint"), _("Limit"), _("Found"), _("Held")),
        tuple(
            (
                build_heading(result, row, category_names, limit=row["limit"]),
                row["limit"],
                row["found"],
                _("Yes") if row["is_held"] else _("No"),
            )
            for row in rows
        ),
    )


def build_name(
    result: Result, row: Row, names: Names, *, limit: float | None = None
) -> str:
    """Name the constraint of a row, as the end of a sentence."""
    return build_constraint(
        row["constraint_code"],
        row["key"],
        limit=limit,
        wishes=result["wishes"],
        category_names=names,
    )


def build_heading(
    result: Result, row: Row, names: Names, *, limit: float | None = None
) -> str:
    """Name the constraint of a row, as it begins a line."""
    words = build_name(result, row, names, limit=limit)
    return words[:1].upper() + words[1:]
