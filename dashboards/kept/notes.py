"""Calendar notes that readers write: kept here, and delivered to the inbox as any other source.

The file in `inbox/annotations/` holds every change that no run has taken yet, oldest first, so
that the newest version of a note is the last row of its load. Until a build has it, a note is
pending.
"""

from __future__ import annotations

import csv
import io
import secrets
import sqlite3
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from dashboards.kept import store

KINDS = ("promotion", "campaign", "product", "incident", "partner", "rule", "other")
LONGEST_TITLE = 200
_FILE = ("inbox", "annotations", "annotations_pages.csv")
_COLUMNS = ("annotation_id", "starts_on", "ends_on", "title", "title_zh", "kind")
_LATEST = """
select * from notes as one
where version = (select max(version) from notes where annotation_id = one.annotation_id)
order by starts_on, version
"""
_INSERT = f"""
insert into notes ({", ".join(_COLUMNS)}, changed_by, changed_at)
values (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True)
class Note:
    """One note on the calendar; both days belong to it."""

    annotation_id: str
    starts_on: date
    ends_on: date
    title: str
    title_zh: str
    kind: str


class UnusableNoteError(Exception):
    """A note that cannot be kept; the message is a text key."""


def new_id() -> str:
    """An id for a note that nobody has written yet."""
    return f"page-{secrets.token_hex(6)}"


def write(home: Path, note: Note, author: str) -> None:
    """Keep this version of the note and put it into the inbox for the next run.

    Raises:
        UnusableNoteError: it has no title, one too long, or ends before it starts.
        StoreError: it cannot be written.
    """
    _check(note)
    values = tuple(str(value) for value in astuple(note))
    with store.opened(home) as connection:
        path = home.joinpath(*_FILE)
        if not path.exists():
            connection.execute("update notes set is_taken = 1")
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        connection.execute(_INSERT, (*values, author, now))
        _deliver(connection, path)


def pending(home: Path, published: pd.DataFrame, built_at: datetime) -> list[Note]:
    """Notes whose newest version is not in the build: still in the inbox, or written after it.

    `published` has the columns of a note; `built_at` is UTC. `StoreError` as in `store.rows`.
    """
    waits = home.joinpath(*_FILE).exists()
    known = {note.annotation_id: note for note in of_frame(published)}
    found = []
    for row in store.rows(home, _LATEST):
        note = _note(row)
        is_newer = datetime.fromisoformat(row["changed_at"]).replace(tzinfo=None) > built_at
        may_wait = is_newer or (waits and not row["is_taken"])
        if may_wait and known.get(note.annotation_id) != note:
            found.append(note)
    return found


def of_frame(frame: pd.DataFrame) -> list[Note]:
    """The notes of a table with one row per note."""
    return [
        Note(
            str(row["annotation_id"]),
            _day(row["starts_on"]),
            _day(row["starts_on"] if pd.isna(row["ends_on"]) else row["ends_on"]),
            *(_text(row[name]) for name in ("title", "title_zh", "kind")),
        )
        for row in frame.to_dict("records")
    ]


def frame_of(notes: list[Note]) -> pd.DataFrame:
    """The notes as a table, one row per note."""
    return pd.DataFrame([astuple(note) for note in notes], columns=[f.name for f in fields(Note)])


def _check(note: Note) -> None:
    if not note.title.strip() or not note.title_zh.strip():
        raise UnusableNoteError("annotations.title_empty")
    if max(len(note.title), len(note.title_zh)) > LONGEST_TITLE:
        raise UnusableNoteError("annotations.title_long")
    if note.ends_on < note.starts_on:
        raise UnusableNoteError("annotations.ends_early")


def _deliver(connection: sqlite3.Connection, path: Path) -> None:
    rows = connection.execute("select * from notes where not is_taken order by version").fetchall()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_COLUMNS, "changed_at"])
    writer.writerows([[row[name] for name in (*_COLUMNS, "changed_at")] for row in rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_text(out.getvalue(), encoding="utf-8")
    draft.replace(path)


def _note(row: sqlite3.Row) -> Note:
    days = [date.fromisoformat(row[name]) for name in ("starts_on", "ends_on")]
    return Note(row["annotation_id"], *days, row["title"], row["title_zh"], row["kind"])


def _day(value: object) -> date:
    return date.fromisoformat(str(value)[:10])


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
