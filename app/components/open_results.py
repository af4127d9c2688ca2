"""The public page: published goals, key figures, summaries and the files themselves."""

from dataclasses import dataclass, replace

import streamlit as st

from app.access import Principal
from app.charts.open_goals import build_goals_table, build_open_numbers
from app.charts.open_results import (
    build_open_line,
    build_open_regions,
    build_places_table,
    build_told_title,
    show_gate,
)
from app.charts.open_summaries import build_lights_by_year, build_summaries_table
from app.charts.spec import Footer, Row
from app.components.chart import show_chart, show_list, show_picture
from app.components.escaping import show_in_markdown
from app.components.filters import offer_choice
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state
from app.formatting import show_date, show_moment
from app.messages import _, language
from app.open_publication import OpenPublication, load_open_publication
from app.page_registry import find_page
from app.queries.open_results import (
    fetch_open_figures,
    fetch_open_goals,
    fetch_open_kpis,
    fetch_open_places,
    fetch_open_summaries,
    fetch_open_years,
)


@dataclass(frozen=True)
class OpenPage:
    """Who reads, and what has been published."""

    principal: Principal
    publication: OpenPublication

    @property
    def footer(self) -> Footer:
        """Where the page's figures come from."""
        return Footer(
            source=_("The regions' secretariat for sustainable procurement"),
            data_on=self.publication.data_on,
            filters="",
            build_id=self.publication.build_id,
            is_example=self.publication.is_example,
            terms_code="open",
        )


def load_open_page(principal: Principal) -> OpenPage | None:
    """Show the title, who published what when, or that nothing has been published."""
    st.title(_(find_page("open_results").title), anchor=False)
    st.markdown(
        _("What do the regions reach together, for anybody to read and to use?")
    )
    publication = load_open_publication()
    if publication is None:
        show_empty_state(
            _("Nothing has been published openly."),
            _(
                "Results become public when a person at the secretariat publishes them "
                "with `malbild publish-open`."
            ),
        )
        return None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_tell_publication(publication), width="content")
        if publication.is_example:
            st.badge(_("Example data"), icon=":material/science:", color="orange")
    st.caption(show_gate())
    return OpenPage(principal=principal, publication=publication)


def show_open_goals(page: OpenPage) -> None:
    """Show how the nation's goals stand in a finished year."""
    years = fetch_open_years(page.principal, page.publication)
    summaries = fetch_open_summaries(page.principal, page.publication)
    if not years:
        return
    st.header(_("Goals"), anchor=False)
    options = {str(year): str(year) for year in years}
    with st.columns(4)[0]:
        year = int(offer_choice("year", _("Year"), options) or years[0])
    goals = fetch_open_goals(page.principal, page.publication, year=year)
    show_numbers(build_open_numbers(goals, year=year, n_summaries=summaries.height))
    show_list(
        "open_goals",
        title=_("The goals of %(year)s in the whole country", year=str(year)),
        table=build_goals_table(goals),
        footer=replace(page.footer, filters=str(year)),
    )


def show_open_figure(page: OpenPage) -> None:
    """Show one key figure: what it counts, how it has gone, and where."""
    kpis = {
        row["kpi_id"]: row
        for row in fetch_open_kpis(page.principal, page.publication).to_dicts()
    }
    st.header(_("Key figures"), anchor=False)
    if not kpis:
        return
    boxes = st.columns([2, 1])
    names = {kpi_id: row["kpi_name"] for kpi_id, row in kpis.items()}
    # Begin with the one that most is told of.
    first = max(kpis, key=lambda kpi_id: kpis[kpi_id]["n_told"])
    chosen = offer_choice("kpi", _("Key figure"), names, default=first, box=boxes[0])
    kpi = kpis[chosen or first]
    places = fetch_open_places(
        page.principal, page.publication, kpi_id=kpi["kpi_id"]
    ).to_dicts()
    options = {row["place_code"]: row["place_name"] for row in places}
    place = offer_choice("place", _("Place"), options, box=boxes[1])
    st.caption(show_in_markdown(kpi["definition"], longest=2000))
    _show_years(page, kpi, place or "SE", options)
    if len(places) > 1:
        _show_places(page, kpi)


def show_open_summaries(page: OpenPage) -> None:
    """Show the summaries of closed follow-ups with their lights."""
    summaries = fetch_open_summaries(page.principal, page.publication)
    st.header(_("Follow-ups"), anchor=False)
    if summaries.is_empty():
        show_empty_state(
            _("No summary of a closed follow-up is published."),
            _("They come when the secretariat has published them."),
        )
        return
    show_chart(build_lights_by_year(summaries, footer=page.footer))
    show_list(
        "open_summaries",
        title=_("Every published summary"),
        table=build_summaries_table(summaries),
        footer=page.footer,
    )


def show_open_files(page: OpenPage) -> None:
    """Show where the files and their catalogue are, and what may be done with them."""
    st.header(_("Files for machines"), anchor=False)
    st.markdown(
        _(
            "The same rows as on this page, free to use (CC0 1.0). The catalogue "
            "describes them as DCAT-AP-SE asks: %(links)s",
            links=_link_files(page.publication, "catalogue"),
        )
    )
    for table in page.publication.tables:
        title, description = (
            table[f"{name}_{language()}"] for name in ("title", "description")
        )
        st.markdown(
            f"**{show_in_markdown(title)}** \u00b7 "
            f"{_link_files(page.publication, table['name'])}  \n"
            f"{show_in_markdown(description, longest=1000)}"
        )


def _show_years(
    page: OpenPage, kpi: Row, place_code: str, places: dict[str, str]
) -> None:
    rows = fetch_open_figures(
        page.principal, page.publication, kpi_id=kpi["kpi_id"], place_code=place_code
    )
    place = places[place_code]
    footer = replace(page.footer, filters=place)
    show_chart(build_open_line(kpi, rows, place=place, footer=footer))


def _show_places(page: OpenPage, kpi: Row) -> None:
    rows = fetch_open_figures(page.principal, page.publication, kpi_id=kpi["kpi_id"])
    year = rows["period_year"].to_list()[-1]
    newest = rows.filter(rows["period_year"] == year)
    footer = replace(page.footer, filters=str(year))
    spec = build_open_regions(kpi, newest, year=year, footer=footer)
    if spec is not None:
        show_picture(spec)
    show_list(
        "open_places",
        title=build_told_title(kpi, newest, year=year),
        table=build_places_table(newest),
        footer=footer,
    )


def _tell_publication(publication: OpenPublication) -> str:
    published = _(
        "Published %(moment)s by %(name)s",
        moment=show_in_markdown(show_moment(publication.published_at)),
        name=show_in_markdown(publication.by),
    )
    if publication.data_on is None:
        return published
    day = show_in_markdown(show_date(publication.data_on))
    return f"{published} \u00b7 " + _("Data as of %(day)s", day=day)


def _link_files(publication: OpenPublication, table: str) -> str:
    # Names come from our own manifest and hold letters, a dot and an underline.
    return ", ".join(
        f"[{file.name.rpartition('.')[2]}](/open/{file.name})"
        for file in publication.files
        if file.table == table
    )
