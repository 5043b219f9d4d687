"""iPinYou's log of impressions and clicks: 24 columns by position, prices in fen per mille.

Columns as in the published contest data (Liao et al. 2014; Zhang et al., arXiv 1407.7073).
"""

from __future__ import annotations

import bz2
import gzip
import io
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers.reading import BrokenRow, Reading, Sheet
from ingest.readers.text import GZIP_MAGIC, half_written
from ingest.words import RefusalError

HEADERS = ["day", "advertiser", "creative", "adexchange", "impressions", "clicks", "cost"]
_FIELDS, _BID_FIELDS = 24, (20, 21)
_TIME, _TYPE, _EXCHANGE, _CREATIVE, _PAID, _ADVERTISER = 1, 2, 8, 18, 20, 22
_IMPRESSION, _CLICK = "1", "2"
Key = tuple[str, ...]


@dataclass
class _Sum:
    """What one creative had on one day and exchange; the price is fen per mille."""

    impressions: int = 0
    clicks: int = 0
    price: int = 0


def read(path: Path, source: SourceDescription) -> Reading:
    """One row per day, advertiser, creative and exchange: counts, and cost in fen.

    Clicks stay empty when the file has none, for then they stand in a file of their own.

    Raises:
        RefusalError: a log of bids or of clicks alone, another kind of file, or a damaged one.
    """
    sums: dict[Key, _Sum] = {}
    broken: list[BrokenRow] = []
    with _opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\r\n").split("\t")
            code = _add(sums, fields) if line.strip() else ""
            if code:
                broken.append(BrokenRow(number, code, line.strip()[:500]))
                _check_kind(sums, fields)
    has_clicks = any(one.clicks for one in sums.values())
    if has_clicks and not any(one.impressions for one in sums.values()):
        raise RefusalError(
            "clicks_alone",
            "The log has clicks but no impressions, which carry the cost. Put the impressions "
            "and the clicks of a day into one file.",
            "日志只有点击而没有曝光，费用记录在曝光中。请把同一天的曝光与点击合并为一个文件。",
        )
    rows = [[*key, *_figures(one, has_clicks)] for key, one in sorted(sums.items())]
    return Reading({"": Sheet(HEADERS, rows, list(range(1, len(rows) + 1)), broken=broken)})


@contextmanager
def _opened(path: Path) -> Generator[io.TextIOBase]:
    with path.open("rb") as file:
        magic = file.read(3)
    opener = gzip.open if magic.startswith(GZIP_MAGIC) else bz2.open if magic == b"BZh" else open
    try:
        with opener(path, "rt", encoding="utf-8", errors="replace") as lines:
            yield lines
    except (EOFError, OSError) as error:
        raise half_written() from error


def _add(sums: dict[Key, _Sum], fields: list[str]) -> str:
    """Count one line; the code of what is wrong with it, or ''."""
    if len(fields) != _FIELDS:
        return "too_few_cells" if len(fields) < _FIELDS else "too_many_cells"
    kind = fields[_TYPE]
    if kind not in (_IMPRESSION, _CLICK):
        return ""
    if kind == _IMPRESSION and not fields[_PAID].isdecimal():
        return "not_in_order"
    key = (fields[_TIME][:8], *(fields[n] for n in (_ADVERTISER, _CREATIVE, _EXCHANGE)))
    known = sums.setdefault(key, _Sum())
    if kind == _CLICK:
        known.clicks += 1
    else:
        known.impressions += 1
        known.price += int(fields[_PAID])
    return ""


def _check_kind(sums: dict[Key, _Sum], fields: list[str]) -> None:
    """Refuse a file whose first line is no line of this log."""
    if sums:
        return
    is_bids = len(fields) in _BID_FIELDS
    advice = "It is a log of bids, which cost nothing. " if is_bids else ""
    zh = "这是竞价日志，不含费用。" if is_bids else ""
    raise RefusalError(
        "not_the_stated_format",
        f"{advice}The log needs {_FIELDS} columns between tabs; the first line has {len(fields)}. "
        f"Deliver the logs of impressions and clicks.",
        f"{zh}日志每行应有 {_FIELDS} 列（制表符分隔），首行为 {len(fields)} 列。"
        f"请提供曝光与点击日志。",
    )


def _figures(one: _Sum, has_clicks: bool) -> list[str | None]:
    cost = format(Decimal(one.price) / 1000, "f")
    return [str(one.impressions), str(one.clicks) if has_clicks else None, cost]
