"""How far the audits may move the experts' rule: by how many there are."""

PRIOR = "prior"
ANCHORED = "anchored"
ANCHORED_TUNED = "anchored_tuned"
CHALLENGER_ALLOWED = "challenger_allowed"


def find_stage(n_labels: int, n_positives: int) -> str:
    """Find the stage for so many audits, of which so many had a major finding.

    Eight of either outcome: where nearly all audits have a major finding, the few that
    have none are what there is to learn from.
    """
    if n_labels < 30 or min(n_positives, n_labels - n_positives) < 8:
        return PRIOR
    if n_labels < 300:
        return ANCHORED
    if n_labels < 1000 or n_positives < 200:
        return ANCHORED_TUNED
    return CHALLENGER_ALLOWED
