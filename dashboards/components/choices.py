"""What the reader chose, remembered for the session and written into the address.

The address holds codes, never translated labels, so that a shared link means the same in both
languages. The remembered value leads and widgets follow it: a widget's key carries the language,
so switching it makes a new widget that starts from the remembered value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

_PREFIX = "choice:"
_NOT_CHOSEN = ("lang", "view")


def remembered(name: str, default: str) -> str:
    """The value chosen in this session, else the one in the address, else the default."""
    key = _PREFIX + name
    if key not in st.session_state and name in st.query_params:
        st.session_state[key] = str(st.query_params[name])
    return str(st.session_state.get(key, default))


def remember(name: str, value: str) -> None:
    """Choose a value from now on."""
    st.session_state[_PREFIX + name] = value


def write_address(name: str, value: str, default: str) -> None:
    """Put a value into the address; a default needs no mention."""
    if value == default:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def choices() -> dict[str, str]:
    """All that the address says of this page, the language aside."""
    told = st.query_params.to_dict()
    return {name: value for name, value in told.items() if name not in _NOT_CHOSEN}


def choose_all(values: Mapping[str, str]) -> None:
    """Choose exactly these values; everything else is as if nobody had chosen."""
    for key in [str(key) for key in st.session_state if str(key).startswith(_PREFIX)]:
        if key.removeprefix(_PREFIX) not in _NOT_CHOSEN:
            del st.session_state[key]
    for name in choices():
        del st.query_params[name]
    for name, value in values.items():
        remember(name, value)
        st.query_params[name] = value


def page_address(page: str) -> str:
    """Where a page of this app lies."""
    here = (st.context.url or "").partition("?")[0].rstrip("/")
    root = here.rpartition("/")[0] if here.count("/") > 2 else here
    return f"{root}/{page}"


def address() -> str:
    """Where this page opens again with all that is chosen so far."""
    query = urlencode(st.query_params.to_dict(), safe=",")
    page = (st.context.url or "").partition("?")[0]
    return f"{page}?{query}" if query else page


def choose(  # noqa: PLR0913
    name: str,
    options: Sequence[str],
    *,
    label: str,
    show: Callable[[str], str],
    language: str,
    default: str | None = None,
    is_label_visible: bool = False,
) -> str:
    """One of a few options, as a segmented control; the code of the chosen one."""
    fallback = default if default is not None else options[0]
    value = remembered(name, fallback)
    if value not in options:
        value = fallback
    key = f"{name}_{language}"
    st.session_state[key] = value
    st.segmented_control(
        label,
        options,
        key=key,
        format_func=show,
        required=True,
        label_visibility="visible" if is_label_visible else "collapsed",
        on_change=lambda: remember(name, str(st.session_state[key])),
    )
    write_address(name, value, fallback)
    return value
