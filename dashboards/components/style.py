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
.st-key-heading { gap: .15rem; }
.st-key-heading h2 { padding-top: 0; }
.st-key-answer {
  border-left: 4px solid #1787A6; border-radius: .25rem; padding: .6rem 1rem;
  background: rgba(23, 135, 166, .08);
}
.st-key-answer p { font-size: 1.12rem; line-height: 1.55; }
.st-key-person a[href^="mailto:"], .st-key-entrance a[href^="mailto:"] {
  color: inherit !important; text-decoration: none; pointer-events: none;
}
.st-key-entrance { padding-top: 8vh; }
.st-key-build { position: sticky; bottom: 0; }
[data-testid="stMetricValue"] > div { line-height: 2.3rem; height: 2.3rem; }
.st-key-build [data-testid="stCaptionContainer"] p { margin: 0; }
[class*="st-key-cards"] > [data-testid="stElementContainer"] { min-width: 150px; flex: 1 1 0; }
[class*="st-key-cards"] [data-testid="stMetricLabel"] p { white-space: normal; }
[class*="st-key-cards"] [data-testid="stMetric"] {
  background: no-repeat left 0 bottom 1rem / 100% 3.3rem; print-color-adjust: exact;
}
[data-testid="stMetric"] div:has(> [data-testid="stMetricDelta"]) { flex-wrap: wrap; }
[class*="st-key-pairs_"] {
  display: grid; column-gap: 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr));
}
[class*="st-key-pairs_"] > [data-testid="stLayoutWrapper"] {
  display: flex; align-self: stretch; height: auto;
}
[class*="st-key-pairs_"] > [data-testid="stLayoutWrapper"] > * { height: auto; }
[class*="st-key-pairs_"] h3 { padding-top: 0; }
[class*="st-key-pairs_"] h3 .stMarkdownBadge { float: right; font-weight: 400; }
[class*="st-key-head_"] { position: relative; padding-right: 2.5rem; }
[class*="st-key-head_"] > :first-child { flex: 1 1 12rem; min-width: 0; }
[class*="st-key-head_"]:has(> :nth-child(4)) > :first-child { flex-basis: 24rem; }
[class*="st-key-head_"] > [class*="st-key-export_"],
[class*="st-key-head_"] > :has(> [class*="st-key-export_"]) {
  position: absolute; top: 0; right: 0;
}
[class*="st-key-head_"] .stMarkdown [data-testid="stMarkdownContainer"] {
  display: grid; grid-template-columns: auto 1fr; margin-bottom: 0;
}
[class*="st-key-head_"] .stMarkdown h3 { padding: .3rem 0 0; }
[class*="st-key-head_"] .stMarkdown p { display: contents; }
[class*="st-key-head_"] .stMarkdown p > :first-child { grid-area: 2 / 1 / auto / 3; opacity: .6; }
[class*="st-key-head_"] .stMarkdown p > :last-child { grid-area: 1 / 2; align-self: end; }
[class*="st-key-head_"] [data-testid="stHeaderActionElements"] { display: none; }
.st-key-filters > *, .st-key-toolbar > * { max-width: 100%; }
.st-key-filters [role="radiogroup"], .st-key-toolbar [role="radiogroup"] { flex-wrap: wrap; }
[class*="st-key-scroll_"] { overflow-x: auto; }
@media (max-width: 640px) {
  [class*="st-key-scroll_"] > [data-testid="stElementContainer"] { min-width: 660px; }
  .st-key-top { flex-wrap: wrap-reverse; }
  .st-key-top > :has(.st-key-heading) { min-width: 100%; }
}
</style>
"""


_UPLOADER = """
<style>
[data-testid="stFileUploaderDropzone"] button p,
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{button}"; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{limit}"; }}
[data-testid="stFileUploaderDropzone"] button p::after,
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ font-size: .875rem; }}
</style>
"""


def apply_style() -> None:
    """Add the rules to the page."""
    st.html(_CSS)


def name_uploader(button: str, limit: str) -> None:
    """Words in place of the uploader's own, which Streamlit has in English only."""
    st.html(_UPLOADER.format(button=button, limit=limit))
