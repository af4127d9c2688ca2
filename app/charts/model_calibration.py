"""Whether what the model said came as often as it said."""

import polars as pl

from app.charts.forms_compared import Calibration
from app.charts.model_words import AUDIT_TYPE_WORDS, MODEL_NAMES
from app.charts.spec import ChartSpec, Footer, Table
from app.charts.words import build_listing
from app.formatting import FEW_CASES, show_number, show_percent
from app.messages import _


def build_calibration(
    rows: pl.DataFrame, *, model_code: str, footer: Footer
) -> ChartSpec:
    """Say in how many groups of probabilities chance explains the difference.

    Args:
        rows: As from `fetch_model_reliability`, at least one.
        model_code: The model that is shown.
        footer: Where the figures come from.
    """
    said = tuple(map(show_percent, rows["predicted_pct"]))
    came = tuple(
        _("%(part)s of %(whole)s", part=show_number(part), whole=show_number(whole))
        for part, whole in rows.select("n_major_audits", "n_audits").iter_rows()
    )
    name = MODEL_NAMES[model_code]
    return ChartSpec(
        name="model_calibration",
        title=_(
            "In %(n)s of %(all)s groups the outcome is what was said, within chance",
            n=show_number(sum(rows["is_within"])),
            all=show_number(rows.height),
        ),
        subtitle=_(
            "%(model)s: share with a major deviation by probability, among audited "
            "suppliers",
            model=_(name),
        ),
        alt=_(
            "Dots by probability, with intervals. Said and came: %(listing)s.",
            listing=build_listing(said, came),
        ),
        note=_build_note(rows),
        footer=footer,
        table=_build_table(rows, said, came),
        marks=_build_marks(rows, said, came),
    )


def _build_marks(
    rows: pl.DataFrame, said: tuple[str, ...], came: tuple[str, ...]
) -> Calibration:
    kinds = rows["audit_type_code"].unique(maintain_order=True).to_list()
    words = [AUDIT_TYPE_WORDS[code] for code in kinds]
    return Calibration(
        predicted=tuple(rows["predicted_pct"]),
        observed=tuple(rows["major_pct"]),
        lows=tuple(rows["low_pct"]),
        highs=tuple(rows["high_pct"]),
        texts=tuple(
            _("said %(said)s, came %(came)s", said=each, came=count)
            for each, count in zip(said, came, strict=True)
        ),
        series=tuple(map(kinds.index, rows["audit_type_code"])),
        series_texts=tuple(map(_, words)),
        predicted_text=_("What the model said"),
        observed_text=_("Up: what came, with a 95 % interval"),
    )


def _build_note(rows: pl.DataFrame) -> str:
    said = _("On the dotted line what was said is what came.")
    n_few = rows.filter(pl.col("n_audits") < FEW_CASES).height
    if not n_few:
        return said
    few = _(
        "%(n)s of the groups rest on fewer than %(least)s audits.",
        n=show_number(n_few),
        least=show_number(FEW_CASES),
    )
    return f"{said} {few}"


def _build_table(
    rows: pl.DataFrame, said: tuple[str, ...], came: tuple[str, ...]
) -> Table:
    words = [AUDIT_TYPE_WORDS[code] for code in rows["audit_type_code"]]
    ends = rows.select("low_pct", "high_pct").iter_rows()
    intervals = [
        _("%(low)s to %(high)s", low=show_percent(low), high=show_percent(high))
        for low, high in ends
    ]
    return Table(
        (_("Audits"), _("Said"), _("Outcome"), _("95 % interval")),
        tuple(zip(map(_, words), said, came, intervals, strict=True)),
    )
