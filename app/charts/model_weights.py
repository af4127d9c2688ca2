"""What each fact weighs: where the experts set it, and how far audits moved it."""

import polars as pl

from app.charts.forms_compared import Pairs
from app.charts.model_words import KIND_NAMES
from app.charts.spec import ChartSpec, Footer, Row, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number
from app.messages import _

#: Moved less than this, in the experts' own standard deviations, is as good as still.
LEAST_MOVED = 0.5
MOST_SHOWN = 30
#: A weight this large is of something that never goes from none to a whole one.
LARGE = 1.0


def build_weights(rows: pl.DataFrame, run: Row, footer: Footer) -> ChartSpec:
    """Say how far audits have moved the experts' weights.

    Args:
        rows: As from `fetch_model_weights`, with at least one fact.
        run: The shown run.
        footer: Where the figures come from.
    """
    facts = rows.filter(kind_code="figure")
    shown = _build_per_tenth(facts.head(MOST_SHOWN))
    names = shown["feature_name"].to_list()
    texts = tuple(map(show_moved, shown["moved_sd"]))
    moved = facts.filter(pl.col("moved_sd").abs() >= LEAST_MOVED)
    return ChartSpec(
        name="model_weights",
        title=_build_title(facts, moved),
        subtitle=_(
            "Weight of each fact, log-odds per standard deviation or unit, those that "
            "moved most first"
        ),
        alt=_(
            "Dots by fact: the weight now, and hollow dots for the experts' start. "
            "Moved, in the experts' standard deviations: %(listing)s.",
            listing=build_listing(names, texts),
        ),
        note=_build_note(run),
        footer=footer,
        table=_build_table(rows),
        marks=Pairs(
            labels=tuple(map(build_two_lines, names)),
            numbers=tuple(shown["weight"]),
            lows=tuple(shown["weight_low"]),
            highs=tuple(shown["weight_high"]),
            others=tuple(shown["prior_mean"]),
            texts=texts,
            key_texts=(_("Weight now"), _("The experts' start")),
            accents=tuple(
                at
                for at, each in enumerate(shown["moved_sd"])
                if abs(each) >= LEAST_MOVED
            ),
            reference=0,
            end_pixels=56,
        ),
    )


def build_change_table(rows: pl.DataFrame) -> Table:
    """Build the weights that differ most from the run before.

    Args:
        rows: As from `fetch_model_weights`, with a run before.
    """
    changed = (
        rows.filter(pl.col("weight_before").is_not_null())
        .with_columns(change=pl.col("weight") - pl.col("weight_before"))
        .sort(pl.col("change").abs(), descending=True)
        .head(10)
    )
    return Table(
        (_("Fact"), _("Before"), _("Weight now")),
        tuple(
            (_find_name(row), _show(row["weight_before"]), _show(row["weight"]))
            for row in changed.iter_rows(named=True)
        ),
    )


def show_moved(moved_sd: float | None) -> str:
    """Write how far a weight moved, with its sign."""
    if moved_sd is None:
        return "\u2013"
    sign = "+" if round(moved_sd, 1) > 0 else ""
    return sign + show_number(round(moved_sd, 1) + 0.0, decimals=1)


def _build_per_tenth(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell large weights per tenth of a unit, beside what others weigh per unit."""
    is_large = pl.col("prior_mean").abs() > LARGE
    weights = pl.col("prior_mean", "weight", "weight_low", "weight_high")
    name = pl.col("feature_name")
    tenth = _("per tenth")
    return rows.with_columns(
        pl.when(is_large).then(weights / 10).otherwise(weights),
        pl.when(is_large)
        .then(pl.format("{} ({})", name, pl.lit(tenth)))
        .otherwise(name),
    )


def _build_note(run: Row) -> str:
    said = _(
        "Grey bars are 95 % intervals. Written at the end: how far audits moved the "
        "weight, in the experts' own standard deviations. A weight never takes "
        "another direction than the experts have set."
    )
    if run["model_published_code"] != "experts_prior":
        return said
    return f"{said} {_('The list now goes by the hollow dots.')}"


def _build_title(facts: pl.DataFrame, moved: pl.DataFrame) -> str:
    if moved.is_empty():
        return _("No fact's weight has been moved far from where the experts set it")
    return _(
        "Audits have moved %(n)s of %(all)s facts' weights clearly, most of all: "
        "%(name)s",
        n=show_number(moved.height),
        all=show_number(facts.height),
        name=moved["feature_name"][0],
    )


def _build_table(rows: pl.DataFrame) -> Table:
    headings = (
        _("Fact"),
        _("Kind"),
        _("The experts' start"),
        _("The experts' standard deviation"),
        _("Weight now"),
        _("95 % interval"),
        _("Moved"),
        _("Known for"),
    )
    return Table(headings, tuple(map(_build_row, rows.iter_rows(named=True))))


def _build_row(row: Row) -> tuple[str | int | None, ...]:
    kind = KIND_NAMES[row["kind_code"]]
    return (
        _find_name(row),
        _(kind),
        _show(row["prior_mean"]),
        _show(row["prior_sd"]),
        _show(row["weight"]),
        _(
            "%(low)s to %(high)s",
            low=_show(row["weight_low"]),
            high=_show(row["weight_high"]),
        ),
        show_moved(row["moved_sd"]),
        row["n_known"],
    )


def _find_name(row: Row) -> str:
    parts = (row["feature_name"], row["category_name"])
    return ", ".join(part for part in parts if part)


def _show(number: float | None) -> str:
    return show_number(number, decimals=2)
