"""One person's session with the pages over Streamlit's own websocket, as a browser holds it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboards.i18n import Words

PATIENCE = 60.0
FAILED = tuple(
    Words("en")(f"state.{state}")
    for state in ("failed", "other_schema", "unreadable", "no_file", "no_data")
)


class PageError(Exception):
    """The page showed an exception, or the server ended the run without finishing it."""


@dataclass
class PageSession:
    """A session that asks for runs and waits for their end, like a reader who clicks."""

    port: int
    query: str = ""
    _pages: dict[str, str] = field(default_factory=dict)
    _here: str = ""
    _widgets: dict[str, WidgetState] = field(default_factory=dict)
    _buttons: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    _socket: ClientConnection | None = None

    def __enter__(self) -> PageSession:
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        self._socket = connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()

    def open(self, page: str) -> float:
        """Go to a page by its address (first time) or by the menu; seconds until it is complete."""
        state = ClientState(query_string=self.query)
        if page in self._pages:
            state.page_script_hash = self._pages[page]
        else:
            state.page_name = page
        self._buttons, self._widgets = {}, {}
        return self._run(state)

    def choose(self, name: str, place: int) -> float:
        """Click the option at `place` of the segmented control with this key, such as `period`."""
        widget, values = self._buttons[name]
        state = WidgetState(id=widget)
        state.string_array_value.data.append(values[place % len(values)])
        self._widgets[widget] = state
        asked = ClientState(query_string=self.query, page_script_hash=self._here)
        asked.widget_states.widgets.extend(self._widgets.values())
        return self._run(asked)

    def offered(self, name: str) -> list[str]:
        """The options of a segmented control of the page; none when it has no such control."""
        return self._buttons.get(name, ("", []))[1]

    def _run(self, state: ClientState) -> float:
        assert self._socket is not None
        began = time.perf_counter()
        self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        while not self._heard(self._socket.recv(timeout=PATIENCE, decode=False)):
            pass
        return time.perf_counter() - began

    def _heard(self, content: bytes) -> bool:
        """Take in one message; whether the run has ended with it."""
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            told_pages = message.navigation.app_pages
            self._pages = {one.url_pathname: one.page_script_hash for one in told_pages}
            self._here = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._see(message.delta.new_element)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return True
            if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                raise PageError(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
        return False

    def _see(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageError(element.exception.message)
        if kind == "heading" and any(text in element.heading.body for text in FAILED):
            raise PageError(element.heading.body)
        if kind == "button_group":
            name = element.button_group.id.split("-")[-1].rsplit("_", 1)[0]
            values = [option.content for option in element.button_group.options]
            self._buttons[name] = (element.button_group.id, values)
