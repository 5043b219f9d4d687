"""Saved answers of a paged report API: complete only when every page came."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.intake.delivered import Delivered, Part, Row, decode
from ingest.words import RefusalError, Words

Json = dict[str, object]
ACCOUNT_KEYS = ("advertiser_id", "account_id")


def read(path: Path, source: SourceDescription) -> Delivered:
    """The rows of all pages; fewer than announced, or an error page, make it incomplete.

    Raises:
        RefusalError: when it is not such a JSON document.
    """
    document = _document(decode(path, source.encoding))
    request = _object(document.get("request"))
    answers = [_object(answer) for answer in _list(document.get("responses"))]
    rows = _rows([_object(answer.get("data")) for answer in answers])
    days = [str(request[key])[:10] for key in ("start_date", "end_date") if key in request]
    said = {"fetched_at": str(document.get("fetched_at", ""))}
    said |= {"first_day": days[0], "last_day": days[-1]} if days else {}
    accounts = [str(request[key]) for key in ACCOUNT_KEYS if key in request]
    said |= {"account_id": accounts[0]} if accounts else {}
    table = source.tables[0]
    part = Part(table, tuple(table.columns.values()), rows)
    return Delivered([part], said=said, incomplete=_incomplete(answers, len(rows)))


def _document(text: str) -> Json:
    try:
        return _object(json.loads(text, parse_float=str, parse_int=str), strict=True)
    except ValueError as error:
        raise RefusalError(
            "not_json",
            f"The file is not a JSON answer of the report API: {error}",
            f"文件不是报表接口返回的 JSON：{error}",
        ) from error


def _object(value: object, strict: bool = False) -> Json:
    if isinstance(value, dict):
        return value
    if strict:
        raise ValueError("no object at the top")
    return {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _rows(pages: list[Json]) -> list[Row]:
    items = [_object(item) for page in pages for item in _list(page.get("list"))]
    return [
        Row(number, {key: _text(value) for key, value in item.items()})
        for number, item in enumerate(items, 1)
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _incomplete(answers: list[Json], rows: int) -> Words | None:
    for answer in answers:
        if str(answer.get("code", "0")) != "0":
            code, message = answer.get("code"), answer.get("message", "")
            return Words(
                f"The platform answered with error {code}: {message}",
                f"平台返回错误 {code}：{message}",
            )
    info = _object(_object(answers[-1].get("data")).get("page_info")) if answers else {}
    pages = int(str(info.get("total_page", len(answers) or 1)))
    total = int(str(info.get("total_number", rows)))
    if len(answers) >= pages and rows == total and answers:
        return None
    return Words(
        f"Only {len(answers)} of {pages} pages and {rows} of {total} rows came.",
        f"只收到 {pages} 页中的 {len(answers)} 页、{total} 行中的 {rows} 行。",
    )
