"""What a reader gives back: tables of text under the file's headers, and what was said around."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.words import RefusalError

Cell = str | None
HEADERS_SHOWN = 12
_DELETED = re.compile(r"\s*[\[【(（]已删除[\])）】]\s*$")
_BRACKETS = str.maketrans("（）：", "():")
_NAME_NOISE = re.compile(r"[\s\ufeff]+")


@dataclass(frozen=True)
class BrokenRow:
    """A row that could not be taken apart: its number, the reason's code, its text."""

    number: int
    code: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One table of a file: headers, rows of text (None = empty) and their numbers in the file."""

    headers: list[str]
    rows: list[list[Cell]]
    numbers: list[int]
    totals: dict[str, str] = field(default_factory=dict)
    """Header and text of the platform's own total row, when there is one."""
    broken: list[BrokenRow] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A file taken apart; `sheets` by name, '' when the format has only one."""

    sheets: dict[str, Sheet]
    preamble: str = ""
    account_id: str | None = None
    days: tuple[str, str] | None = None
    """First and last day the request covered, when the file says so itself."""
    delivered_at: str | None = None
    missing: str = ""
    """What is not there although the file says it should be; then the delivery is partial."""


def cell(value: str | None) -> Cell:
    """A cell as delivered, without the space around it and the mark of deleted objects."""
    if value is None:
        return None
    text = value.strip()
    if text.endswith(("]", "】", ")", "）")):
        text = _DELETED.sub("", text)
    return text or None


def in_order(moment: Cell) -> tuple[tuple[int, str], ...]:
    """A key that sorts moments written alike, also where hours have one digit; none come first."""
    parts = re.findall(r"[0-9]+", moment or "")
    return tuple((int(part), "") if place < 6 else (0, part) for place, part in enumerate(parts))


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header for comparison: no spaces, ASCII brackets, lower case."""
    text = _NAME_NOISE.sub("", header)
    return text.translate(_BRACKETS).lower()


def match_headers(wanted: list[str], found: list[str]) -> dict[str, int]:
    """Position of each wanted header that the file has."""
    places = {plain(name): index for index, name in reversed(list(enumerate(found)))}
    return {name: places[plain(name)] for name in wanted if plain(name) in places}


def missing_columns(missing: list[str], found: list[str]) -> RefusalError:
    """The refusal of a file without columns it must have."""
    seen = ", ".join(name for name in found[:HEADERS_SHOWN] if name)
    more = " …" if len(found) > HEADERS_SHOWN else ""
    lost = ", ".join(missing)
    return RefusalError(
        "missing_column",
        f"The file has no column {lost}. Found: {seen}{more}. Export it with these columns, or "
        f"correct the source's columns in headwater.toml.",
        f"文件缺少列：{lost}。现有列：{seen}{more}。"
        f"请补齐后重新导出，或在 headwater.toml 中改正列名。",
    )
