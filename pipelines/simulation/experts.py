"""What the experts of the simulated programme believe: the weights of the design page.

They are written here and not read from the seeds, so that an expert who changes a seed
does not change the world that the method is tried in.
"""

from pipelines.risk.rule import PER_CATEGORY, Rule, Weight

SMALLEST_PRIOR_SD = 0.10

#: Feature, sign, mean log-odds, smallest spread that counts.
KNOWN_FROM_REGISTERS = (
    ("country_risk", 1, 0.50, 20.0),
    ("category_risk", 1, 0.50, 1.0),
    ("country_by_category", 1, 0.15, 0.3),
    ("country_not_declared", 1, 0.30, 0.3),
    ("self_assessment_gap", 1, 0.25, 5.0),
    ("self_assessment_overdue", 1, 0.30, 0.3),
    ("signals_24_months", 1, 0.25, 0.3),
    ("certificate_valid", -1, -0.20, 0.3),
    ("price_far_below", 1, 0.10, 0.3),
)
KNOWN_FROM_AUDITS = (
    ("own_major_rate", 1, 2.00, 1.0),
    ("last_audit_major", 1, 0.30, 0.3),
    ("years_since_last_audit", 1, 0.20, 0.5),
    ("never_audited", 0, 0.0, 0.3),
    ("corrective_action_overdue", 1, 0.35, 2.5),
)
PER_UNIT = {"own_major_rate"}


def build_experts(*, plan_size: int, seed: int) -> Rule:
    """Build the experts' rule for the features that the simulator has."""
    return Rule(
        model_code="anchored",
        stage_code="prior",
        plan_size=plan_size,
        seed=seed,
        n_draws=300,
        intercept=Weight("intercept", 0, -0.85, 0.425, "per_unit", 1.0),
        weights=tuple(
            Weight(
                feature_code=code,
                expected_sign=sign,
                prior_mean=mean,
                prior_sd=max(abs(mean) / 2, SMALLEST_PRIOR_SD),
                scale_code="per_unit" if code in PER_UNIT else "per_sd",
                smallest_sd=smallest_sd,
            )
            for code, sign, mean, smallest_sd in (
                *KNOWN_FROM_REGISTERS,
                *KNOWN_FROM_AUDITS,
            )
        ),
        category_effect=Weight("category_effect", 0, 0.0, 0.45, PER_CATEGORY, 1.0),
    )
