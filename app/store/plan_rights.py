"""Who may do what with a plan. Asked before every read and write of one."""

from collections.abc import Iterable

from app.access import EVERY_ROLE, REGION, SECRETARIAT, STEERING_GROUP, Principal
from app.errors import AccessDenied, PlanIsLocked
from app.store.plan_codes import CARRIED_OUT, DECIDED, DRAFT, OPEN_STATES, PROPOSED

#: From one state to another, and the roles that may take that step.
STEPS = {
    (DRAFT, PROPOSED): (SECRETARIAT,),
    (PROPOSED, DRAFT): (SECRETARIAT,),
    (PROPOSED, DECIDED): (SECRETARIAT, STEERING_GROUP),
    (DECIDED, CARRIED_OUT): (SECRETARIAT,),
}
#: Steps back that only an undo with a reason takes.
STEPS_BACK = {
    (DECIDED, PROPOSED): (SECRETARIAT, STEERING_GROUP),
    (CARRIED_OUT, DECIDED): (SECRETARIAT,),
}


def check_may_read_plans(principal: Principal) -> None:
    """Let those who are signed in through.

    Raises:
        AccessDenied: The reader is somebody else.
    """
    check_role(principal, *EVERY_ROLE)


def check_role(principal: Principal, *roles: str) -> None:
    """Let these roles through, whatever the page has checked.

    Raises:
        AccessDenied: The reader is somebody else.
    """
    if principal.role_code not in roles:
        raise AccessDenied(principal.role_code)


def check_sees_supplier(principal: Principal, region_codes: Iterable[str]) -> bool:
    """Tell whether a supplier that these regions buy from may be shown to a reader."""
    return principal.role_code != REGION or bool(
        set(principal.region_codes).intersection(region_codes)
    )


def check_sees_plan(principal: Principal, state_code: str) -> bool:
    """Tell whether a plan in this state may be shown: a draft not to the regions."""
    return principal.role_code != REGION or state_code != DRAFT


def check_may_override(
    state_code: str, region_codes: Iterable[str], principal: Principal
) -> bool:
    """Tell whether a reader may take a row in or out of a plan in this state.

    Args:
        state_code: The plan's state.
        region_codes: The regions that buy from the row's supplier.
        principal: Who asks: the secretariat while the plan is open, a region on its
            own suppliers while the plan is proposed.
    """
    if principal.role_code == REGION:
        return state_code == PROPOSED and check_sees_supplier(principal, region_codes)
    return principal.role_code == SECRETARIAT and state_code in OPEN_STATES


def check_may_comment_on_plan(
    state_code: str, region_codes: Iterable[str] | None, principal: Principal
) -> bool:
    """Tell whether a reader may comment on a plan, or on one of its rows.

    Args:
        state_code: The plan's state.
        region_codes: The regions that buy from the row's supplier; None for the plan.
        principal: Who asks. A region comments on its own suppliers' rows, while the
            plan is proposed.
    """
    if principal.role_code == REGION:
        return region_codes is not None and check_may_override(
            state_code, region_codes, principal
        )
    return principal.role_code in (SECRETARIAT, STEERING_GROUP)


def check_may_step(old_code: str, new_code: str, principal: Principal) -> bool:
    """Tell whether a reader may take a plan from one state to another."""
    return principal.role_code in STEPS.get((old_code, new_code), ())


def check_step(old_code: str, new_code: str, principal: Principal) -> None:
    """Let a step through that leads on and that the reader may take.

    Raises:
        AccessDenied: Others may take it.
        PlanIsLocked: No such step leads from the old state.
    """
    if (old_code, new_code) not in STEPS:
        raise PlanIsLocked(old_code)
    check_role(principal, *STEPS[old_code, new_code])


def check_step_back(old_code: str, new_code: str, principal: Principal) -> None:
    """Let an undone step through, by one of the roles that may take it back.

    Raises:
        AccessDenied: Others may undo it.
    """
    back = STEPS | STEPS_BACK
    check_role(principal, *back.get((old_code, new_code), ()))


def check_override(
    state_code: str, region_codes: Iterable[str], principal: Principal
) -> None:
    """Let one through who may take a row in or out of a plan in this state.

    Raises:
        AccessDenied: The reader may not, or not in this state.
        PlanIsLocked: Nobody may any more.
    """
    if not check_sees_supplier(principal, region_codes):
        raise AccessDenied(principal.role_code)
    if state_code not in OPEN_STATES:
        raise PlanIsLocked(state_code)
    if not check_may_override(state_code, region_codes, principal):
        raise AccessDenied(principal.role_code)
