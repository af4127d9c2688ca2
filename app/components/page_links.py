"""Ways to other pages, shown only where the page is in the register."""

import streamlit as st

from app.page_registry import PAGES


def show_page_link(stem: str, label: str, *, icon: str, **address: str) -> None:
    """Show the way to a page with something chosen on it.

    Args:
        stem: The page's name in the register; nothing is shown where it is not there.
        label: In the reader's language, no text from data.
        icon: A Material symbol.
        address: What is chosen there, by its name in the address.
    """
    if any(page.stem == stem for page in PAGES):
        st.page_link(f"views/{stem}.py", label=label, icon=icon, query_params=address)
