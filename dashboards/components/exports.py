"""The one way out: every file that a reader takes from a page is offered and handed over here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboards.access.log import Act
from dashboards.access.session import claims_of_session, current_person, note, still_admitted
from dashboards.queries.filters import Filters
from dashboards.queries.rows import RefusedError
from dashboards.scope import Scope

FileKind = Literal["csv", "xlsx", "png"]
_MIMES: dict[FileKind, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}
_MENU = ":material/download:"
_ICONS: dict[FileKind, str] = {"csv": "table_rows", "xlsx": "table_view", "png": "image"}


@dataclass(frozen=True)
class Export:
    """A file that is made when somebody asks for it: what it shows and how it is made."""

    name: str
    kind: FileKind
    make: Callable[[], bytes]
    rows: int = 0

    def file_name(self, scope: Scope) -> str:
        """A name that carries window and as-of day."""
        filters, as_of = scope.filters, scope.build.as_of_date
        return f"headwater_{self.name}_{filters.start}_{filters.end}_as_of_{as_of}.{self.kind}"


def offer(
    scope: Scope, exports: Callable[[], Sequence[Export]], *, key: str, hint: str = ""
) -> None:
    """One small menu with all files of a figure, listed when it is opened.

    Nothing is made until a file is asked for. Closed it is a button: a menu is drawn anew by the
    browser several times in each run, whatever changed.
    """
    words, is_open = scope.words, f"export_{key}_open"
    if not st.session_state.get(is_open):
        st.button(
            "",
            key=f"export_{key}",
            type="tertiary",
            icon=_MENU,
            help=words("export.menu"),
            on_click=_open,
            args=(is_open,),
        )
        return
    menu = st.popover(
        "", key=is_open, type="tertiary", icon=_MENU, help=words("export.menu"), on_change="rerun"
    )
    with menu:
        for export in exports():
            st.download_button(
                words(f"export.{export.kind}"),
                data=exported(export.file_name(scope), scope.filters, export.rows, export.make),
                file_name=export.file_name(scope),
                mime=_MIMES[export.kind],
                key=f"{export.kind}_{export.name}_{key}",
                on_click="ignore",
                type="tertiary",
                icon=f":material/{_ICONS[export.kind]}:",
            )
        if hint:
            st.caption(hint)


def _open(menu: str) -> None:
    st.session_state[menu] = True


def exported(
    name: str, filters: Filters, rows: int, make: Callable[[], bytes]
) -> Callable[[], bytes]:
    """What makes the bytes of an export when they are asked for: the one way out for data.

    Only for whoever may still see it then, and written down first; RefusedError, or OSError when
    the log cannot be written.
    """
    person, claims = current_person(), claims_of_session()
    asked = {"start": filters.start, "end": filters.end, "channels": filters.channels}
    write_down = note(person, Act("export", name, rows, asked))

    def export() -> bytes:
        if not still_admitted(person, claims):
            raise RefusedError(name)
        write_down()
        return make()

    return export
