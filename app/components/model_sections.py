"""The parts of the page on the model: what is shown and why, changes, and the card."""

from dataclasses import replace

import polars as pl
import streamlit as st

from app.charts.model_tables import build_appendix, build_card
from app.charts.model_weights import build_change_table
from app.charts.model_words import MODEL_NAMES, REASON_NAMES, STAGE_NAMES
from app.charts.spec import Footer, Row
from app.components.chart import show_list, show_table
from app.components.download import offer_markdown
from app.components.escaping import show_in_markdown
from app.formatting import show_date, show_number, show_percent
from app.messages import N_, _, language

# Sections of the card without figures, shown in full on the page.
TOLD = ("purpose", "label", "failures", "overrides", "corrections")
APPENDIX = "simulation"
CARD_TITLES = {"sv": N_("Model card in Swedish"), "en": N_("Model card in English")}
LONGEST = 4000


def show_published(run: Row) -> None:
    """Show which model is shown and why, and who decided."""
    stage, model = (
        STAGE_NAMES[run["stage_code"]],
        MODEL_NAMES[run["model_published_code"]],
    )
    reason, asked = (
        REASON_NAMES[run["published_reason_code"]],
        MODEL_NAMES[run["model_in_use_code"]],
    )
    said = _(
        "%(model)s: this is what the list shows, because %(reason)s.",
        model=_(model),
        reason=_(reason),
    )
    trained = _("The trained model: %(stage)s.", stage=_(stage))
    decided = _(
        "Decided to be in use: %(model)s (%(who)s, %(day)s). %(note)s.",
        model=_(asked),
        who=run["decided_by"] or "\u2013",
        day=show_date(run["decided_on"]),
        note=(run["note"] or "").rstrip("."),
    )
    st.info(
        f"**{show_in_markdown(said)}** {show_in_markdown(trained)} "
        f"{show_in_markdown(decided, longest=1000)}",
        icon=":material/info:",
    )
    _show_purpose()


def _show_purpose() -> None:
    left, right = st.columns(2, gap="small")
    left.success(
        _(
            "**For:** planning which suppliers to visit, and showing why each was "
            "proposed."
        ),
        icon=":material/check:",
    )
    right.warning(
        _(
            "**Not for:** awarding, excluding or sanctioning anyone. A place on the "
            "list is a question, not a fault."
        ),
        icon=":material/block:",
    )


def show_changes(
    run: Row,
    before: Row | None,
    *,
    weights: pl.DataFrame,
    new_pct: float | None,
    footer: Footer,
) -> None:
    """Show what differs from the run before.

    Args:
        run: The shown run.
        before: The run before it, if one is kept.
        weights: As from `fetch_model_weights`, compared with the run before.
        new_pct: How much of the list is new, 0 to 100, if known.
        footer: Where the figures come from.
    """
    st.header(_("What has changed since the last run?"), anchor=False)
    if before is None:
        st.markdown(_("There is no earlier run to compare with."))
        return
    model = MODEL_NAMES[before["model_published_code"]]
    parts = [
        _(
            "The run before stood on %(day)s, learnt from %(n)s audits and showed: "
            "%(model)s.",
            day=show_date(before["as_of_on"]),
            n=show_number(before["n_labels"]),
            model=_(model),
        ),
        _("The run shown learns from %(n)s audits.", n=show_number(run["n_labels"])),
    ]
    if new_pct is not None:
        parts.append(_("%(pct)s of the list are new names.", pct=show_percent(new_pct)))
    st.markdown(show_in_markdown(" ".join(parts), longest=1000))
    st.caption(_("Weights that have changed most"))
    show_table(
        "model_changes",
        title=_("Weights that have changed most"),
        table=build_change_table(weights),
        footer=footer,
    )


def show_card(rows: pl.DataFrame, footer: Footer) -> None:
    """Show what the card says in words, its appendix, and the card to download.

    Args:
        rows: As from `fetch_model_card`.
        footer: Where the figures come from.
    """
    st.header(_("The model card"), anchor=False)
    own = rows.filter(language_code=language())
    for section in own.filter(pl.col("section_code").is_in(TOLD)).iter_rows(named=True):
        title = show_in_markdown(section["section_title"])
        with st.expander(title, key=f"unfold_{section['section_code']}"):
            text = section["section_text"].replace("*", "")
            st.markdown(show_in_markdown(text, longest=LONGEST))
    for section in own.filter(section_code=APPENDIX).iter_rows(named=True):
        show_list(
            "model_simulation",
            title=section["section_title"],
            table=build_appendix(section["section_text"]),
            footer=replace(footer, filters=_("a made-up programme")),
        )
        told = section["section_text"].partition("|")[0]
        st.caption(show_in_markdown(told, longest=LONGEST))
    with st.container(horizontal=True):
        for code, title in CARD_TITLES.items():
            offer_markdown(
                f"model_card_{code}",
                label=_(title),
                text=build_card(rows, code),
                build_id=footer.build_id,
            )
