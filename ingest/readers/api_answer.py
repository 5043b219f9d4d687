"""Saved answers of an API: what was asked, and every page as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.apis.api import Json, Record
from ingest.apis.registry import APIS
from ingest.descriptions import SourceDescription
from ingest.readers.reading import Cell, Reading, Sheet, cell
from ingest.readers.text import read_text
from ingest.words import RefusalError


class _Request(BaseModel):
    account_id: str
    start_date: str
    end_date: str


class _Answer(BaseModel):
    """The envelope in which answers are saved."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    request: _Request
    fetched_at: str | None = None
    error: str = ""
    responses: list[dict[str, object] | list[object]]


def read(path: Path, source: SourceDescription) -> Reading:
    """All rows of all pages, nested fields under dotted names.

    Raises:
        RefusalError: not JSON, or not this envelope.
    """
    text = read_text(path, source.encoding)
    try:
        parsed = json.loads(text, parse_float=Decimal)
        answer = _Answer.model_validate(parsed)
    except (json.JSONDecodeError, ValidationError) as error:
        raise _not_an_answer(str(error).splitlines()[0]) from error
    api = APIS[source.name]
    pages = [page if isinstance(page, Mapping) else {"list": page} for page in parsed["responses"]]
    records = api.merged([record for page in pages for record in api.rows(page)])
    found = [dict(_flat(record)) for record in records]
    headers = list(dict.fromkeys(name for record in found for name in record))
    headers += [h for h in source.tables[0].headers if h not in headers]
    rows = [[record.get(header) for header in headers] for record in found]
    totals = {name: text for name, text in _flat(api.totals(pages)) if text is not None}
    return Reading(
        {"": Sheet(headers, rows, list(range(1, len(rows) + 1)), totals)},
        account_id=answer.request.account_id,
        days=(answer.request.start_date, answer.request.end_date),
        delivered_at=answer.fetched_at,
        missing=answer.error or api.missing(pages),
    )


def _flat(record: Record, above: str = "") -> Iterator[tuple[str, Cell]]:
    """Every field of a record as text, fields of fields as `outer.inner`; lists as JSON."""
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", _text(value)


def _text(value: Json) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else cell(str(value))


def _not_an_answer(detail: str) -> RefusalError:
    return RefusalError(
        "not_the_stated_format",
        f"The file is not a saved answer of an API ({detail}). It needs request, fetched_at and "
        f"responses.",
        f"文件不是接口返回结果（{detail}），应包含 request、fetched_at、responses。",
    )
