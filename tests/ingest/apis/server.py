"""A platform on loopback: answers as its documentation says, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Call:
    """One request; `fields` are those of the address and of the body, JSON or form."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict


@dataclass
class Reply:
    """One answer; anything but bytes is sent as JSON."""

    content: object
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Call], Reply]


@dataclass
class Platform:
    """A running server."""

    url: str
    calls: list[Call]

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [call.path for call in self.calls]


@contextmanager
def serving(answer: Answer) -> Generator[Platform]:
    """Serve until the block ends."""
    calls: list[Call] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            is_json = "json" in self.headers.get("Content-Type", "")
            self._answer(json.loads(body or "{}") if is_json else dict(parse_qsl(body)))

        def _answer(self, body: dict) -> None:
            address = urlsplit(self.path)
            fields = dict(parse_qsl(address.query)) | body
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Call(self.command, address.path, headers, fields)
            calls.append(call)
            reply = answer(call)
            content = reply.content
            sent = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the terminal quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Platform(f"http://127.0.0.1:{server.server_port}", calls)
    finally:
        server.shutdown()
        server.server_close()
