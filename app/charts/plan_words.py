"""The words of a plan: why a supplier is in it, who visits, what a constraint says."""

from collections.abc import Mapping
from typing import Any

from app.charts.ranking import BAND_WORDS
from app.formatting import show_millions, show_number, show_percent
from app.messages import N_, _

WHY_WORDS = {
    "risk": N_("Risk"),
    "coverage": N_("Coverage"),
    "lottery": N_("Lottery"),
    "learning": N_("Learning"),
    "follow_up": N_("Follow-up"),
    "override": N_("Own choice"),
}
AUDIT_TYPE_WORDS = {
    "office_audit": N_("Office audit"),
    "factory_audit": N_("Factory audit"),
}
HALF_YEAR_WORDS = {1: N_("First half-year"), 2: N_("Second half-year")}
AREAS = "ABCDEFGH"
PERFORMER_WORDS = {
    "secretariat": N_("The secretariat"),
    "consultant": N_("A consultant"),
}
PERFORMERS = (*AREAS, *PERFORMER_WORDS)
LIST_WORDS = {
    "plan": N_("This scenario"),
    "last_plan": N_("Last plan"),
    "rule": N_("The old rule"),
    "random": N_("By chance"),
}
# A constraint without figures of its own.
CONSTRAINT_WORDS = {
    "least_per_category": N_("fewest per category"),
    "most_per_category": N_("most per category"),
    "one_per_supplier": N_("one audit per supplier"),
    "one_per_group": N_("one audit per corporate group"),
    "must_include": N_("suppliers that must be in"),
    "must_exclude": N_("suppliers that must not be in"),
    "eligible": N_("suppliers that can be audited only"),
}
# A part of a constraint that has a price of its own.
PART_WORDS = {
    "one_more": N_("%(n)s audits and not one more"),
    "follow_up": N_("follow-ups that are due"),
}
UNASSIGNED_WORDS = {
    "no_performer_days_left": N_("Nobody who may do it has days left"),
}
OTHER_UNASSIGNED = N_("No performer fits")


def build_performer(performer_code: str | None) -> str:
    """Say who visits."""
    if performer_code is None:
        return _("Nobody yet")
    if performer_code in PERFORMER_WORDS:
        return _(PERFORMER_WORDS[performer_code])
    return _("Area %(area)s", area=performer_code)


def build_half_year(half_year: int) -> str:
    """Say which half of the year."""
    return _(HALF_YEAR_WORDS[half_year])


def build_why(why_code: str) -> str:
    """Say why a supplier is in the plan, in a word."""
    return _(WHY_WORDS[why_code])


def build_audit_type(audit_type_code: str) -> str:
    """Say what kind of audit."""
    return _(AUDIT_TYPE_WORDS[audit_type_code])


def build_band(band_code: str | None) -> str:
    """Say how sure the place near the top is."""
    words = BAND_WORDS[band_code or "outside"]
    return _(words)


def build_constraint(
    constraint_code: str,
    key: str | None,
    *,
    limit: float | None,
    wishes: Mapping[str, Any],
    category_names: Mapping[str, str],
) -> str:
    """Say what a constraint asks for, as the end of a sentence.

    Args:
        constraint_code: One of the command's codes; an unknown one is shown as it is.
        key: The area, category or half-year it is for; None when for all of them.
        limit: Its limit for that key, where it is known.
        wishes: The complete wishes of the scenario.
        category_names: Category code to name.
    """
    if constraint_code in ("least_per_area", "least_per_category", "most_per_category"):
        return _build_spread(constraint_code, key, limit, wishes, category_names)
    if constraint_code == "half_year_audits" and key is not None:
        half = build_half_year(int(key)).lower()
        return _("at most %(n)s audits, %(half)s", n=show_number(limit), half=half)
    if key in PART_WORDS:
        return _(PART_WORDS[key], n=show_number(wishes["capacity"]["audits"]))
    if constraint_code in CONSTRAINT_WORDS:
        return _(CONSTRAINT_WORDS[constraint_code])
    return _build_total(constraint_code, wishes)


def _build_total(constraint_code: str, wishes: Mapping[str, Any]) -> str:
    capacity = wishes["capacity"]
    number = {
        name: show_number(capacity.get(name))
        for name in ("audits", "factory_audits", "auditor_days")
    }
    words = {
        "audits": _("at most %(n)s audits", n=number["audits"]),
        "factory_audits": _("at most %(n)s factory audits", n=number["factory_audits"]),
        "auditor_days": _("at most %(n)s auditor-days", n=number["auditor_days"]),
        "budget_sek": _(
            "at most %(amount)s",
            amount=show_millions(capacity.get("budget_sek"), decimals=1),
        ),
        "half_year_audits": _("the number of audits per half-year"),
        "most_small": _(
            "small suppliers at most %(n)s percentage points over their share",
            n=show_number(wishes.get("most_small_points")),
        ),
        "exploration": _(
            "%(percent)s exploration",
            percent=show_percent(wishes.get("exploration_pct")),
        ),
    }
    return words.get(constraint_code, constraint_code)


def _build_spread(
    constraint_code: str,
    key: str | None,
    limit: float | None,
    wishes: Mapping[str, Any],
    category_names: Mapping[str, str],
) -> str:
    is_area = constraint_code == "least_per_area"
    if key is None:
        if is_area:
            n = show_number(wishes.get("least_per_area"))
            return _("at least %(n)s per area", n=n)
        if constraint_code == "most_per_category" and not wishes["most_per_category"]:
            percent = show_percent(wishes.get("most_per_category_pct"))
            return _("at most %(percent)s per category", percent=percent)
        return _(CONSTRAINT_WORDS[constraint_code])
    where = _("area %(area)s", area=key) if is_area else category_names.get(key, key)
    number = show_number(limit)
    if constraint_code == "most_per_category":
        return _("at most %(n)s in %(where)s", n=number, where=where)
    return _("at least %(n)s in %(where)s", n=number, where=where)
