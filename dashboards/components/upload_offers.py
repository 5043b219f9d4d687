"""What the page hands out and knows beforehand: sources, forms, the corrected file, the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboards.components.exports import exported
from dashboards.i18n import Words
from dashboards.kept import uploads
from dashboards.queries.filters import Filters

_KB = 1000
_MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Offered:
    """The sources of a company that take files: both names and the kinds of form of each."""

    home: Path
    names: dict[str, tuple[str, str]]
    forms: dict[str, tuple[str, ...]]
    most_mb: int

    def label(self, words: Words, code: str) -> str:
        """What the reader calls a source; nothing for none."""
        return words.either(*self.names[code]) if code in self.names else code

    def labels(self, words: Words) -> list[str]:
        """The sources in the order of their labels."""
        return sorted(self.names, key=lambda code: self.label(words, code).casefold())


def offered_at(home: Path) -> Offered:
    """What the company's settings, as they stand now, take.

    Raises:
        OrderRefusedError: the settings cannot be used.
    """
    settings = home / "headwater.toml"
    changed_at = settings.stat().st_mtime_ns if settings.exists() else 0
    return _offered(home, changed_at)


@st.cache_data(max_entries=4, show_spinner=False)
def _offered(home: Path, changed_at: int) -> Offered:
    told = uploads.sources(home)
    return Offered(
        home,
        {one.name: (one.label, one.label_zh) for one in told.sources},
        {one.name: tuple(one.forms) for one in told.sources if one.forms},
        told.most_mb,
    )


def corrected_file(words: Words, path: Path) -> None:
    """The corrected file, to take away."""
    st.download_button(
        words("upload.corrected"),
        data=exported(path.name, _today(), 0, path.read_bytes),
        file_name=path.name,
        on_click="ignore",
        icon=":material/download:",
        key="upload_corrected",
    )


def forms(words: Words, offered: Offered) -> None:
    """The empty form of a source, as CSV and as a workbook."""
    sources = [code for code in offered.labels(words) if code in offered.forms]
    source = st.selectbox(
        words("upload.source"),
        sources,
        format_func=lambda code: offered.label(words, code),
        key="upload_form",
    )
    with st.container(horizontal=True, key="upload_forms"):
        for kind in offered.forms.get(source, ()):
            name = f"{source}_template.{kind}"
            st.download_button(
                words(f"upload.form_{kind}"),
                data=exported(
                    name, _today(), 0, lambda kind=kind: uploads.form(offered.home, source, kind)
                ),
                file_name=name,
                mime=_MIMES[kind],
                on_click="ignore",
                icon=":material/download:",
                key=f"upload_form_{kind}",
            )


def waiting(words: Words, offered: Offered, timezone: str) -> None:
    """The files that no run has read yet."""
    found = uploads.waiting(offered.home)
    if not found:
        st.caption(words("upload.waiting_none"))
        return
    frame = pd.DataFrame(
        {
            "source": [offered.label(words, one.source) for one in found],
            "file": [one.file for one in found],
            "size": [one.size / _KB for one in found],
            "since": [pd.Timestamp(one.since).tz_convert(timezone) for one in found],
        }
    )
    config = st.column_config
    st.dataframe(
        frame,
        hide_index=True,
        column_config={
            "source": config.TextColumn(words("upload.source")),
            "file": config.TextColumn(words("upload.name"), width="medium"),
            "size": config.NumberColumn(words("upload.size"), format="%,.1f"),
            "since": config.DatetimeColumn(words("upload.since"), format="YYYY-MM-DD HH:mm"),
        },
    )


def _today() -> Filters:
    return Filters(date.today(), date.today())
