"""What lies around the follow-ups: categories, certificates, signals, money."""

from datetime import date

import polars as pl
import pytest

from pipelines.example.write_example import Example, build_example

DATA_DATE = date(2025, 10, 31)
YEARS = range(2018, 2026)


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def example(request) -> Example:
    return build_example(seed=request.param, n_suppliers=400, n_years=8)


@pytest.fixture(scope="module")
def large() -> Example:
    return build_example(seed=1, n_suppliers=5000, n_years=8)


def find_mean_risk(example: Example, numbers: pl.Series) -> tuple[float, float]:
    """Find the mean true risk of these suppliers, and of the others."""
    risk = example.known_truth.group_by("organisation_number").agg(
        pl.col("true_logit").mean()
    )
    is_among = pl.col("organisation_number").is_in(numbers.unique().to_list())
    return (
        risk.filter(is_among)["true_logit"].mean(),
        risk.filter(~is_among)["true_logit"].mean(),
    )


def test_each_category_has_a_division_for_every_year_since_2023(example) -> None:
    divisions = example.tables["purchasing_categories", "categories"].cast(
        {"valid_from_year": pl.Int64, "valid_to_year": pl.Int64}
    )
    key = ["category_code", "valid_from_year"]
    assert not divisions.select(key).is_duplicated().any()
    now = divisions.filter(pl.col("valid_to_year") >= 2025)
    assert now.height == 17
    assert now["prioritised_from_on"].count() == 16
    assert divisions.filter(pl.col("valid_to_year") < 2023).height == 8


def test_a_risk_analysis_has_twelve_cells_of_four_levels(example) -> None:
    levels = example.tables["risk_analyses", "risk_levels"]
    per_analysis = levels.group_by("category_code", "published_on").agg(
        pl.len(), pl.struct("chain_step_code", "risk_area_code").n_unique().alias("n")
    )
    assert per_analysis["len"].eq(12).all()
    assert per_analysis["n"].eq(12).all()
    share = dict(
        levels.group_by("risk_level_code").agg(pl.len() / levels.height).iter_rows()
    )
    assert set(share) == {"low", "medium", "high", "insufficient_information"}
    assert all(0.02 < part < 0.6 for part in share.values())
    high = levels.group_by("category_code").agg(
        (pl.col("risk_level_code") == "high").mean().alias("high")
    )
    by_category = dict(high.iter_rows())
    assert by_category["surgical_instruments"] > by_category["nutrition"]


def test_some_analyses_have_grown_old(example) -> None:
    levels = example.tables["risk_analyses", "risk_levels"]
    latest = levels.group_by("category_code").agg(pl.col("published_on").max())
    young = latest.filter(pl.col("published_on") > date(2022, 10, 31))
    assert 8 <= young.height <= 14
    assert "compression" not in latest["category_code"]
    assert latest["published_on"].max() <= DATA_DATE


def test_identified_products_wait_for_their_requirements(example) -> None:
    identified = example.tables[
        "environmental_requirement_products", "identified_products"
    ].with_columns(pl.col("identified_on").str.to_date())
    packages = example.tables["environmental_requirements", "packages"]
    assert identified["category_code"].null_count() == 0
    key = ["product_code", "theme_code"]
    adopted = packages.with_columns(pl.col("adopted_on").str.to_date())
    joined = identified.join(adopted, on=key, how="left")
    # Every package was identified first, and some products still have none.
    assert joined["adopted_on"].count() == packages.height
    assert joined.filter(pl.col("identified_on") > pl.col("adopted_on")).is_empty()
    shares = []
    for year in (2022, 2023, 2024, 2025):
        end = date(year, 12, 31)
        there = joined.filter(pl.col("identified_on") <= end)
        done = there.filter(pl.col("adopted_on") <= end)
        shares.append(
            done["product_code"].n_unique() / there["product_code"].n_unique()
        )
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.5 < shares[-1] < 1


def test_other_buyers_follow_ups_are_accepted_more_and_more(example) -> None:
    rows = example.tables["other_buyers_follow_ups", "external_follow_ups"]
    assert rows["external_follow_up_id"].is_unique().all()
    assert 40 <= rows.height <= 90
    accepted = rows.filter(is_accepted=True)
    assert (accepted["accepted_on"] > accepted["followed_up_on"]).all()
    others = rows.filter(pl.col("is_accepted").ne_missing(other=True))
    assert others["accepted_on"].null_count() == others.height
    assert rows["is_accepted"].null_count() > 0
    advanced = rows.filter(clause_level_code="advanced")["is_accepted"].mean()
    assert advanced > rows.filter(clause_level_code="basic")["is_accepted"].mean()
    assert {"Adda", "SKL Kommentus", "HUS"} <= set(rows["buyer_name"])


def test_the_certified_are_somewhat_less_risky(large) -> None:
    numbers = large.tables["certificates", "certificates"]["organisation_number"]
    certified, others = find_mean_risk(large, numbers)
    assert 0.2 < others - certified < 0.8


def test_certificates_are_known_after_they_begin(example) -> None:
    rows = example.tables["certificates", "certificates"]
    key = ["organisation_number", "certificate_kind_code", "valid_from_on"]
    assert not rows.select(key).is_duplicated().any()
    assert 0.2 < rows["organisation_number"].n_unique() / 400 < 0.5
    assert (rows["known_on"] > rows["valid_from_on"]).all()
    assert rows["known_on"].max() <= DATA_DATE
    assert 0 < rows["known_on"].null_count() < 0.25 * rows.height
    assert (rows["valid_to_on"] > rows["valid_from_on"]).all()
    assert rows["valid_to_on"].null_count() > 0
    suppliers = example.tables["supplier_register", "suppliers"]
    known = suppliers["organisation_number"].to_list()
    assert rows["organisation_number"].is_in(known).all()


def test_incidents_are_reported_more_where_the_risk_is_higher(large) -> None:
    signals = large.tables["signals", "signals"]
    incidents = signals.filter(signal_name="incident_reports")
    reported, others = find_mean_risk(large, incidents["organisation_number"])
    assert 0.3 < reported - others < 1.6
    # Most of the risky are still silent, and some of the reported are not risky.
    truth = large.known_truth.group_by("organisation_number").agg(
        pl.col("true_logit").mean()
    )
    of_reported = truth.filter(
        pl.col("organisation_number").is_in(
            incidents["organisation_number"].unique().to_list()
        )
    )
    assert (of_reported["true_logit"] < truth["true_logit"].median()).mean() > 0.1


def test_a_signal_comes_once_a_day_and_is_known(example) -> None:
    signals = example.tables["signals", "signals"]
    key = ["organisation_number", "known_on", "signal_name"]
    assert not signals.select(key).is_duplicated().any()
    assert signals["known_on"].max() <= DATA_DATE
    assert set(signals["known_on"].dt.year()) == set(YEARS)
    assert signals["signal_number"].null_count() == 0
    counts = signals.filter(pl.col("signal_name").str.ends_with("_reports"))
    assert counts["signal_number"].min() >= 1


def test_costs_lie_within_the_budgets_known_to_the_public(example) -> None:
    costs = example.tables["economy", "costs"]
    yearly = dict(
        costs.group_by("period_year").agg(pl.col("cost_sek").sum()).iter_rows()
    )
    assert set(yearly) == set(YEARS)
    assert 4e6 < yearly[2022] < 5.5e6
    assert 8.5e6 < yearly[2023] < 11e6
    assert costs.filter(pl.col("cost_sek") < 0).height == 1
    assert costs["payer_code"].null_count() > 0
    bought = costs.filter(cost_type_code="bought_audits")
    assert bought["period_year"].n_unique() >= 7
    assert {"collaboration", "supplier"} <= set(bought["payer_code"].drop_nulls())


def test_more_contracts_name_the_place_of_manufacture(example) -> None:
    lines = example.tables["contract_register", "contract_lines"]
    place = pl.col("final_manufacture_place_name")
    blank = lines.filter(pl.col("final_manufacture_country_code").is_null())
    assert blank["final_manufacture_place_name"].null_count() == blank.height
    known = lines.filter(pl.col("final_manufacture_country_code").is_not_null())
    early = known.filter(pl.col("starts_on") < date(2020, 1, 1))
    late = known.filter(pl.col("starts_on") >= date(2024, 1, 1))
    shares = [part.select(place.is_not_null().mean()).item() for part in (early, late)]
    assert 0 < shares[0] < shares[1] < 0.9


def test_a_large_programme_adds_few_rows_per_supplier(large) -> None:
    rows = {source: frame.height for (source, _), frame in large.tables.items()}
    assert rows["signals"] / 5000 < 3
    assert rows["certificates"] / 5000 < 2
    assert rows["decisions"] < 1500
