"""Baidu's reports as files: createReportTask, getTaskStatus, download before the address ends."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping

from dlt.sources.helpers.rest_client import RESTClient

from ingest.apis.api import ApiError, Ask, Json, Record, at, count, records
from ingest.apis.csv_report import csv_rows, decoded
from ingest.apis.paging import parsed

SERVICE = "json/sms/service/OpenApiReportService"
FIGURES = ("impression", "click", "cost")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|-+|")
TASK_SECONDS = 600
"""A task is known for ten minutes; its file's address holds for five."""


def ordered_file(
    client: RESTClient, header: Mapping[str, str], query: Mapping[str, object], ask: Ask
) -> str:
    """The report as JSON text: its `csv`, the `tableHeader` and the `dataStartRow`.

    Raises:
        ApiError: the task failed, or did not end while it was known.
    """
    created = _told(client, "createReportTask", header, dict(query))
    task = {"taskId": created.get("taskId")}
    if not task["taskId"]:
        raise ApiError(f"no taskId: {json.dumps(created, default=str)[:120]}")
    pause = float(ask.options.get("poll_seconds", "5"))
    ends_at = time.monotonic() + TASK_SECONDS
    while time.monotonic() < ends_at:
        told = _told(client, "getTaskStatus", header, task)
        status = str(told.get("taskStatus") or told.get("status") or "").upper()
        if status == "SUCCESS":
            return _downloaded(client, told)
        if status == "FAIL":
            raise ApiError(f"report task {task['taskId']}: FAIL")
        time.sleep(pause)
    raise ApiError("the report was not ready in ten minutes; asked again at the next run")


def file_rows(answer: Record) -> list[Record]:
    """Lines of the file by the report's own header; those above its first data row are left out.

    Nobody says whether `dataStartRow` counts from 0 or from 1, so the line before it is looked at
    as well: it is data when its figures are numbers.
    """
    titles = answer.get("tableHeader")
    names = [_name(title) for title in titles] if isinstance(titles, list) else []
    found = csv_rows(str(answer["csv"]), names, max(count(answer.get("dataStartRow")) - 1, 0))
    return [row for place, row in enumerate(found) if place > 1 or _is_data(row)]


def _is_data(row: Record) -> bool:
    told = [str(row[name]).replace(",", "") for name in FIGURES if name in row]
    return all(_NUMBER.fullmatch(text) for text in told)


def _name(title: Json) -> str:
    """The key of a column, which may be described by an object."""
    if isinstance(title, Mapping):
        return str(title.get("key") or title.get("column") or title.get("name") or "")
    return str(title)


def _told(
    client: RESTClient, method: str, header: Mapping[str, str], body: Mapping[str, object]
) -> Record:
    response = client.post(f"{SERVICE}/{method}", json={"header": header, "body": body})
    response.raise_for_status()
    page = parsed(response.text)
    if count(at(page, "header.status")) != 0:
        failures = records(at(page, "header.failures"))
        said = "; ".join(f"{one.get('code')} {one.get('message')}" for one in failures)
        raise ApiError(f"{method}: {said or at(page, 'header.desc')}")
    found = at(page, "body.data")
    data = records(found)[0] if records(found) else found
    return data if isinstance(data, Mapping) else {}


def _downloaded(client: RESTClient, told: Record) -> str:
    response = client.session.get(str(told.get("fileUrl") or ""))
    response.raise_for_status()
    kept = {name: told.get(name) for name in ("tableHeader", "dataStartRow")}
    return json.dumps({**kept, "csv": decoded(response.content)}, ensure_ascii=False, default=str)
