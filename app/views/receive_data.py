"""Take in files: hand them in, look at what they change, publish them, or go back."""

import streamlit as st

from app.access import require
from app.components.load_approval import offer_giving_up
from app.components.load_progress import show_published, show_running, show_stopped
from app.components.load_review import show_review
from app.components.load_steps import show_steps
from app.components.load_undo import offer_undo
from app.components.load_upload import find_chosen, offer_open_loads, offer_upload
from app.components.page_header import show_page_header
from app.inbox.loads import (
    PUBLISHED,
    PUBLISHING,
    READ,
    READING,
    find_load,
    remove_old_loads,
)
from app.inbox.runs import load_files
from app.messages import _
from app.page_registry import find_page

HISTORY = "load_history"

principal = require(*find_page("receive_data").roles)
build = show_page_header(
    "receive_data",
    _("Hand in files, see what they change, then put them on the pages."),
    principal=principal,
)
remove_old_loads(principal)
load_id = find_chosen(principal)
load = find_load(load_id, principal) if load_id else None
stage = load.stage if load else None
show_steps(stage)

if load is None:
    if load_id:
        st.info(_("The load is finished or thrown away."))
    offer_open_loads(principal)
    offer_upload(principal)
elif stage in {READING, PUBLISHING}:
    show_running(load.load_id)
elif stage == PUBLISHED:
    show_published(load, principal)
elif stage == READ and (files := load_files(load, principal)) is not None:
    show_review(load, files, principal, is_example=build.is_example)
    offer_giving_up(load)
else:
    show_stopped(load, principal)

if stage in {None, PUBLISHED}:
    st.header(_("Go back to an earlier build"), anchor=False)
    offer_undo(principal)
    st.page_link(
        f"views/{HISTORY}.py",
        label=_("All loads and publications so far"),
        icon=find_page(HISTORY).icon,
    )
