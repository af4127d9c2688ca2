"""Words for the codes of a supplier's page that no seed has words for.

A state is always shape and word; the shape says the same without colour.
"""

from datetime import date

from app.formatting import show_date
from app.messages import N_, _

# Kind of code to code to word, as from `fetch_code_words`.
Words = dict[str, dict[str, str]]
SPLITS = (
    "audit_type",
    "clause_version",
    "code_area",
    "grade",
    "method",
    "outcome",
    "performer",
    "process_requirement",
    "severe_kind",
    "site_tier",
    "size_class",
    "traffic_light",
)
FINDING_STATES = {
    "verified": N_("\u2714 Corrected"),
    "overdue": N_("\u2716 Past its deadline"),
    "open": N_("\u25d0 Open"),
    "nothing_to_correct": N_("\u2013 Nothing to correct"),
}
ASSESSMENTS = {
    "fulfilled": N_("\u2714 Fulfilled"),
    "partly": N_("\u25d0 Partly fulfilled"),
    "not_fulfilled": N_("\u2716 Not fulfilled"),
    "not_applicable": N_("\u2013 Not applicable"),
}
OBSERVATION = N_("Observation")
DECISIONS = {
    "no_action": N_("No action"),
    "supplement": N_("Supplement"),
    "dialogue": N_("Dialogue"),
    "office_audit": N_("Office audit"),
    "factory_audit": N_("Factory audit"),
    "corrective_plan": N_("Corrective action plan"),
    "re_audit": N_("Re-audit"),
    "sanction": N_("Sanction"),
    "contract_termination": N_("The contract is ended"),
    "closure": N_("Closure"),
}
LIGHTS = {
    "red": N_("\u25b2 Red"),
    "yellow": N_("\u25c6 Yellow"),
    "green": N_("\u25cf Green"),
}
SIGNALS = {
    "incident_reports": N_("Reports of incidents"),
    "media_reports": N_("Reports in the media"),
    "complaint_reports": N_("Complaints"),
    "authority_decision": N_("Decision of an authority, tax debt or exclusion"),
    "price_against_median": N_("Price beside the category's median"),
    "tiers_disclosed": N_("Tiers of the supply chain disclosed"),
    "subcontracting_share_pct": N_("Subcontracted or hired staff, per cent"),
    "staff_turnover_pct": N_("Staff turnover, per cent"),
}
# Names of standards, the same in every language.
CERTIFICATES = {
    "amfori_bsci": "amfori BSCI",
    "emas": "EMAS",
    "fairtrade": "Fairtrade",
    "fsc": "FSC",
    "gots": "GOTS",
    "iso_14001": "ISO 14001",
    "iso_37001": "ISO 37001",
    "iso_45001": "ISO 45001",
    "oeko_tex": "OEKO-TEX",
    "sa8000": "SA8000",
    "smeta": "SMETA",
}
OTHER = N_("Another certificate")
YES_OR_NO = {True: N_("Yes"), False: N_("No")}
NOT_DECIDED = N_("Not decided")


def find_word(words: Words, kind: str, code: str | None) -> str | None:
    """Find the word for a code; the code itself where nobody has given it one."""
    return None if code is None else words[kind].get(code, code)


def find_name(names: dict[str, str], code: str | None) -> str | None:
    """Find the name of a code in one of the lists above, in the reader's language."""
    if code is None or code not in names:
        return code
    return _(names[code])


def find_grade(words: Words, grade_code: str) -> str | None:
    """Find the word for a finding's grade."""
    if grade_code == "observation":
        return _(OBSERVATION)
    return find_word(words, "grade", grade_code)


def find_requirement(
    words: Words, number: int | None, clause_version_code: str | None
) -> str | None:
    """Find the name of a process requirement; of another clause only its number."""
    if number is None:
        return None
    if clause_version_code != "seven_requirements_2021":
        return str(number)
    return find_word(words, "process_requirement", str(number))


def find_yes_or_no(answer: bool | None) -> str:
    """Say yes, no or not decided; nothing is not a no."""
    return _(NOT_DECIDED) if answer is None else _(YES_OR_NO[answer])


def build_until(last_on: date | None) -> str:
    """Say until when something holds; without a last day it runs on."""
    return show_date(last_on) if last_on else _("Runs on")
