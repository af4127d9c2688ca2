"""The KPIs on training, as kpis.csv defines them."""

from datetime import timedelta
from functools import partial

import polars as pl

from tests.integration.exports_read_by_hand import Exports, read_seed
from tests.integration.kpis_recounted import Definition, Period, count, count_different

COORDINATORS = ["area_coordinator", "regional_coordinator"]
CONTACTS = ["social_contact", "environmental_contact", "contact_person"]
TOOK_PART = ["attended", "completed"]


def find_roles(exports: Exports) -> pl.DataFrame:
    people = exports.read("network_people")
    return people.filter(pl.col("role_code").is_in(COORDINATORS + CONTACTS))


def find_in_role(exports: Exports, period: Period) -> pl.DataFrame:
    return find_roles(exports).filter(
        pl.col("joined_on") <= period.until,
        pl.col("left_on").fill_null(period.until) >= period.until,
    )


def find_diplomas(exports: Exports, period: Period) -> pl.DataFrame:
    """Everybody's first diploma, beside the coordinators who could have had one."""
    diplomas = exports.read("diplomas").sort("awarded_on")
    holders = diplomas.unique("person_id", keep="first", maintain_order=True)
    awarded = holders.filter(pl.col("awarded_on") <= period.until)
    coordinators = find_in_role(exports, period).filter(
        pl.col("role_code").is_in(COORDINATORS)
    )
    without = coordinators.select("region_code", person_id=pl.lit(None, pl.String))
    both = pl.concat([awarded.select("region_code", "person_id"), without])
    first = holders["awarded_on"].min()
    return both if period.year >= first.year else both.clear()


def find_occasions(exports: Exports, period: Period) -> pl.DataFrame:
    """All that were to be held: a year without any of a kind is then a known none."""
    return exports.read("training_occasions").filter(
        period.has("held_on"), pl.col("occasion_state_code") != "planned"
    )


def find_categories_of(kind: str):
    """Find the occasions; one of another kind says nothing about a category."""

    def find(exports: Exports, period: Period) -> pl.DataFrame:
        is_kind = pl.col("training_kind_code") == kind
        return find_occasions(exports, period).with_columns(
            category_code=pl.when(is_kind).then("category_code")
        )

    return find


def find_participations(exports: Exports) -> pl.DataFrame:
    held = exports.read("training_occasions").filter(occasion_state_code="held")
    took_part = pl.col("attendance_state_code").is_in(TOOK_PART)
    return (
        exports.read("training_attendance").filter(took_part).join(held, "occasion_id")
    )


def find_audited(exports: Exports, period: Period) -> pl.DataFrame:
    """The audits of a year whose calibration is known, each with its auditor."""
    calibrated = find_participations(exports).filter(
        period.has("held_on"), training_kind_code="calibration"
    )
    audits = exports.read("audits").filter(period.has("visited_on"))
    known = exports.read("training_occasions")["held_on"].min().year
    audited = audits.with_columns(
        is_calibrated=pl.col("auditor_id").is_in(
            calibrated["person_id"].drop_nulls().implode()
        )
    )
    return audited if period.year >= known else audited.clear()


def find_new_people(exports: Exports, period: Period, n_days: int) -> pl.DataFrame:
    """The first role of each person, once the days they have to be waited for went."""
    told_on = exports.data_on if period.kind == "year" else period.until
    introductions = exports.read("introductions")
    by_person = introductions.group_by("person_id").agg(
        pl.col("offered_on", "completed_on").min()
    )
    roles = find_roles(exports)
    began = pl.col("joined_on") == pl.col("joined_on").min().over("person_id")
    new = roles.filter(began).filter(
        period.has("joined_on"),
        pl.col("joined_on") + timedelta(days=n_days) <= told_on,
    )
    first_offer = introductions["offered_on"].min()
    kept = new if period.year >= first_offer.year else new.clear()
    return kept.join(by_person, on="person_id", how="left")


def find_learners(exports: Exports, period: Period) -> pl.DataFrame:
    """People in role, and whether they have completed the e-learning by then."""
    occasions = exports.read("training_occasions").filter(
        occasion_state_code="held", training_kind_code="e_learning"
    )
    completed = find_participations(exports).filter(
        pl.col("completed_on") <= period.until,
        training_kind_code="e_learning",
        attendance_state_code="completed",
    )
    people = find_in_role(exports, period).with_columns(
        is_completed=pl.col("person_id").is_in(
            completed["person_id"].drop_nulls().implode()
        )
    )
    began = occasions["held_on"].min()
    return people if period.year >= began.year else people.clear()


def find_active_holders(exports: Exports, period: Period) -> pl.DataFrame:
    """All procurement regions, and whether a coordinator there has a valid diploma."""
    diplomas = exports.read("diplomas")
    ends_on = pl.col("valid_to_on").fill_null(period.until)
    valid = diplomas.filter(
        pl.col("awarded_on") <= period.until, ends_on >= period.until
    )
    active = find_in_role(exports, period).filter(
        pl.col("role_code").is_in(COORDINATORS),
        pl.col("person_id").is_in(valid["person_id"].implode()),
    )
    regions = read_seed("regions")
    area_of = {row["region_code"]: row["procurement_region_code"] for row in regions}
    areas = active["region_code"].replace_strict(area_of, return_dtype=pl.String)
    all_areas = pl.DataFrame({"area": sorted(set(area_of.values()))})
    covered = all_areas.with_columns(
        is_covered=pl.col("area").is_in(areas.unique().implode())
    )
    first = diplomas["awarded_on"].min()
    return covered if period.year >= first.year else covered.clear()


def count_held(kind: str) -> pl.Expr:
    is_kind = pl.col("training_kind_code") == kind
    return count(is_kind, pl.col("occasion_state_code") == "held")


def define_occasions(kind: str, *, has_categories: bool = False) -> Definition:
    return Definition(
        find_categories_of(kind),
        count_held(kind),
        has_regions=False,
        has_categories=has_categories,
    )


def define_people(things, is_done: pl.Expr) -> Definition:
    return Definition(
        things,
        count_different("person_id", is_done),
        count_different("person_id"),
        split=("role", "role_code"),
        has_categories=False,
    )


def within(column: str, n_days: int) -> pl.Expr:
    return pl.col(column) <= pl.col("joined_on") + timedelta(days=n_days)


DEFINITIONS = {
    "KPI-12-02": Definition(
        find_diplomas, count_different("person_id"), has_categories=False
    ),
    "KPI-12-03": Definition(
        find_active_holders,
        count(pl.col("is_covered")),
        count(),
        has_regions=False,
        has_categories=False,
    ),
    "KPI-12-05": define_occasions("internal_introduction"),
    "KPI-12-06": define_occasions("webinar", has_categories=True),
    "KPI-12-08": define_occasions("supplier_training", has_categories=True),
    "KPI-12-10": define_occasions("calibration"),
    "KPI-12-11": Definition(
        find_audited,
        count_different("auditor_id", pl.col("is_calibrated")),
        count_different("auditor_id"),
        split=("performer", "performer_code"),
        has_categories=False,
    ),
    "KPI-12-12": define_people(
        partial(find_new_people, n_days=90), within("offered_on", 90)
    ),
    "KPI-12-13": define_people(
        partial(find_new_people, n_days=180), within("completed_on", 180)
    ),
    "BEY-14": define_people(find_learners, pl.col("is_completed")),
}
