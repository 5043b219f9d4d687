"""A card around every chart and table: title, definition, window, as-of, and files to take away."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards.charts.remembered import Drawing
from dashboards.components.choices import address
from dashboards.components.exports import Export, offer
from dashboards.components.markdown import without_formulas
from dashboards.components.table import Column, exports_of
from dashboards.files.about import About
from dashboards.files.fonts import chinese_font
from dashboards.files.picture import Heading, to_png
from dashboards.scope import Scope


@dataclass(frozen=True)
class Card:
    """An open card: its controls and its files stand at the top right."""

    scope: Scope
    key: str
    about: About
    side: DeltaGenerator
    _exports: list[Callable[[], list[Export]]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the card shows."""
        return self.about.title

    def offer(
        self,
        frame: pd.DataFrame | Callable[[], pd.DataFrame],
        columns: Sequence[Column],
        key: str,
    ) -> None:
        """Offer the figure's table as CSV and as a workbook.

        A table that is read for the files alone is given as what reads it.
        """

        def files() -> list[Export]:
            table = frame if isinstance(frame, pd.DataFrame) else frame()
            return exports_of(self.scope, self.about, table, columns, name=key)

        self._exports.append(files)

    def note(self, key: str) -> None:
        """A line below the chart on how to read it."""
        st.caption(self.scope.words(key))

    def say(self, text: str) -> None:
        """Sentences computed from the data."""
        st.markdown(without_formulas(text))

    def chart(self, chart: Drawing | alt.LayerChart | None, *, is_wide: bool = False) -> None:
        """Draw the chart, or say that there is nothing to draw; a wide one scrolls on a phone."""
        if chart is None:
            st.info(self.scope.words("state.no_figure"), icon=":material/info:")
            return
        with st.container(key=f"scroll_{self.key}") if is_wide else nullcontext():
            if isinstance(chart, Drawing):
                st.vega_lite_chart(spec=chart.shown, width="stretch", alt=self.title)
            else:
                st.altair_chart(chart, width="stretch", alt=self.title)
        if self.can_draw:
            name, heading = self.key.partition("_")[2], self._heading()
            self._exports.append(lambda: [Export(name, "png", lambda: to_png(chart, heading))])

    @property
    def can_draw(self) -> bool:
        """Whether pictures can be written in the reader's language on this machine."""
        return self.scope.words.language != "zh" or chinese_font() is not None

    def close(self) -> None:
        """Put the menu of files beside the controls, when there is any file."""
        note = "" if self.can_draw else self.scope.words("export.no_font")
        if self._exports:
            with self.side:
                offer(self.scope, self._files, key=self.key, hint=note)

    def _files(self) -> list[Export]:
        return [export for files in self._exports for export in files()]

    def _heading(self) -> Heading:
        build, words = self.scope.build, self.scope.words
        company = words.either(build.company_name, build.company_name_zh)
        return Heading(self.title, [self.about.window, company])


@contextmanager
def figure(scope: Scope, key: str, *, caption: str = "", **values: str | int) -> Generator[Card]:
    """A bordered card titled by the text `key` and explained by `<key>_help`.

    Its caption is the window of the page's filters, unless the figure covers something else.
    """
    definition = scope.words(f"{key}_help", **values)
    about = About(scope.words(key, **values), definition, caption or scope.window, address())
    name = key.replace(".", "_")
    with st.container(border=True, height="stretch"):
        head = st.container(horizontal=True, gap="small", key=f"head_{name}")
        head.markdown(f"### {about.title}\n\n:small[{about.window}]", help=definition)
        card = Card(scope, name, about, head)
        yield card
        card.close()


def place() -> DeltaGenerator:
    """Room for what is only sometimes there.

    Without it all that follows moves by one when it comes or goes, and is built anew for that.
    """
    return st.container()


def columns(spec: int | Sequence[float]) -> list[DeltaGenerator]:
    """Columns of cards, one below the other on a phone."""
    return st.columns(spec, gap="medium")
