"""The top of every page: what it answers, as of when, and whether it is fictional."""

import streamlit as st

from app.access import Principal
from app.components.escaping import show_in_markdown
from app.formatting import show_date
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import BuildFacts, fetch_build


def show_page_header(
    stem: str, answers: str, *, principal: Principal, is_programme_data: bool = True
) -> BuildFacts:
    """Show the page's title, the question it answers and the date of its data.

    Args:
        stem: The page's name in the register.
        answers: One line, translated: what the reader finds out here.
        principal: Whose build.
        is_programme_data: False where the page shows public statistics, which are
            real even when the programme's own data is an example.

    Returns:
        The facts of the build, for footers.
    """
    build = fetch_build(principal)
    st.title(_(find_page(stem).title), anchor=False)
    # The print style writes the data date on top of every sheet.
    facts = st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="page_facts"
    )
    with facts:
        st.markdown(answers, width="content")
        if is_programme_data:
            st.caption(_find_data_date(build), width="content")
        if is_programme_data and build.is_example:
            st.badge(_("Example data"), icon=":material/science:", color="orange")
    return build


def _find_data_date(build: BuildFacts) -> str:
    if build.data_on is None:
        return _("No data of the programme's own yet")
    return _("Data as of %(day)s", day=show_in_markdown(show_date(build.data_on)))


def show_empty_state(why: str, what_to_do: str) -> None:
    """Show that there is nothing to show: why, and what the reader can do.

    Args:
        why: A translated sentence.
        what_to_do: A translated sentence.
    """
    st.info(f"**{why}** {what_to_do}", icon=":material/info:")
