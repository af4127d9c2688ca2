"""How far a plan has come: its four states, who took it there and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.charts.spec import Row
from app.formatting import show_moment
from app.messages import N_, _, ngettext

STATE_WORDS = {
    "draft": N_("Draft"),
    "proposed": N_("Proposed"),
    "decided": N_("Decided"),
    "carried_out": N_("Carried out"),
}
ROLE_WORDS = {
    "secretariat": N_("The secretariat"),
    "steering_group": N_("The steering group"),
    "region": N_("A region"),
}
# How the newest plan stands, on the overview.
ATTENTION_WORDS = {
    "draft": N_("%(plan)s is a draft: %(audits)s"),
    "proposed": N_("%(plan)s waits for a decision: %(audits)s"),
    "decided": N_("%(plan)s is decided: %(audits)s, %(made)s"),
    "carried_out": N_("%(plan)s is carried out: %(audits)s, %(made)s"),
}


@dataclass(frozen=True)
class Step:
    """One state on the way; `who` and `when` are empty until the plan came there."""

    words: str
    is_reached: bool
    is_now: bool
    who: str
    when: str


def build_steps(
    state_code: str, events: Sequence[Row], *, place_names: Mapping[str, str]
) -> tuple[Step, ...]:
    """Build the four states in order.

    Args:
        state_code: Where the plan is.
        events: The plan's events, the newest first.
        place_names: Region code to name.
    """
    codes = list(STATE_WORDS)
    now = codes.index(state_code)
    steps = []
    for at, code in enumerate(codes):
        event = _find_arrival(code, events) if at <= now else None
        steps.append(
            Step(
                words=_(STATE_WORDS[code]),
                is_reached=at <= now,
                is_now=at == now,
                who=build_who(event, place_names) if event else "",
                when=show_moment(event["happened_at"]) if event else "",
            )
        )
    return tuple(steps)


def build_who(event: Row, place_names: Mapping[str, str]) -> str:
    """Say who did something: a role, or the regions by name."""
    names = [place_names.get(code, code).strip() for code in event["by_region_codes"]]
    if names:
        return ", ".join(names)
    words = ROLE_WORDS[event["by_role_code"]]
    return _(words)


def build_state(state_code: str) -> str:
    """Say how far a plan has come, in a word."""
    return _(STATE_WORDS[state_code])


def build_plan_name(name: str, state_code: str) -> str:
    """Name a plan in a choice between plans."""
    state = build_state(state_code).lower()
    return _("%(name)s (%(state)s)", name=name, state=state)


def build_attention_sentence(
    plan: Row, *, n_planned: int, n_made: int, is_own_region: bool
) -> str:
    """Say in the overview how the newest plan stands.

    Args:
        plan: name and state_code.
        n_planned: Audits in the plan that the reader may see.
        n_made: How many of them have been made.
        is_own_region: Whether only suppliers of the reader's regions are counted.
    """
    audits = ngettext("%(n)s audit", "%(n)s audits", n_planned)
    if is_own_region:
        audits = _("%(audits)s of suppliers that you buy from", audits=audits)
    words = ATTENTION_WORDS[plan["state_code"]]
    made = ngettext("%(n)s made", "%(n)s made", n_made)
    return _(words) % {"plan": plan["name"], "audits": audits, "made": made}


def _find_arrival(code: str, events: Sequence[Row]) -> Row | None:
    """Find the newest event that took the plan to a state."""
    for event in events:
        after = event["after"] or {}
        if event["item_id"] is None and after.get("state_code") == code:
            return event
    return None
