"""Make a file when its button is pressed, long after the page was drawn.

Streamlit makes it in a thread that knows neither language nor reader. Here it gets both
back, and the reader is looked up anew: a right that has been lost gives no file.
"""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from app import access
from app.errors import AccessDenied
from app.messages import language, load_language

Maker = Callable[[], bytes]


def build_file_name(name: str, ending: str, *, build_id: str) -> str:
    """Name a file after its content and build, with a part nobody can guess.

    Equally long files over a mebibyte may share an address, and the second reader would
    get the first one's bytes.
    """
    return f"malbild-{name}-{build_id}-{secrets.token_hex(4)}.{ending}"


def load_file_name(name: str, ending: str, *, key: str, build_id: str) -> str:
    """Name a file once in a session: a new name each run would redraw the button."""
    return st.session_state.setdefault(
        f"{key}.{build_id}", build_file_name(name, ending, build_id=build_id)
    )


def build_as_reader(build: Maker) -> Maker:
    """Let a file be made as its reader: in their language and with their claims."""
    return partial(_run_as_reader, get_script_run_ctx(), language(), build)


def build_for_same_reader(build: Maker) -> Maker:
    """Let a file be made only while its reader is who the page was drawn for."""
    return build_as_reader(partial(_run_checked, access.find_role(), build))


def _run_checked(drawn_for: tuple[str, tuple[str, ...]], build: Maker) -> bytes:
    role_code, region_codes = access.find_role()
    if (role_code, region_codes) != drawn_for:
        raise AccessDenied(role_code)
    return build()


def _run_as_reader(
    context: ScriptRunContext | None, language_code: str, build: Maker
) -> bytes:
    """Run in a thread of its own: one of the server's would go on being this reader."""

    def run_with_language() -> bytes:
        load_language(language_code)
        return build()

    remember = partial(add_script_run_ctx, None, context)
    with ThreadPoolExecutor(1, initializer=remember) as thread:
        return thread.submit(run_with_language).result()
