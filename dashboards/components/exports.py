"""The one way out: every file that a reader takes from a page is offered and handed over here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboards.scope import Scope

logger = logging.getLogger(__name__)
FileKind = Literal["csv", "xlsx", "png"]
_MIMES: dict[FileKind, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}
_ICONS: dict[FileKind, str] = {"csv": "table_rows", "xlsx": "table_view", "png": "image"}


@dataclass(frozen=True)
class Export:
    """A file that is made when somebody asks for it: what it shows and how it is made."""

    name: str
    kind: FileKind
    make: Callable[[], bytes]

    def file_name(self, scope: Scope) -> str:
        """A name that carries window and as-of day."""
        filters, as_of = scope.filters, scope.build.as_of_date
        return f"headwater_{self.name}_{filters.start}_{filters.end}_as_of_{as_of}.{self.kind}"


def offer(scope: Scope, exports: Sequence[Export], *, key: str, note: str = "") -> None:
    """One small menu with all files of a figure; nothing is made until one is asked for."""
    words = scope.words
    menu = st.popover(
        "",
        type="tertiary",
        icon=":material/download:",
        help=words("export.menu"),
        key=f"export_{key}",
    )
    with menu:
        for export in exports:
            st.download_button(
                words(f"export.{export.kind}"),
                data=lambda export=export: hand_over(scope, export),
                file_name=export.file_name(scope),
                mime=_MIMES[export.kind],
                key=f"{export.kind}_{export.name}_{key}",
                on_click="ignore",
                type="tertiary",
                icon=f":material/{_ICONS[export.kind]}:",
            )
        if note:
            st.caption(note)


def hand_over(scope: Scope, export: Export) -> bytes:
    """The file's bytes. Whoever must know or forbid what leaves the pages does it here."""
    data = export.make()
    logger.info("Export %s, %d bytes", export.file_name(scope), len(data))
    return data
