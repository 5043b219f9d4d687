"""Saved answers of the Ocean Engine report API: one request, its pages, what came back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers.reading import Cell, Reading, Sheet
from ingest.readers.text import read_text
from ingest.words import RefusalError

Json = dict[str, "Json"] | list["Json"] | str | int | Decimal | bool | None


def read(path: Path, source: SourceDescription) -> Reading:
    """All rows of all pages; `missing` says so when a page failed or did not come.

    Raises:
        RefusalError: not JSON, or not this API's envelope.
    """
    text = read_text(path, source.encoding)
    try:
        saved = json.loads(text, parse_float=Decimal)
        request, pages = saved["request"], saved["responses"]
        rows = [row for page in pages if page["code"] == 0 for row in page["data"]["list"]]
        missing = _missing(pages)
        days = (str(request["start_date"])[:10], str(request["end_date"])[:10])
        account = str(request["advertiser_id"])
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise _not_an_answer(error) from error
    headers = list(dict.fromkeys(key for row in rows for key in row))
    headers += [name for name in source.tables[0].columns.values() if name not in headers]
    table = [[_text(row.get(header)) for header in headers] for row in rows]
    sheet = Sheet(headers, table, list(range(1, len(table) + 1)))
    delivered = saved.get("fetched_at")
    return Reading({"": sheet}, "", account, days, delivered and str(delivered), missing)


def _missing(pages: list[dict[str, Json]]) -> str:
    failed = [page for page in pages if page["code"] != 0]
    if failed:
        return f"code {failed[0]['code']}: {failed[0].get('message', '')}"
    infos = [page["data"]["page_info"] for page in pages]
    if not infos:
        return "0 pages"
    expected = max(int(info["total_page"]) for info in infos)
    came = {int(info["page"]) for info in infos}
    if len(came) < expected:
        return f"{len(came)} / {expected} pages"
    listed = sum(len(page["data"]["list"]) for page in pages)
    total = max(int(info["total_number"]) for info in infos)
    return "" if listed == total else f"{listed} / {total} rows"


def _text(value: Json) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _not_an_answer(error: Exception) -> RefusalError:
    return RefusalError(
        "not_the_stated_format",
        f"The file is not a saved answer of the report API ({type(error).__name__}: {error}). "
        f"It needs request, fetched_at and responses.",
        f"文件不是报表 API 的返回结果（{type(error).__name__}: {error}），"
        f"应包含 request、fetched_at、responses。",
    )
