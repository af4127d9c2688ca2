"""The words that plans are kept in: states, reasons, kinds of events."""

DRAFT = "draft"
PROPOSED = "proposed"
DECIDED = "decided"
CARRIED_OUT = "carried_out"
STATE_CODES = (DRAFT, PROPOSED, DECIDED, CARRIED_OUT)
#: In these a plan's rows may be changed.
OPEN_STATES = (DRAFT, PROPOSED)

OVERRIDE = "override"
WHY_CODES = (
    *("risk", "coverage", "lottery", "learning", "follow_up"),
    OVERRIDE,
)
OTHER = "other"
OVERRIDE_REASONS = (
    *("local_knowledge", "recent_event", "contract_change", "other_follow_up"),
    *("capacity", "joint_visit"),
    OTHER,
)
AUDIT_TYPES = ("office_audit", "factory_audit")
HALF_YEARS = (1, 2)
PERFORMERS = (*"ABCDEFGH", "secretariat", "consultant")

CREATED = "created"
STATE_CHANGED = "state_changed"
ITEM_ADDED = "item_added"
ITEM_CHANGED = "item_changed"
ITEM_OVERRIDDEN = "item_overridden"
COMMENTED = "commented"
UNDONE = "undone"
KIND_CODES = (
    *(CREATED, STATE_CHANGED, ITEM_ADDED, ITEM_CHANGED, ITEM_OVERRIDDEN),
    *(COMMENTED, UNDONE),
)

FIRST_PLAN_YEAR = 2000
LAST_PLAN_YEAR = 2100
