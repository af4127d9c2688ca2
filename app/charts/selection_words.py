"""The words of how suppliers were picked, and of how that turned out."""

from app.charts.model_words import MODEL_NAMES
from app.charts.plan_words import WHY_WORDS
from app.charts.spec import Row
from app.formatting import show_number, show_percent
from app.messages import N_, _

METHOD_WORDS = {
    "ranking": N_("Picked by the ranking"),
    "random_control": N_("Random control"),
    "signal": N_("Signal or event"),
    "region_choice": N_("The region's choice"),
    "unknown": N_("Way of picking not told"),
}
REASON_WORDS = {
    "risk": N_("Reason: risk"),
    "coverage": N_("Reason: coverage"),
    "complaint": N_("Reason: complaint"),
    "follow_up": N_("Reason: earlier follow-up"),
    "random": N_("Reason: chance"),
    "other": N_("Reason: other"),
    "unknown": N_("Reason not told"),
}
OUTCOME_WORDS = {
    "hit": N_("major deviation"),
    "no_hit": N_("no major deviation"),
    "report_awaited": N_("cannot be judged: the report is awaited"),
    "not_audited": N_("cannot be judged: not audited since"),
    "not_decided": N_("cannot be judged: the plan is not decided"),
}
DIRECTION_WORDS = {
    "in": N_("Taken into the plan"),
    "out": N_("Taken out of the plan"),
}
ARM_WORDS = {
    "control": N_("Random controls of cases"),
    "lottery": N_("Lottery of decided plans"),
}
DECISION_REASONS = {
    "agrees": N_("Agrees with the assessment"),
    "new_information": N_("New information"),
    "recently_followed_up": N_("Recently followed up"),
    "contract_ending": N_("The contract ends"),
    "no_right_to_inspect": N_("No right to inspect"),
    "lack_of_resources": N_("Lack of resources"),
    "local_priority": N_("Another priority"),
    "other": N_("Something else"),
}


def show_group(row: Row) -> str:
    """Name a way of picking, of any kind."""
    kind, code = row["group_kind_code"], row["group_code"]
    if kind == "list":
        model = MODEL_NAMES.get(code, code)
        return _("List: %(name)s", name=_lower_first(_(model)))
    if kind == "why":
        why = WHY_WORDS.get(code, code)
        return _("Plan: %(name)s", name=_lower_first(_(why)))
    words = METHOD_WORDS if kind == "method" else REASON_WORDS
    word = words.get(code, code)
    return _(word)


def show_hits(n_hits: int, n_judged: int) -> str:
    """Write hits in counts; a dash where nobody has been judged."""
    if not n_judged:
        return "\u2013"
    return _(
        "%(part)s of %(whole)s", part=show_number(n_hits), whole=show_number(n_judged)
    )


def show_interval(low: float | None, high: float | None) -> str | None:
    """Write an interval in per cent; nothing without one."""
    if low is None or high is None:
        return None
    return _("%(low)s to %(high)s", low=show_percent(low), high=show_percent(high))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
