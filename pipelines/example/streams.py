"""Give each topic its own stream of chance, so that one can change and not the rest."""

from enum import IntEnum

import numpy as np


class Topic(IntEnum):
    """The numbers are part of the seed: never reuse one for something else."""

    SUPPLIERS = 1
    RISK = 2
    CONTRACTS = 3
    LINES = 4
    ENVIRONMENT = 5
    CAPACITY = 6
    SELECTION = 7
    FOLLOW_UPS = 8
    ANSWERS = 9
    AUDITS = 10
    FINDINGS = 11
    CLOSURES = 12
    CASES = 13
    FINDING_COUNTS = 14
    SELECTION_DETAILS = 31
    REMINDERS = 32
    AUDIT_DETAILS = 33
    FINDING_DETAILS = 34
    CASE_REGIONS = 35
    QUALITY = 36
    PUBLICATIONS = 37
    DECISIONS = 38
    OTHER_BUYERS = 39
    CERTIFICATES = 40
    SIGNALS = 41
    COSTS = 42
    RISK_ANALYSES = 43
    PLACES = 44
    STAGES = 45
    EFFECTS = 46
    INSPECTION = 47
    PEOPLE = 61
    INTRODUCTIONS = 62
    OCCASIONS = 63
    ATTENDANCE = 64
    SUPPLIER_TRAININGS = 65
    E_LEARNING = 66
    CALIBRATION = 67
    COMPETENCE = 68
    COMMUNICATION = 69
    NEWSLETTERS = 70
    WEB_VISITS = 71
    WEB_PAGES = 72
    SCANNING = 73


def build_stream(seed: int, topic: Topic) -> np.random.Generator:
    """Build the random stream of one topic."""
    return np.random.default_rng([seed, topic])
