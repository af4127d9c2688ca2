"""Build what the network does besides following up: people, trainings, communication.

market + audits + cases -> [network] -> people, trainings, news, web statistics
"""

import polars as pl

from pipelines.example.attendance import draw_attendance
from pipelines.example.calibration import build_calibrated, draw_scores
from pipelines.example.communication import draw_communication
from pipelines.example.competence import draw_competence
from pipelines.example.diplomas import build_diplomas
from pipelines.example.e_learning import draw_e_learning
from pipelines.example.introductions import draw_introductions
from pipelines.example.market import Market, build_supplier_columns
from pipelines.example.network_years import (
    Year,
    load_network_years,
    load_training_plan,
)
from pipelines.example.newsletters import draw_newsletters
from pipelines.example.occasions import draw_occasions
from pipelines.example.own_auditors import build_auditor_record
from pipelines.example.people import draw_people
from pipelines.example.registrations import build_registrations
from pipelines.example.scanning import draw_scanning
from pipelines.example.streams import Topic, build_stream
from pipelines.example.supplier_trainings import (
    draw_invitations,
    draw_supplier_attendance,
)
from pipelines.example.web_pages import draw_page_views
from pipelines.example.web_visits import build_site_visits, draw_daily_visits
from pipelines.example.world import World

Tables = dict[tuple[str, str], pl.DataFrame]


def build_network_tables(
    world: World, market: Market, programme: Tables, *, n_years: int, seed: int
) -> Tables:
    """Build the tables about people, trainings and communication.

    Args:
        world: Regions and categories.
        market: Its suppliers are invited to trainings.
        programme: What `build_programme_tables` returns; audits tell who has audited,
            cases what there is to tell.
        n_years: The last being that of the data date.
        seed: Of the whole example.
    """
    years = load_network_years(n_years)
    record = build_auditor_record(programme["audits", "audits"])
    people = draw_people(
        build_stream(seed, Topic.PEOPLE), world.regions, record, min(years)
    )
    occasions = draw_occasions(
        build_stream(seed, Topic.OCCASIONS), load_training_plan(years)
    )
    calibration = build_stream(seed, Topic.CALIBRATION)
    calibrated = build_calibrated(
        calibration, programme["audits", "audits"], occasions, people, years
    )
    came = [*_draw_coming(world, people, record, occasions, years, seed), calibrated]
    invited, firms = _draw_supplier_trainings(world, market, occasions, seed)
    return {
        ("network_people", "people"): people,
        ("introductions", "introductions"): draw_introductions(
            build_stream(seed, Topic.INTRODUCTIONS), people, years
        ),
        ("diplomas", "diplomas"): build_diplomas(record, people, years),
        ("training_occasions", "occasions"): occasions,
        ("training_invitations", "invitations"): invited,
        ("training_attendance", "attendance"): build_registrations(
            occasions, came, firms
        ),
        ("calibration_scores", "scores"): draw_scores(calibration, calibrated, years),
        ("competence_matrix", "levels"): draw_competence(
            build_stream(seed, Topic.COMPETENCE), world.categories, years
        ),
        **_build_communication(world, programme, years, seed),
    }


def _draw_coming(
    world: World,
    people: pl.DataFrame,
    record: pl.DataFrame,
    occasions: pl.DataFrame,
    years: dict[int, Year],
    seed: int,
) -> list[pl.DataFrame]:
    return [
        draw_attendance(
            build_stream(seed, Topic.ATTENDANCE),
            people,
            record,
            occasions,
            regions=world.regions,
            years=years,
        ),
        draw_e_learning(
            build_stream(seed, Topic.E_LEARNING), people, record, occasions, years
        ),
    ]


def _draw_supplier_trainings(
    world: World, market: Market, occasions: pl.DataFrame, seed: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    rng = build_stream(seed, Topic.SUPPLIER_TRAININGS)
    prioritised = world.categories.filter("is_prioritised")["category_code"]
    sellers = build_supplier_columns(world, market).filter(
        pl.col("category_code").is_in(prioritised.to_list())
    )
    invited = draw_invitations(rng, occasions, sellers)
    return invited, draw_supplier_attendance(rng, invited, sellers)


def _build_communication(
    world: World, programme: Tables, years: dict[int, Year], seed: int
) -> Tables:
    daily = draw_daily_visits(build_stream(seed, Topic.WEB_VISITS), years)
    return {
        ("communication_items", "items"): draw_communication(
            build_stream(seed, Topic.COMMUNICATION),
            world.regions,
            world.categories,
            programme["follow_up_cases", "cases"],
            years,
        ),
        ("newsletters", "newsletter_issues"): draw_newsletters(
            build_stream(seed, Topic.NEWSLETTERS), years
        ),
        ("environmental_scanning", "scanning_items"): draw_scanning(
            build_stream(seed, Topic.SCANNING), world.categories, years
        ),
        ("web_statistics", "site_visits"): build_site_visits(daily),
        ("web_statistics", "page_views"): draw_page_views(
            build_stream(seed, Topic.WEB_PAGES), daily, world.categories
        ),
    }
