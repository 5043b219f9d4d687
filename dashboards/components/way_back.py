"""Back to the page and the choices of the address after signing in.

The provider leads back to the bare address. So the browser keeps what was asked for in a cookie
of its own for a quarter of an hour, and the first run of the signed-in session goes there.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

COOKIE = "headwater_asked_for"
_DONE = "way_back_taken"
_KEEP = f"""<script>
if (location.pathname.length > 1 || location.search.length > 1) {{
  document.cookie = "{COOKIE}=" + encodeURIComponent(location.pathname + location.search)
    + "; path=/; max-age=900; SameSite=Lax";
}}
</script>"""
_FORGET = f'<script>document.cookie = "{COOKIE}=; path=/; max-age=0; SameSite=Lax";</script>'


def keep_way() -> None:
    """Let the browser remember the address, as somebody has to sign in first."""
    st.html(_KEEP, unsafe_allow_javascript=True)


def go_where_asked(pages: Iterable[StreamlitPage]) -> None:
    """Open what was asked for before signing in, once a session; an unknown page is left alone."""
    kept = st.context.cookies.get(COOKIE)
    if not isinstance(kept, str) or not kept:
        return
    if not st.session_state.get(_DONE):
        st.session_state[_DONE] = True
        code, choices = asked_for(kept)
        page = next((page for page in pages if page.url_path == code), None)
        if page is not None and not st.query_params.to_dict():
            st.switch_page(page, query_params=choices)
    st.html(_FORGET, unsafe_allow_javascript=True)


def asked_for(kept: str) -> tuple[str, dict[str, str]]:
    """The page's code and the choices of a remembered address; "" for the bare address."""
    address = urlsplit(unquote(kept))
    return address.path.rstrip("/").rpartition("/")[2], dict(parse_qsl(address.query))
