"""Build the menu from the register and run the chosen page; nothing else."""

from pathlib import Path

import streamlit as st

from app.access import Principal, load_principal
from app.components.shell import (
    offer_language,
    offer_login,
    show_maintenance,
    show_refusal,
    show_sidebar_foot,
    show_slow_question,
    show_store_trouble,
)
from app.errors import (
    AccessDenied,
    QueryTooSlow,
    StoreBusy,
    StoreFull,
    WarehouseMissing,
)
from app.messages import _
from app.page_registry import PAGES
from app.theme import PRODUCT

VIEWS = Path(__file__).parent / "views"


def build_menu(principal: Principal) -> dict[str, list]:
    """Build the menu that a reader's role gives, by section."""
    menu: dict[str, list] = {}
    for page in PAGES:
        if principal.role_code in page.roles:
            entry = st.Page(
                VIEWS / f"{page.stem}.py",
                title=_(page.title),
                icon=page.icon,
                url_path=page.stem,
            )
            menu.setdefault(_(page.section), []).append(entry)
    return menu


def run_page() -> None:
    """Run the page that the reader asked for, or say why it cannot be shown."""
    try:
        principal = load_principal()
        menu = build_menu(principal)
        if not menu:
            offer_login()
            return
        # Folded, it would hide pages behind words in English.
        page = st.navigation(menu, expanded=True)
        st.set_page_config(page_title=f"{page.title} \u00b7 {PRODUCT}", layout="wide")
        show_sidebar_foot(principal)
        page.run()
    except WarehouseMissing as reason:
        show_maintenance(reason)
    except AccessDenied:
        show_refusal()
    except QueryTooSlow:
        show_slow_question()
    except (StoreBusy, StoreFull) as reason:
        show_store_trouble(reason)


st.set_page_config(page_title=PRODUCT, layout="wide")
offer_language()
run_page()
