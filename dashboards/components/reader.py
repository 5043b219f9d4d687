"""Who reads: the signed-in person, or everybody on this machine where nobody signs in."""

from __future__ import annotations

import streamlit as st

EVERYBODY = "local"


def reader_id() -> str:
    """What tells this reader from others, the same in every session of theirs."""
    told = st.user.to_dict()
    return str(told.get("email") or told.get("sub") or EVERYBODY)
