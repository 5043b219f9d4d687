"""A loopback server that takes what Apprise sends."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Mailbox(ThreadingHTTPServer):
    """Keeps what is posted to it: path and JSON."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, dict]] = []
        letters = self.letters

        class Letterbox(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = self.rfile.read(int(self.headers["Content-Length"]))
                letters.append((self.path, json.loads(told)))
                self.send_response(200)
                self.end_headers()

        super().__init__(("127.0.0.1", 0), Letterbox)
