"""Show a plan to a person at the terminal: short, the rest is in the JSON."""

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

WHY = ("risk", "coverage", "follow_up", "override", "lottery", "learning")


def show_plan(result: dict[str, Any]) -> None:
    """Print the chosen audits, what to expect, what costs and what is short."""
    console = Console()
    console.print(_build_chosen(result["chosen"]))
    why = Counter(one["why_code"] for one in result["chosen"])
    console.print(
        f"{len(result['chosen'])} audits: "
        + ", ".join(f"{why[code]} {code}" for code in WHY if why[code])
        + f". Chosen in {result['solved_seconds']:.1f} s"
        + (
            "."
            if result["is_optimal"]
            else f", within {result['gap']:.2%} of the best."
        )
    )
    for one in result["expected"]:
        console.print(
            f"{one['list_code']}: of {one['n_audits']} audits {one['hits']:.0f} should "
            f"find a major deviation ({one['hits_low']} to {one['hits_high']})"
        )
    for one in result["prices"]:
        if one["value_cost"]:
            console.print(
                f"{_name(one)} costs {one['value_cost']:.3f} of value, "
                f"{one['hits_cost']:+.1f} hits"
                f"{'' if one['is_exact'] else ' (at least)'}"
            )
    for one in result["shortfalls"]:
        console.print(
            f"short: {_name(one)} {one['found']:g} of {one['wanted']:g} "
            f"({one['message_code']})"
        )
    if result["unassigned"]:
        console.print(f"without performer: {len(result['unassigned'])}")


def _build_chosen(chosen: list[dict[str, Any]]) -> Table:
    table = Table(
        *("supplier", "category", "audit", "half", "why", "chance", "value"),
        *("performer", "journey"),
    )
    for one in sorted(chosen, key=lambda row: -row["value_score"]):
        table.add_row(
            *(one["supplier_id"], one["category_code"]),
            *(one["audit_type_code"].removesuffix("_audit"), str(one["half_year"])),
            *(one["why_code"], f"{one['probability']:.2f}"),
            *(f"{one['value_score']:.2f}", one["performer_code"] or "-"),
            one["trip_code"] or "",
        )
    return table


def _name(one: dict[str, Any]) -> str:
    return f"{one['constraint_code']}{' ' + one['key'] if one['key'] else ''}"
