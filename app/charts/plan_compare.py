"""Two scenarios side by side: what they expect, wish for and choose otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.charts.plan_prices import SMALLEST_COST
from app.charts.plan_summary import build_range, find_expected
from app.charts.plan_words import build_audit_type, build_performer, build_why
from app.charts.spec import Cell, Row, Table
from app.formatting import show_number
from app.messages import N_, _

Result = Mapping[str, Any]
Names = Mapping[str, str]
WISH_WORDS = {
    "plan_year": N_("Plan year"),
    "seed": N_("Seed of the lottery"),
    "capacity.audits": N_("Audits"),
    "capacity.factory_audits": N_("Factory audits"),
    "capacity.auditor_days": N_("Auditor-days"),
    "capacity.budget_sek": N_("Budget, SEK"),
    "capacity.half_years.1.audits": N_("Audits in the first half-year"),
    "capacity.half_years.2.audits": N_("Audits in the second half-year"),
    "effort.office_audit.auditor_days": N_("Auditor-days per office audit"),
    "effort.office_audit.cost_sek": N_("Cost per office audit, SEK"),
    "effort.factory_audit.auditor_days": N_("Auditor-days per factory audit"),
    "effort.factory_audit.cost_sek": N_("Cost per factory audit, SEK"),
    "least_per_area": N_("Fewest per area"),
    "most_per_category_pct": N_("Most per category, per cent of the audits"),
    "most_small_points": N_("Small suppliers: points over their share"),
    "exploration_pct": N_("Exploration, per cent"),
    "bonus_last_plan": N_("Prefer those in the last plan"),
    "must_exclude": N_("Suppliers that must not be in"),
    "must_include": N_("Suppliers that must be in"),
}

# Written without a blank between thousands.
NAMES_NOT_NUMBERS = ("plan_year", "seed")


def build_comparison_title(a: Result, b: Result, *, name_a: str, name_b: str) -> str:
    """Say how many more one scenario is expected to find, and how many they share."""
    n_both = len(_find_keys(a) & _find_keys(b))
    hits_a, hits_b = (find_expected(each).get("plan") for each in (a, b))
    shared = _("%(n)s suppliers are in both", n=show_number(n_both))
    if hits_a is None or hits_b is None:
        return shared
    more = hits_a["hits"] - hits_b["hits"]
    if abs(more) < SMALLEST_COST:
        return _(
            "%(a)s and %(b)s are expected to find as much; %(shared)s",
            a=name_a,
            b=name_b,
            shared=shared,
        )
    better, worse = (name_a, name_b) if more > 0 else (name_b, name_a)
    return _(
        "%(a)s is expected to find %(n)s more than %(b)s; %(shared)s",
        a=better,
        n=show_number(abs(more), decimals=1),
        b=worse,
        shared=shared,
    )


def build_figures_table(a: Result, b: Result, *, name_a: str, name_b: str) -> Table:
    """Build expected finds, audits, days and cost of both."""
    return Table(
        (_("What"), name_a, name_b),
        tuple(
            (label, text_a, text_b)
            for (label, text_a), (_label, text_b) in zip(
                _find_figures(a), _find_figures(b), strict=True
            )
        ),
    )


def build_wishes_table(
    a: Result, b: Result, *, name_a: str, name_b: str, category_names: Names
) -> Table:
    """Build the wishes that differ."""
    of_a, of_b = (_flatten(each["wishes"]) for each in (a, b))
    differing = [name for name in {**of_a, **of_b} if of_a.get(name) != of_b.get(name)]
    return Table(
        (_("Wish"), name_a, name_b),
        tuple(
            (
                _name_wish(name, category_names),
                _show_wish(name, of_a.get(name)),
                _show_wish(name, of_b.get(name)),
            )
            for name in differing
        ),
    )


def build_suppliers_table(
    a: Result, b: Result, *, name_a: str, name_b: str, category_names: Names
) -> Table:
    """Build every supplier of either scenario, those in one of them only first."""
    rows_a, rows_b = (
        {(row["supplier_id"], row["category_code"]): row for row in each["chosen"]}
        for each in (a, b)
    )
    groups = (
        (
            _("Only in %(name)s", name=name_a),
            [key for key in rows_a if key not in rows_b],
        ),
        (
            _("Only in %(name)s", name=name_b),
            [key for key in rows_b if key not in rows_a],
        ),
        (_("In both"), [key for key in rows_a if key in rows_b]),
    )
    rows = tuple(
        _build_supplier(words, rows_a.get(key) or rows_b[key], category_names)
        for words, keys in groups
        for key in keys
    )
    headings = (
        _("In which"),
        _("Supplier"),
        _("Category"),
        _("Audit type"),
        _("Why chosen"),
        _("Performer"),
    )
    return Table(headings, rows)


def _build_supplier(words: str, row: Row, category_names: Names) -> tuple[Cell, ...]:
    return (
        words,
        row["supplier_name"],
        category_names.get(row["category_code"], row["category_code"]),
        build_audit_type(row["audit_type_code"]),
        build_why(row["why_code"]),
        build_performer(row["performer_code"]),
    )


def _find_figures(result: Result) -> Iterator[tuple[str, str]]:
    chosen = result["chosen"]
    expected = find_expected(result).get("plan")
    yield _("Expected finds"), build_range(expected) if expected else "\u2013"
    yield _("Audits"), show_number(len(chosen))
    n_factory = sum(row["audit_type_code"] == "factory_audit" for row in chosen)
    yield _("Factory audits"), show_number(n_factory)
    yield _("Auditor-days"), show_number(sum(row["auditor_days"] for row in chosen))
    yield _("Cost, SEK"), show_number(sum(row["cost_sek"] for row in chosen))
    yield _("Wishes not met in full"), show_number(len(result["shortfalls"]))


def _find_keys(result: Result) -> set[str]:
    return {row["supplier_id"] for row in result["chosen"]}


def _flatten(wishes: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, wish in wishes.items():
        if isinstance(wish, Mapping):
            flat |= _flatten(wish, f"{before}{name}.")
        else:
            flat[f"{before}{name}"] = wish
    return flat


def _name_wish(name: str, category_names: Names) -> str:
    if name in WISH_WORDS:
        return _(WISH_WORDS[name])
    group, _dot, key = name.partition(".")
    key = key.partition(".")[0]
    if group == "performers":
        return _("Auditor-days: %(name)s", name=build_performer(key))
    where = category_names.get(key, key)
    if group == "least_per_category":
        return _("Fewest in %(name)s", name=where)
    if group == "most_per_category":
        return _("Most in %(name)s", name=where)
    return name


def _show_wish(name: str, wish: Any) -> str:
    if name in NAMES_NOT_NUMBERS:
        return str(wish)
    if wish is None and name.startswith("performers."):
        return "\u2013"
    if wish is None or wish == []:
        return _("no limit set") if wish is None else _("none")
    if isinstance(wish, bool):
        return _("Yes") if wish else _("No")
    if isinstance(wish, int | float):
        return show_number(wish, decimals=0 if float(wish).is_integer() else 1)
    if isinstance(wish, list):
        return ", ".join(
            str(each["supplier_id"] if isinstance(each, Mapping) else each)
            for each in wish
        )
    return str(wish)
