"""A store that is reached by address alone: WebHDFS over a folder of this machine, on loopback.

It answers what Hadoop's own client and fsspec's ask, as HDFS's REST interface is documented
(hadoop.apache.org, WebHDFS REST API): a file is written by a request that is sent on to a second
address, all else is answered at once.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PREFIX = "/webhdfs/v1"
BLOCK = 128 * 2**20
Answer = dict[str, object]


def _status(path: Path, name: str = "") -> Answer:
    found, is_folder = path.stat(), path.is_dir()
    moment = int(found.st_mtime * 1000)
    return {
        "pathSuffix": name,
        "type": "DIRECTORY" if is_folder else "FILE",
        "length": 0 if is_folder else found.st_size,
        "blockSize": 0 if is_folder else BLOCK,
        "replication": 0 if is_folder else 1,
        "permission": "755" if is_folder else "644",
        "modificationTime": moment,
        "accessTime": moment,
        "owner": "headwater",
        "group": "headwater",
    }


def _statuses(path: Path) -> Answer:
    inside = sorted(path.iterdir()) if path.is_dir() else [path]
    return {"FileStatus": [_status(one, one.name if path.is_dir() else "") for one in inside]}


def _block(path: Path) -> Answer:
    where = {"hosts": ["localhost"], "names": ["127.0.0.1"], "cachedHosts": []}
    size = path.stat().st_size
    kept = {"topologyPaths": [], "storageTypes": ["DISK"], "corrupt": False}
    return {**where, **kept, "offset": 0, "length": size}


class _Store(BaseHTTPRequestHandler):
    """One request; `folder` is what the store holds."""

    folder: Path
    protocol_version = "HTTP/1.1"

    @property
    def path_here(self) -> Path:
        return self.folder / unquote(urlsplit(self.path).path.removeprefix(PREFIX)).lstrip("/")

    @property
    def asked(self) -> dict[str, str]:
        pairs = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        return {name.lower(): values[-1] for name, values in pairs.items()}

    def do_GET(self) -> None:
        match self.asked["op"].upper():
            case _ if not self.path_here.exists():
                self._missing()
            case "GETFILESTATUS":
                self._tell({"FileStatus": _status(self.path_here)})
            case "LISTSTATUS":
                self._tell({"FileStatuses": _statuses(self.path_here)})
            case "LISTSTATUS_BATCH":
                part = {"FileStatuses": _statuses(self.path_here)}
                self._tell({"DirectoryListing": {"partialListing": part, "remainingEntries": 0}})
            case "GETFILEBLOCKLOCATIONS":
                self._tell({"BlockLocations": {"BlockLocation": [_block(self.path_here)]}})
            case "OPEN":
                self._send(HTTPStatus.OK, self._bytes())
            case other:
                self._refuse(other)

    def do_PUT(self) -> None:
        match self.asked["op"].upper():
            case "MKDIRS":
                self.path_here.mkdir(parents=True, exist_ok=True)
                self._tell({"boolean": True})
            case "RENAME":
                self._tell({"boolean": self._rename()})
            case "CREATE" if "data" in self.asked:
                self.path_here.parent.mkdir(parents=True, exist_ok=True)
                self.path_here.write_bytes(self._body())
                self._send(HTTPStatus.CREATED)
            case "CREATE":
                self._send_on()
            case "SETPERMISSION" | "SETTIMES" | "SETOWNER":
                self._send(HTTPStatus.OK)
            case other:
                self._refuse(other)

    def do_DELETE(self) -> None:
        is_there = self.path_here.exists()
        if self.path_here.is_dir():
            shutil.rmtree(self.path_here)
        else:
            self.path_here.unlink(missing_ok=True)
        self._tell({"boolean": is_there})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _bytes(self) -> bytes:
        with self.path_here.open("rb") as file:
            file.seek(int(self.asked.get("offset", 0)))
            length = self.asked.get("length")
            return file.read(None if length is None else int(length))

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _rename(self) -> bool:
        target = self.folder / self.asked["destination"].lstrip("/")
        if not self.path_here.exists():
            return False
        self.path_here.rename(target / self.path_here.name if target.is_dir() else target)
        return True

    def _send_on(self) -> None:
        self._body()
        self.send_response(HTTPStatus.TEMPORARY_REDIRECT)
        self.send_header("Location", f"http://{self.headers['Host']}{self.path}&data=true")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _missing(self) -> None:
        kind, message = "FileNotFoundException", f"File {self.path_here} does not exist."
        told = {"exception": kind, "javaClassName": f"java.io.{kind}", "message": message}
        self._tell({"RemoteException": told}, HTTPStatus.NOT_FOUND)

    def _refuse(self, what: str) -> None:
        kind = "UnsupportedOperationException"
        told = {"exception": kind, "javaClassName": f"java.lang.{kind}", "message": what}
        self._tell({"RemoteException": told}, HTTPStatus.BAD_REQUEST)

    def _tell(self, answer: Answer, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, json.dumps(answer).encode())

    def _send(self, status: HTTPStatus, body: bytes = b"") -> None:
        """Without a content type: Hadoop's shaded client lacks what it would read one with."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def store_over(folder: Path) -> Generator[str]:
    """The address of a store that holds what is in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = type("Store", (_Store,), {"folder": folder})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield f"webhdfs://127.0.0.1:{server.server_port}"
        server.shutdown()
