"""The words of follow-up cases: grades, how far a finding has come, deadlines."""

from collections.abc import Mapping

from app.messages import N_, _

GRADE_NAMES = {
    "severe": N_("Severe deviation"),
    "major": N_("Major deviation"),
    "minor": N_("Minor deviation"),
    "observation": N_("Observation"),
}
FINDING_STAGES = {
    "open": N_("no corrective plan"),
    "corrective_plan": N_("has a corrective plan"),
    "corrected": N_("corrected, to be verified"),
    "verified": N_("corrected and checked"),
}
DEADLINE_NAMES = {
    "answer": N_("Answer to the self-assessment"),
    "report": N_("Approved audit report"),
    "corrective_plan": N_("Corrective plan"),
    "correction": N_("Deviation corrected"),
    "severe_report": N_("The supplier's report of a severe deviation"),
}
SEVERE_REPORTS = {
    "in_time": N_("reported in time"),
    "late": N_("reported too late"),
    "overdue": N_("not reported, the two weeks are over"),
    "running": N_("not reported, the two weeks run"),
}
SELECTION_REASONS = {
    "risk": N_("risk"),
    "coverage": N_("coverage"),
    "complaint": N_("complaint"),
    "follow_up": N_("earlier follow-up"),
    "random": N_("drawn by lot"),
    "other": N_("another reason"),
}
METHOD_NAMES = {
    "dialogue": N_("Dialogue"),
    "self_assessment": N_("Self-assessment"),
    "transparency_request": N_("Request for transparency"),
    "office_audit": N_("Office audit"),
    "factory_audit": N_("Factory audit"),
}


def show_word(words: Mapping[str, str], code: str) -> str:
    """Say a code in the reader's language."""
    word = words[code]
    return _(word)
