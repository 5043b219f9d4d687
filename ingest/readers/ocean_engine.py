"""Saved answers of the Ocean Engine report API: one request, its pages, what came back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from ingest.descriptions import SourceDescription
from ingest.readers.reading import Cell, Reading, Sheet
from ingest.readers.text import read_text
from ingest.words import RefusalError

Value = str | int | Decimal | bool | None


class _Request(BaseModel):
    advertiser_id: int | str
    start_date: date
    end_date: date


class _PageInfo(BaseModel):
    page: int
    total_number: int
    total_page: int


class _Data(BaseModel):
    rows: list[dict[str, Value]] = Field(alias="list")
    page_info: _PageInfo


class _Page(BaseModel):
    code: int
    message: str = ""
    data: _Data | None = None


class _Answer(BaseModel):
    """The envelope in which answers are saved."""

    request: _Request
    fetched_at: str | None = None
    responses: list[_Page]

    def rows(self) -> list[dict[str, Value]]:
        """Rows of all pages that came."""
        return [row for page in self.responses if page.data for row in page.data.rows]

    def missing(self) -> str:
        """What did not come although it should have; '' when all did."""
        for page in self.responses:
            if page.code != 0 or page.data is None:
                return f"code {page.code}: {page.message}"
        infos = [page.data.page_info for page in self.responses if page.data]
        if not infos:
            return "0 pages"
        pages, expected = len({info.page for info in infos}), max(info.total_page for info in infos)
        if pages < expected:
            return f"{pages} / {expected} pages"
        rows, total = len(self.rows()), max(info.total_number for info in infos)
        return "" if rows == total else f"{rows} / {total} rows"


def read(path: Path, source: SourceDescription) -> Reading:
    """All rows of all pages; `missing` says so when a page failed or did not come.

    Raises:
        RefusalError: not JSON, or not this API's envelope.
    """
    text = read_text(path, source.encoding)
    try:
        answer = _Answer.model_validate(json.loads(text, parse_float=Decimal))
    except (json.JSONDecodeError, ValidationError) as error:
        raise _not_an_answer(str(error).splitlines()[0]) from error
    records = answer.rows()
    headers = list(dict.fromkeys(key for record in records for key in record))
    headers += [name for name in source.tables[0].columns.values() if name not in headers]
    rows = [[_text(record.get(header)) for header in headers] for record in records]
    request = answer.request
    return Reading(
        {"": Sheet(headers, rows, list(range(1, len(rows) + 1)))},
        account_id=str(request.advertiser_id),
        days=(str(request.start_date), str(request.end_date)),
        delivered_at=answer.fetched_at,
        missing=answer.missing(),
    )


def _text(value: Value) -> Cell:
    if value is None or value == "":
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _not_an_answer(detail: str) -> RefusalError:
    return RefusalError(
        "not_the_stated_format",
        f"The file is not a saved answer of the report API ({detail}). It needs request, "
        f"fetched_at and responses.",
        f"文件不是报表 API 的返回结果（{detail}），应包含 request、fetched_at、responses。",
    )
