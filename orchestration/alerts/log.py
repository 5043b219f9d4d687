"""What was asked and what came of it, and who was told, in `state/alerts.db`.

An answer is written down when it differs from the last one about the same rule, series and day. A
message is due once per rule, series, day and recipient, whatever is asked again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from orchestration.alerts.found import Evaluation
from orchestration.workspace import UserError, Workspace

State = Literal["waiting", "sending", "failed", "sent", "withheld"]
KEPT_DAYS = 180
STUCK = timedelta(minutes=15)
"""A message that has been on its way for longer was cut off, and is due again."""
_WAIT_SECONDS = 30
_CREATE = """
create table if not exists evaluations (
    id integer primary key, alert text not null, channel text not null, city text not null,
    stat_date text not null, evaluated_at text not null, build_id text not null, told text not null
);
create index if not exists by_key on evaluations (alert, channel, city, stat_date);
create table if not exists messages (
    alert text not null, channel text not null, city text not null, stat_date text not null,
    recipient text not null, state text not null, changed_at text not null,
    primary key (alert, channel, city, stat_date, recipient)
);
"""
_KEY = "alert = ? and channel = ? and city = ? and stat_date = ?"


@dataclass(frozen=True)
class Entry:
    """An answer of the log, and what became of its messages."""

    evaluated_at: datetime
    build_id: str
    told: dict[str, object]
    delivery: str
    delivered_at: datetime | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The rule, channel, city and day that it is about."""
        alert, channel, city, day = (
            str(self.told[name]) for name in ("alert", "channel", "city", "stat_date")
        )
        return alert, channel, city, day


def path_of(workspace: Workspace) -> Path:
    """Where the log lies."""
    return workspace.paths.state / "alerts.db"


class Log:
    """The open log; every method is a transaction of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def write(
        self,
        found: Sequence[Evaluation],
        recipients: Mapping[tuple[str, str, str, str], Sequence[str]],
        build_id: str,
        at: datetime,
    ) -> None:
        """Keep what is new, and who is to be told of what fired, by the evaluation's key."""
        with self._connection as transaction:
            for one in found:
                told = json.dumps(one.as_dict(), ensure_ascii=False, sort_keys=True)
                if told != self._last(one.key):
                    transaction.execute(
                        "insert into evaluations (alert, channel, city, stat_date, evaluated_at, "
                        "build_id, told) values (?, ?, ?, ?, ?, ?, ?)",
                        (*one.key, at.isoformat(), build_id, told),
                    )
                if one.has_fired:
                    transaction.executemany(
                        "insert or ignore into messages values (?, ?, ?, ?, ?, 'waiting', ?)",
                        [(*one.key, name, at.isoformat()) for name in recipients[one.key]],
                    )
            transaction.execute(
                "delete from evaluations where evaluated_at < ?",
                ((at - timedelta(days=KEPT_DAYS)).isoformat(),),
            )

    def entries(self) -> list[Entry]:
        """All that is kept, oldest first."""
        states = self._states()
        rows = self._connection.execute(
            "select alert, channel, city, stat_date, evaluated_at, build_id, told "
            "from evaluations order by id"
        ).fetchall()
        return [_entry(row, states.get(row[:4], [])) for row in rows]

    def claim(self, at: datetime) -> dict[str, list[dict[str, object]]]:
        """What is due by recipient, now on its way: nobody else gets it until it failed."""
        stuck = (at - STUCK).isoformat()
        with self._connection as transaction:
            transaction.execute("begin immediate")
            due = transaction.execute(
                "select alert, channel, city, stat_date, recipient from messages where "
                "state in ('waiting', 'failed') or (state = 'sending' and changed_at < ?) "
                "order by stat_date, alert, channel, city, recipient",
                (stuck,),
            ).fetchall()
            found: dict[str, list[dict[str, object]]] = {}
            for *key, recipient in due:
                self._mark(tuple(key), recipient, "sending", at)
                told = self._last_fired(tuple(key))
                if told is not None:
                    found.setdefault(recipient, []).append(told)
        return found

    def mark(
        self, recipient: str, told: Sequence[Mapping[str, object]], state: State, at: datetime
    ) -> None:
        """Say what became of a recipient's messages."""
        with self._connection:
            for one in told:
                names = ("alert", "channel", "city", "stat_date")
                self._mark(tuple(str(one[name]) for name in names), recipient, state, at)

    def _mark(self, key: tuple[str, ...], recipient: str, state: State, at: datetime) -> None:
        self._connection.execute(
            f"update messages set state = ?, changed_at = ? where {_KEY} and recipient = ?",
            (state, at.isoformat(), *key, recipient),
        )

    def _last(self, key: tuple[str, ...]) -> str | None:
        row = self._connection.execute(
            f"select told from evaluations where {_KEY} order by id desc limit 1", key
        ).fetchone()
        return row[0] if row else None

    def _last_fired(self, key: tuple[str, ...]) -> dict[str, object] | None:
        rows = self._connection.execute(
            f"select told from evaluations where {_KEY} order by id desc", key
        ).fetchall()
        return next((told for (text,) in rows if _fired(told := json.loads(text))), None)

    def _states(self) -> dict[tuple[str, ...], list[tuple[str, str]]]:
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for *key, state, at in self._connection.execute(
            "select alert, channel, city, stat_date, state, changed_at from messages"
        ):
            found.setdefault(tuple(key), []).append((state, at))
        return found


@contextmanager
def open_log(workspace: Workspace) -> Generator[Log]:
    """Open the log, and make it when there is none.

    Raises:
        UserError: when the file is damaged, or cannot be written.
    """
    path = path_of(workspace)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
        try:
            connection.executescript(_CREATE)
            yield Log(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise UserError(
            f"The log of alerts {path} cannot be used ({error}). Move it away, and the next run "
            f"begins a new one.\n提醒日志无法使用，请将其移走。"
        ) from error


def _entry(row: tuple[str, ...], states: list[tuple[str, str]]) -> Entry:
    told = json.loads(row[6])
    delivery, delivered_at = _delivery(told, states)
    return Entry(datetime.fromisoformat(row[4]), row[5], told, delivery, delivered_at)


def _delivery(
    told: Mapping[str, object], states: list[tuple[str, str]]
) -> tuple[str, datetime | None]:
    """The least happy state of its messages, and when the last of them changed."""
    if not _fired(told):
        return "", None
    if not states:
        return "nobody", None
    known = [state for state, _ in states]
    order = ("failed", "waiting", "sending", "sent", "withheld")
    worst = next(state for state in order if state in known)
    at = max(at for _, at in states) if worst == "sent" else None
    return worst, datetime.fromisoformat(at) if at else None


def _fired(told: Mapping[str, object]) -> bool:
    return told["has_fired"] is True
