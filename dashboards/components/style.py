"""The few rules that the theme has no setting for."""

from __future__ import annotations

import streamlit as st

_CSS = """
<style>
[data-testid="stMainBlockContainer"] { max-width: 1360px; }
.st-key-top { flex-wrap: nowrap; }
.st-key-heading [data-testid="stCaptionContainer"] p {
  text-transform: uppercase; letter-spacing: .08em; font-size: .78rem; font-weight: 600;
}
.st-key-heading { gap: 0; }
.st-key-heading h2 { padding-top: 0; }
.st-key-answer {
  border-left: 4px solid var(--st-primary-color); padding: .35rem 0 .35rem 1rem;
  background: color-mix(in srgb, var(--st-primary-color) 6%, transparent);
}
.st-key-answer p { font-size: 1.12rem; line-height: 1.55; }
.st-key-build { position: sticky; bottom: 0; }
.st-key-build [data-testid="stCaptionContainer"] p { margin: 0; }
@media (max-width: 640px) {
  .st-key-top { flex-wrap: wrap-reverse; }
  [class*="st-key-cards"] [data-testid="stMetric"] { min-width: 0; }
}
</style>
"""


def apply_style() -> None:
    """Add the rules to the page."""
    st.html(_CSS)
