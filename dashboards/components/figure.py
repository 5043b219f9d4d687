"""A card around every chart and table: title, definition, window, as-of, download."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards.components.table import Column, download
from dashboards.scope import Scope

AnyChart = alt.Chart | alt.LayerChart | alt.VConcatChart


@dataclass(frozen=True)
class Card:
    """An open card: its controls and its download stand at the top right."""

    scope: Scope
    key: str
    title: str
    side: DeltaGenerator

    def offer(self, frame: pd.DataFrame, columns: Sequence[Column], key: str) -> None:
        """Offer the figure's table as CSV."""
        with self.side:
            download(self.scope, frame, columns, key=key)

    def note(self, key: str) -> None:
        """A line below the chart on how to read it."""
        st.caption(self.scope.words(key))

    def say(self, text: str) -> None:
        """Sentences computed from the data."""
        st.markdown(text)

    def chart(self, chart: AnyChart | None, *, is_wide: bool = False) -> None:
        """Draw the chart, or say that there is nothing to draw; a wide one scrolls on a phone."""
        if chart is None:
            st.info(self.scope.words("state.no_figure"), icon=":material/info:")
            return
        with st.container(key=f"scroll_{self.key}" if is_wide else None):
            st.altair_chart(chart, width="stretch", alt=self.title)


@contextmanager
def figure(scope: Scope, key: str, *, caption: str = "", **values: str | int) -> Generator[Card]:
    """A bordered card titled by the text `key` and explained by `<key>_help`.

    Its caption is the window of the page's filters, unless the figure covers something else.
    """
    title = scope.words(key, **values)
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, gap="small", key=f"head_{key.replace('.', '_')}"):
            with st.container(gap=None, width="stretch"):
                st.subheader(title, anchor=False, help=scope.words(f"{key}_help", **values))
                st.caption(caption or scope.window)
            side = st.container(
                horizontal=True, width="content", vertical_alignment="center", gap="small"
            )
        yield Card(scope, key.replace(".", "_"), title, side)


def columns(spec: int | Sequence[float]) -> list[DeltaGenerator]:
    """Columns of cards, one below the other on a phone."""
    return st.columns(spec, gap="medium")
