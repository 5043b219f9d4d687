"""What a file holds before anything is checked, and how its bytes become text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.descriptions import TableDescription
from ingest.words import RefusalError, Words

AUTO = "auto"
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Row:
    """One row: its 1-based number in the file, and its fields by header."""

    number: int
    fields: dict[str, str]


@dataclass(frozen=True)
class Part:
    """The rows of one dataset; `headers` are all that the file has, also without rows."""

    table: TableDescription
    headers: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True)
class Delivered:
    """A file's parts, and what it says about itself."""

    parts: list[Part]
    preamble: str = ""
    said: dict[str, str] = field(default_factory=dict)
    total: dict[str, str] | None = None
    incomplete: Words | None = None


def decode(path: Path, encoding: str = AUTO) -> str:
    """The text of a file: its stated encoding, else UTF-8, else GB18030.

    Raises:
        RefusalError: when it is empty or in none of them.
    """
    raw = path.read_bytes()
    if not raw.strip():
        raise RefusalError("empty_file", "The file is empty.", "文件为空。")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    for name in ENCODINGS if encoding == AUTO else [encoding]:
        try:
            return _plausible(raw.decode(name))
        except ValueError:
            continue
    known = "UTF-8, GB18030" if encoding == AUTO else encoding
    raise RefusalError(
        "wrong_encoding",
        f"The file is not text in {known}; save it again in that encoding.",
        f"文件不是 {known} 编码的文本，请以该编码重新保存。",
    )


def _plausible(text: str) -> str:
    if "\0" in text:
        raise ValueError("binary")
    return text


def need_headers(headers: Iterable[str], wanted: Iterable[str]) -> None:
    """Refuse a file that lacks a column.

    Raises:
        RefusalError: naming the missing headers and those found.
    """
    found = list(headers)
    if missing := [name for name in wanted if name not in found]:
        shown = ", ".join(name for name in found if name)[:300] or "none"
        raise RefusalError(
            "missing_column",
            f"Missing column: {', '.join(missing)}. The file has: {shown}.",
            f"缺少列：{'、'.join(missing)}。文件中有：{shown}。",
        )


def needed_headers(table: TableDescription) -> list[str]:
    """Headers a file must have: those of columns that every row needs."""
    contract = table.contract
    return [
        header
        for name, header in table.columns.items()
        if contract.column(name).required and name not in table.optional
    ]
