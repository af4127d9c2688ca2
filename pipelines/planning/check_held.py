"""Stop a plan that breaks a constraint without saying so."""

from typing import Any

from pipelines.errors import PlanError

#: What may be missed when the plan says so itself.
TOLD = (
    *("least_per_area", "least_per_category", "exploration"),
    *("most_per_category", "most_small"),
)


def check_held(checks: list[dict[str, Any]], shortfalls: list[dict[str, Any]]) -> None:
    """Stop a plan that breaks a constraint.

    A floor, a cap or the exploration that could not be met is no fault when the plan
    tells of it.

    Raises:
        PlanError: Names every constraint that does not hold.
    """
    told = {(one["constraint_code"], one["key"]) for one in shortfalls}
    broken = [
        check
        for check in checks
        if not check["is_held"]
        and not (
            check["constraint_code"] in TOLD
            and (check["constraint_code"], check["key"]) in told
        )
    ]
    if broken:
        named = "; ".join(
            f"{check['constraint_code']}"
            f"{' ' + check['key'] if check['key'] else ''}: "
            f"{check['found']:g}, limit {check['limit']}"
            for check in broken
        )
        raise PlanError(
            f"The plan that was found breaks its own constraints ({named}). Nothing "
            "was written. This is a fault in Målbild or its solver: report it with the "
            "wishes."
        )
