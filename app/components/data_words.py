"""Words for the codes on the data page: what happened, which rule, what to do."""

from app.charts.source_words import show_code
from app.messages import N_, _

OUTCOMES = {
    "imported": N_("Imported"),
    "unchanged": N_("Received before, nothing new"),
    "refused": N_("Not imported"),
    "unrecognised": N_("Not recognised, left alone"),
    "withdrawn": N_("Withdrawn, no longer counted"),
}
ADVICE = {
    "refused": N_(
        "Nothing of it is used; everything else is. Mend the file and run "
        "`malbild refresh` again."
    ),
    "unrecognised": N_(
        "No source knows this file, so it was left alone. If it should be used, "
        "check its name."
    ),
}
# Rule of a rejected row: what is wrong and what its owner can do.
RULES = {
    "nullability": (
        N_("is empty but must be filled in"),
        N_("Fill it in where the row comes from."),
    ),
    "duplicate": (
        N_("occurs on more than one row"),
        N_("Keep the row that is right and remove the other."),
    ),
    "unknown_code": (
        N_("has a word that is not in the list of words to use"),
        N_("Use a word from the list, or ask the secretariat to add it."),
    ),
    "unreadable": (
        N_("cannot be read as a date, a number or a yes or no"),
        N_("Write dates as 2024-03-15, numbers with digits only, and yes or no."),
    ),
    "check_digit": (
        N_("has a wrong last digit"),
        N_("Check the number against the company's own papers."),
    ),
    "regex": (
        N_("is not written the way it should be"),
        N_("Write organisation numbers as 412345-6789."),
    ),
    "before": (
        N_("is earlier than the date it should follow"),
        N_("Check both dates where the row comes from."),
    ),
    "without": (
        N_("says that another cell must be filled in, but it is empty"),
        N_("Fill it in where the row comes from."),
    ),
    "more_or_fewer": (
        N_("cannot be right beside another figure on the row"),
        N_("Check both figures where the row comes from."),
    ),
    "no_such_period": (
        N_("is no year, month or day"),
        N_("Write periods as 2024, 2024-05 or 2024-05-31."),
    ),
    "not_in_clause_version": (
        N_("is not part of the form version that the row names"),
        N_("Check the form version and the requirement's number."),
    ),
    "not_a_signal_name": (
        N_("is not written the way names of signals are"),
        N_("Use small letters a to z, digits and underscores, a letter first."),
    ),
    "not_a_web_address": (
        N_("is not the address of a web page"),
        N_("Write the whole address, from https:// on."),
    ),
    "min": (
        N_("is lower or earlier than is possible"),
        N_("Check the figure where the row comes from."),
    ),
    "max": (
        N_("is higher or later than is possible"),
        N_("Check the figure where the row comes from."),
    ),
    "max_length": (
        N_("is longer than there is room for"),
        N_("Shorten the text where the row comes from."),
    ),
}
OTHER_RULE = (
    N_("breaks the rule %(rule)s"),
    N_("Compare the row with the source's example file."),
)


def show_outcome(outcome_code: str) -> str:
    """Say what became of a received file."""
    return _(OUTCOMES[outcome_code])


def show_advice(outcome_code: str) -> str:
    """Say what can be done about a file that is not used."""
    return _(ADVICE[outcome_code])


def show_rule(rule_code: str) -> str:
    """Say what is wrong with a cell, to follow the column's name."""
    what_is_wrong, _remedy = _find_rule(rule_code)
    return _(what_is_wrong, rule=show_code(rule_code))


def show_remedy(rule_code: str) -> str:
    """Say what the row's owner can do."""
    _what, remedy = _find_rule(rule_code)
    return _(remedy)


def _find_rule(rule_code: str) -> tuple[str, str]:
    if rule_code.startswith("before_"):
        return RULES["before"]
    if rule_code.startswith("without_"):
        return RULES["without"]
    if rule_code.startswith(("more_than_", "fewer_than_")):
        return RULES["more_or_fewer"]
    if rule_code.startswith("unreadable"):
        return RULES["unreadable"]
    return RULES.get(rule_code, OTHER_RULE)
