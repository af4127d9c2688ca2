"""What is said of those that lots fell on: estimates, and the ranking beside chance."""

import polars as pl

from app.charts.case_words import show_word
from app.charts.selection_words import ARM_WORDS, show_hits, show_interval
from app.charts.spec import Cell, Row, Table
from app.formatting import show_number, show_percent
from app.messages import _

WHOLE = "all"
LEAST_TO_JUDGE = 10


def build_arm_sentence(row: Row) -> str:
    """Say what one arm's lots tell of all that they stood between, or why not.

    Args:
        row: Of `fetch_random_arm`, all years together.
    """
    name = show_word(ARM_WORDS, row["arm_code"])
    seen = show_hits(row["n_hits"], row["n_judged"])
    if row["verdict_code"] == "estimated":
        words = _(
            "of all that the lots stood between, an estimated %(share)s have a major "
            "deviation (95 %% interval %(interval)s); seen: %(seen)s",
            share=show_percent(row["estimated_pct"]),
            interval=show_interval(row["estimated_low_pct"], row["estimated_high_pct"]),
            seen=seen,
        )
    elif row["verdict_code"] == "too_few":
        words = _(
            "too few to judge: %(n)s drawn have an approved report and a known chance, "
            "at least %(least)s are needed; seen: %(seen)s",
            n=show_number(row["n_weighed"]),
            least=show_number(LEAST_TO_JUDGE),
            seen=seen,
        )
    elif row["verdict_code"] == "no_chance_known":
        words = _(
            "cannot be judged: nobody kept the chance that the lots had; seen: "
            "%(seen)s",
            seen=seen,
        )
    else:
        words = _("cannot be judged: nobody drawn has an approved report yet")
    return f"{name}: {words}."


def build_arm_table(arms: pl.DataFrame) -> Table:
    """Build each arm by year, from `fetch_random_arm`."""
    headings = (
        *(_("Lots"), _("Year"), _("Drawn"), _("Audited"), _("With an approved report")),
        *(_("Major deviation"), _("Chance not kept"), _("Weighed")),
        *(_("Stand for"), _("Estimated share"), _("95 % interval")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            show_word(ARM_WORDS, row["arm_code"]),
            _("all years") if row["window_code"] == WHOLE else row["window_code"],
            *(row["n_drawn"], row["n_audited"], row["n_judged"], row["n_hits"]),
            *(row["n_without_chance"], row["n_weighed"]),
            *_show_estimate(row),
        )
        for row in arms.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_lift_sentence(row: Row) -> str:
    """Say what the ranking found beside chance in one year's 24 months."""
    counts = _(
        "the ranking %(ranked)s, chance %(random)s",
        ranked=show_hits(row["n_ranked_hits"], row["n_ranked"]),
        random=show_hits(row["n_random_hits"], row["n_random"]),
    )
    interval = _show_ratio_interval(row)
    if row["is_too_few"] or interval is None:
        return _("Too few to judge: %(counts)s.", counts=counts)
    return _(
        "Major deviations: %(counts)s; the ratio's 95 %% interval is %(interval)s.",
        counts=counts,
        interval=interval,
    )


def build_lift_table(lift: pl.DataFrame) -> Table:
    """Build the ranking beside the random control by year, from `fetch_lift`."""
    headings = (
        *(_("24 months to the end of"), _("The ranking"), _("Random control")),
        *(_("Ratio"), _("95 % interval"), _("Verdict")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["period_year"],
            show_hits(row["n_ranked_hits"], row["n_ranked"]),
            show_hits(row["n_random_hits"], row["n_random"]),
            show_number(row["lift_ratio"], decimals=1),
            _show_ratio_interval(row),
            _("too few to judge") if row["is_too_few"] else _("can be judged"),
        )
        for row in lift.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def _show_estimate(row: Row) -> tuple[Cell, Cell, Cell]:
    if row["verdict_code"] != "estimated":
        return None, None, None
    return (
        show_number(row["estimated_population"]),
        show_percent(row["estimated_pct"]),
        show_interval(row["estimated_low_pct"], row["estimated_high_pct"]),
    )


def _show_ratio_interval(row: Row) -> str | None:
    if row["lift_low_ratio"] is None:
        return None
    return _(
        "%(low)s to %(high)s",
        low=show_number(row["lift_low_ratio"], decimals=1),
        high=show_number(row["lift_high_ratio"], decimals=1),
    )
