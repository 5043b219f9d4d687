"""Hypothesis, metric and stop rule of a promotion, locked before it begins.

One line of JSON per registration in the company folder, only ever added to; each line holds the
hash of the line before it, so that a change of any of them shows.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from orchestration.registration_words import lines
from orchestration.workspace import UserError

FIRST = "0" * 64
LOCKED, OPEN = 0o444, 0o644


class Registration(BaseModel):
    """What is promised of a promotion; `expected` is net profit, or first investors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    promotion_id: str = Field(min_length=1)
    starts_on: date
    ends_on: date
    hypothesis: str = Field(min_length=1)
    metric: Literal["revenue", "first_investments"]
    stop_rule: str = Field(min_length=1)
    holdout_share: float | None = Field(default=None, gt=0, lt=1)
    expected: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Registration:
        if self.ends_on < self.starts_on:
            raise ValueError("it ends before it begins")
        return self


class Entry(BaseModel):
    """A registration as it was locked."""

    number: int
    registered_at: datetime
    registration: Registration
    previous: str
    hash: str = ""

    def sealed(self) -> str:
        """The hash of everything in it but the hash itself."""
        told = self.model_dump(mode="json", exclude={"hash"})
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def read_registration(path: Path) -> Registration:
    """A registration from a TOML file.

    Raises:
        UserError: in words for whoever wrote the file.
    """
    try:
        return Registration.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}. 文件不存在。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}. 文件格式有误。") from error
    except ValidationError as error:
        raise UserError(
            "\n".join([f"{path} cannot be registered: 无法登记：", *lines(error)])
        ) from error


def register(book: Path, registration: Registration, now: datetime, today: date) -> Entry:
    """Add a registration to the `book`; `now` is UTC without zone, `today` the company's day.

    Raises:
        UserError: when the promotion has begun, or the book was tampered with.
    """
    entries = read_book(book)
    same = [one.registration for one in entries if _is_of(one, registration.promotion_id)]
    begun = min(one.starts_on for one in [registration, *same[-1:]])
    if begun <= today:
        raise UserError(
            f"{registration.promotion_id} began on {begun}: what is registered cannot be changed "
            "or added after the launch. 活动已开始，不能再登记或修改。"
        )
    previous = entries[-1].hash if entries else FIRST
    entry = Entry(
        number=len(entries) + 1, registered_at=now, registration=registration, previous=previous
    )
    entry = entry.model_copy(update={"hash": entry.sealed()})
    _append(book, entry)
    return entry


def read_book(book: Path) -> list[Entry]:
    """Every registration so far, oldest first, the chain checked.

    Raises:
        UserError: when a line was changed, taken out or added by hand.
    """
    if not book.exists():
        return []
    entries: list[Entry] = []
    for number, line in enumerate(book.read_text(encoding="utf-8").splitlines(), start=1):
        entry = _entry(line)
        previous = entries[-1].hash if entries else FIRST
        if entry is None or entry.hash != entry.sealed() or entry.previous != previous:
            raise UserError(
                f"{book}: line {number} is not what was registered. The book was changed by hand; "
                "put back the copy of a backup. 登记簿被人改动，请恢复备份。"
            )
        entries.append(entry)
    return entries


def latest(entries: list[Entry], moment: datetime | None = None) -> dict[str, Entry]:
    """The registration in force of each promotion, at `moment` (UTC) where one is given."""
    known = [one for one in entries if moment is None or one.registered_at <= moment]
    return {one.registration.promotion_id: one for one in known}


def _is_of(entry: Entry, promotion_id: str) -> bool:
    return entry.registration.promotion_id == promotion_id


def _entry(line: str) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None


def _append(book: Path, entry: Entry) -> None:
    book.parent.mkdir(parents=True, exist_ok=True)
    if book.exists():
        book.chmod(OPEN)
    with book.open("a", encoding="utf-8") as file:
        file.write(entry.model_dump_json() + "\n")
    book.chmod(LOCKED)
