"""What stands around the pages: language, who reads, and the pages that say no."""

import logging

import streamlit as st

from app.access import PUBLIC, Principal, check_login_is_configured
from app.components.escaping import show_in_markdown
from app.components.filters import offer_choice
from app.errors import StoreBusy, StoreFull, WarehouseMissing
from app.formatting import show_moment
from app.messages import DEFAULT_LANGUAGE, LOCALES, _, load_language
from app.queries.builds import fetch_build
from app.settings import load_settings
from app.theme import PRODUCT

LOG = logging.getLogger("malbild")
# Each language by its own name: a reader looks for the one they know.
LANGUAGE_NAMES = {
    code: (locale.get_language_name() or code).capitalize()
    for code, locale in LOCALES.items()
}


def offer_language() -> None:
    """Use the language of the address, or the one chosen on an earlier page."""
    asked = st.query_params.get("lang") or st.session_state.get("kept_lang")
    load_language(asked)


def show_sidebar_foot(principal: Principal) -> None:
    """Show under the menu who reads, what build, and the choice of language."""
    with st.sidebar:
        offer_choice("lang", _("Language"), LANGUAGE_NAMES, default=DEFAULT_LANGUAGE)
        if principal.role_code == PUBLIC:
            if not load_settings().is_public_only:
                _offer_login()
            return
        build = fetch_build(principal)
        if not check_login_is_configured():
            st.caption(
                _(
                    "No log-in is set up. Everything is shown, as for the "
                    "secretariat, and on this computer only."
                )
            )
        st.caption(
            _(
                "Published %(moment)s, build %(build_id)s",
                moment=show_in_markdown(show_moment(build.built_at)),
                build_id=show_in_markdown(build.build_id),
            )
        )


def show_maintenance(reason: WarehouseMissing) -> None:
    """Show that there is no build to read. The next run looks again."""
    LOG.warning("maintenance page: %s", reason)
    st.title(_("%(product)s has no data to show now", product=PRODUCT), anchor=False)
    st.markdown(
        _(
            "No published build can be read. It may be on its way. Run "
            "`malbild refresh` if it is not, then load the page again."
        )
    )


def show_refusal() -> None:
    """Show that the reader's role does not cover the page."""
    st.error(
        _("You may not see this page, or your log-in is too old. Log in again."),
        icon=":material/lock:",
    )


def show_slow_question() -> None:
    """Show that a question was stopped at its time budget."""
    st.warning(
        _(
            "The question took more than 15 seconds and was stopped. "
            "Choose a smaller part, for example one region."
        ),
        icon=":material/hourglass_disabled:",
    )


def show_store_trouble(reason: StoreBusy | StoreFull) -> None:
    """Show that plans and comments cannot be read. The next run tries again."""
    LOG.warning("the store cannot be used: %s", type(reason).__name__)
    st.error(
        _(
            "Plans and comments cannot be read now, so the page cannot be shown. Load "
            "it again in a minute. If it says the same, tell the one who looks after "
            "the system: the store is locked, full or out of reach."
        ),
        icon=":material/error:",
    )


def offer_login() -> None:
    """Offer the log-in to a reader whose role gives no page."""
    st.title(PRODUCT, anchor=False)
    _offer_login()


def _offer_login() -> None:
    st.markdown(_("Log in to see the pages that your role covers."))
    if st.button(_("Log in"), type="primary"):
        st.login()
