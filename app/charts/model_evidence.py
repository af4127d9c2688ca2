"""What a model run shows for itself: numbers, hits in counts, every other measure."""

import polars as pl

from app.charts.forms import Dots
from app.charts.model_words import METRIC_NAMES, MODEL_NAMES, STAGE_NAMES
from app.charts.spec import ChartSpec, Footer, NumberCard, Row, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number, show_percent
from app.messages import _

OLD_RULE = "country_category_spend"
TRAINED = "anchored"
#: Measures that are shares, 0 to 1.
SHARES = (
    "recall_at_k",
    "refit_overlap",
    "plan_overlap",
    "labelled_share",
)


def build_model_numbers(run: Row, metrics: pl.DataFrame) -> tuple[NumberCard, ...]:
    """Build the row of numbers: stage, what was learnt from, how steady the list is.

    Args:
        run: The shown run.
        metrics: As from `fetch_model_metrics`.
    """
    stage = STAGE_NAMES[run["stage_code"]]
    number, _comma, words = _(stage).partition(", ")
    overlap = _find_share(metrics, TRAINED, "refit_overlap")
    return (
        NumberCard(_("Stage"), number, words),
        NumberCard(
            _("Audits to learn from"),
            show_number(run["n_labels"]),
            _("%(n)s with a major deviation", n=show_number(run["n_positives"])),
        ),
        NumberCard(
            _("Half-years tried"),
            show_number(run["n_windows"]),
            _("at least three are needed"),
        ),
        NumberCard(
            _("Same list from other audits"),
            overlap,
            _("the trained model; at least 60 % is needed"),
        ),
    )


def build_hits(rows: pl.DataFrame, run: Row, footer: Footer) -> ChartSpec:
    """Say in counts how many of those chosen had a major finding, and by what.

    Args:
        rows: As from `fetch_model_hits`, at least one.
        run: The shown run.
        footer: Where the figures come from.
    """
    codes = rows["model_code"].to_list()
    names = [_find_name(code) for code in codes]
    texts = tuple(
        _("%(part)s of %(whole)s", part=show_number(part), whole=show_number(whole))
        for part, whole in rows.select("n_hits", "n_chosen").iter_rows()
    )
    shown = run["model_published_code"]
    return ChartSpec(
        name="model_hits",
        title=_build_hits_title(rows, shown),
        subtitle=_(
            "Major deviations per hundred chosen, among audited suppliers, %(n)s "
            "half-years together",
            n=show_number(run["n_windows"]),
        ),
        alt=_(
            "Dots by way of choosing, the most hits first. %(listing)s.",
            listing=build_listing(names, texts),
        ),
        note=_build_note(rows, shown),
        footer=footer,
        table=Table(
            (_("Way of choosing"), _("Chosen"), _("Hits"), _("95 % interval")),
            tuple(
                (name, row["n_chosen"], row["n_hits"], _build_interval(row))
                for name, row in zip(names, rows.iter_rows(named=True), strict=True)
            ),
        ),
        marks=Dots(
            labels=tuple(map(build_two_lines, names)),
            numbers=tuple(rows["hit_pct"]),
            texts=texts,
            accent=codes.index(shown) if shown in codes else None,
            lows=tuple(rows["low_pct"]),
            highs=tuple(rows["high_pct"]),
        ),
    )


def build_metric_table(rows: pl.DataFrame) -> Table:
    """Build every other measure: one row per measure and way of choosing.

    Args:
        rows: As from `fetch_model_metrics`.
    """
    return Table(
        (_("Measure"), _("Way of choosing"), _("Measured"), _("95 % interval")),
        tuple(_build_metric_row(row) for row in rows.iter_rows(named=True)),
    )


def _build_metric_row(row: Row) -> tuple[str | None, ...]:
    code = row["metric_code"]
    name = METRIC_NAMES.get(code, code)
    ends = (row["low"], row["high"])
    interval = None
    if None not in ends:
        low, high = (_show_measure(end, code) for end in ends)
        interval = _("%(low)s to %(high)s", low=low, high=high)
    return (
        _(name),
        _find_name(row["model_code"]),
        _show_measure(row["measured"], code),
        interval,
    )


def _build_hits_title(rows: pl.DataFrame, shown: str) -> str:
    found = {row["model_code"]: row for row in rows.iter_rows(named=True)}
    ours, rule = found.get(shown), found.get(OLD_RULE)
    if ours is None:
        return _("What is shown has not been tried against outcomes yet")
    said = _(
        "Of %(n)s chosen %(hits)s had a major deviation",
        n=show_number(ours["n_chosen"]),
        hits=show_number(ours["n_hits"]),
    )
    if rule is None or rule["n_chosen"] != ours["n_chosen"]:
        return said
    old = _("the old rule would have found %(n)s", n=show_number(rule["n_hits"]))
    return f"{said}; {old}"


def _build_note(rows: pl.DataFrame, shown: str) -> str:
    said = _(
        "Grey bars are 95 % intervals; hits are rounded, since ties are shared. "
        "Suppliers that nobody has audited have no outcome and are not counted as "
        "free of faults."
    )
    found = {row["model_code"]: row for row in rows.iter_rows(named=True)}
    ours, rule = found.get(shown), found.get(OLD_RULE)
    if ours is None or rule is None or ours["low_pct"] is None:
        return said
    if not ours["low_pct"] <= rule["hit_pct"] <= ours["high_pct"]:
        return said
    return f"{said} {_('Chance may explain the difference from the old rule.')}"


def _find_share(metrics: pl.DataFrame, model_code: str, metric_code: str) -> str:
    rows = metrics.filter(model_code=model_code, metric_code=metric_code)
    return _show_measure(None if rows.is_empty() else rows["measured"][0], metric_code)


def _show_measure(measured: float | None, metric_code: str) -> str:
    if measured is not None and metric_code in SHARES:
        return show_percent(100 * measured)
    return show_number(measured, decimals=2)


def _find_name(model_code: str) -> str:
    name = MODEL_NAMES[model_code]
    return _(name)


def _build_interval(row: Row) -> str | None:
    if row["low_pct"] is None or row["high_pct"] is None:
        return None
    return _(
        "%(low)s to %(high)s",
        low=show_percent(row["low_pct"]),
        high=show_percent(row["high_pct"]),
    )
