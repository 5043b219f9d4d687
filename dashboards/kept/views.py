"""Saved views: a page and what was chosen on it, under a name of the reader's."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dashboards.kept import store
from dashboards.queries.company import Channel

LONGEST_NAME = 60
CHANNELS = "channels"
_MINE = "select * from saved_views where owner = ? order by name"
_ONE = "select * from saved_views where view_id = ?"
_SAVE = """
insert into saved_views values (?, ?, ?, ?, ?, ?, ?)
on conflict (owner, name) do update set
    page = excluded.page, choices = excluded.choices,
    channel_names = excluded.channel_names, changed_at = excluded.changed_at
"""
_RENAME = (
    "update or ignore saved_views set name = ?, changed_at = ? where view_id = ? and owner = ?"
)


@dataclass(frozen=True)
class SavedView:
    """One view; whoever has its id may open it, only its owner may change it."""

    view_id: str
    owner: str
    name: str
    page: str
    choices: Mapping[str, str]
    """What stood in the address, the language aside."""
    channel_names: Mapping[str, Sequence[str]]
    """Both names of each chosen channel as they were, to say what is gone or to find it again."""


@dataclass(frozen=True)
class Opened:
    """A view made fit for today's channels, and the names of those that are gone."""

    view: SavedView
    gone: tuple[str, ...]


class UnusableNameError(Exception):
    """A name that cannot be used; the message is a text key."""


def mine(home: Path, owner: str) -> list[SavedView]:
    """The owner's views by name; `StoreError` when they cannot be read."""
    return [_view(row) for row in store.rows(home, _MINE, (owner,))]


def one(home: Path, view_id: str) -> SavedView | None:
    """The view of a link; None when it was deleted."""
    found = store.rows(home, _ONE, (view_id,))
    return _view(found[0]) if found else None


def save(home: Path, view: SavedView) -> None:
    """Keep the view; one of the owner's with the same name is replaced and keeps its link.

    Raises:
        UnusableNameError: the name is empty or too long.
        StoreError: it cannot be written.
    """
    told = json.dumps(dict(view.choices)), json.dumps(dict(view.channel_names), ensure_ascii=False)
    values = (_token(), view.owner, _usable(view.name), view.page, *told, _now())
    with store.opened(home) as connection:
        connection.execute(_SAVE, values)


def rename(home: Path, view: SavedView, name: str) -> None:
    """Give the view another name; errors as `save`, also when the name is taken."""
    with store.opened(home) as connection:
        values = (_usable(name), _now(), view.view_id, view.owner)
        changed = connection.execute(_RENAME, values).rowcount
    if not changed:
        raise UnusableNameError("saved.name_taken")


def delete(home: Path, view: SavedView) -> None:
    """Forget the view; its link leads nowhere from now on."""
    with store.opened(home) as connection:
        connection.execute(
            "delete from saved_views where view_id = ? and owner = ?", (view.view_id, view.owner)
        )


def names_of(channels: Sequence[Channel], choices: Mapping[str, str]) -> dict[str, list[str]]:
    """Both names of each channel that the choices name."""
    chosen = choices.get(CHANNELS, "").split(",")
    return {one.code: [one.name, one.name_zh] for one in channels if one.code in chosen}


def fitted(view: SavedView, channels: Sequence[Channel], merged: Mapping[str, str]) -> Opened:
    """The view with each channel as it is called now.

    A code that is gone is what it was merged into, else the channel that has its name now.
    """
    known = {channel.code for channel in channels}
    codes: list[str] = []
    gone: list[str] = []
    for code in (code for code in view.choices.get(CHANNELS, "").split(",") if code):
        now = code if code in known else merged.get(code) or _named_alike(view, code, channels)
        if now in known:
            codes.append(str(now))
        else:
            gone.append(next(iter(view.channel_names.get(code, ())), "") or code)
    choices = {name: value for name, value in view.choices.items() if name != CHANNELS}
    if codes:
        choices[CHANNELS] = ",".join(dict.fromkeys(codes))
    return Opened(replace(view, choices=choices), tuple(gone))


def _named_alike(view: SavedView, code: str, channels: Sequence[Channel]) -> str | None:
    names = {name for name in view.channel_names.get(code, ()) if name}
    return next((one.code for one in channels if names & {one.name, one.name_zh}), None)


def _usable(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise UnusableNameError("saved.name_empty")
    if len(cleaned) > LONGEST_NAME:
        raise UnusableNameError("saved.name_long")
    return cleaned


def _view(row: sqlite3.Row) -> SavedView:
    choices, names = json.loads(row["choices"]), json.loads(row["channel_names"])
    return SavedView(row["view_id"], row["owner"], row["name"], row["page"], choices, names)


def _token() -> str:
    return secrets.token_urlsafe(9)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
