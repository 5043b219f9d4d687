"""Files leave the inbox only after their load is complete; a journal finishes killed moves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.config import Paths
from ingest.delivery import content_hash
from ingest.words import Words

REASON_ENDING = ".reason.txt"


@dataclass(frozen=True)
class Move:
    """A file of the inbox and the folder it goes to; `reason` is written beside a refused one."""

    path: str
    folder: str
    sha256: str
    reason: str = ""

    @classmethod
    def to_done(cls, path: Path, paths: Paths, folder: str, sha256: str) -> Move:
        """A file that was read."""
        return cls(str(path), str(paths.done / folder), sha256)

    @classmethod
    def to_refused(cls, path: Path, paths: Paths, folder: str, sha256: str, words: Words) -> Move:
        """A file that could not be read."""
        reason = f"{path.name}\n\n{words.en}\n\n{words.zh}\n"
        return cls(str(path), str(paths.refused / folder), sha256, reason)


class Journal:
    """What to move once a load is complete, written down before it can be."""

    def __init__(self, paths: Paths) -> None:
        self._file = paths.state / "ingest" / "moves.json"

    def write(self, load_id: str, moves: Sequence[Move]) -> None:
        """Keep `moves` for `load_id`."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        note = {"load_id": load_id, "moves": [asdict(move) for move in moves]}
        unfinished = self._file.with_suffix(".part")
        unfinished.write_text(json.dumps(note), encoding="utf-8")
        unfinished.replace(self._file)

    def finish(self, finished_loads: Sequence[str]) -> None:
        """Do the moves of a load that is complete; forget those of one that never will be."""
        if not self._file.exists():
            return
        note = json.loads(self._file.read_text(encoding="utf-8"))
        if note["load_id"] in finished_loads:
            for move in note["moves"]:
                carry_out(Move(**move))
        self._file.unlink()


def carry_out(move: Move) -> None:
    """Move one file, unless it is gone or has become another one meanwhile."""
    path, folder = Path(move.path), Path(move.folder)
    if not path.exists() or content_hash(path) != move.sha256:
        return
    folder.mkdir(parents=True, exist_ok=True)
    target = _free_name(folder, path.name, move.sha256)
    if move.reason:
        target.with_name(target.name + REASON_ENDING).write_text(move.reason, encoding="utf-8")
    path.replace(target)


def _free_name(folder: Path, name: str, sha256: str) -> Path:
    """`name`, or with part of its hash when another content of that name is there already."""
    target = folder / name
    if not target.exists() or content_hash(target) == sha256:
        return target
    stem, dot, endings = name.partition(".")
    return folder / f"{stem}-{sha256[:8]}{dot}{endings}"
