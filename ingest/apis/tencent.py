"""Tencent Ads: daily reports by ad group, money in fen; above 20,000 rows as a file."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence

from dlt.sources.helpers.rest_client import RESTClient
from requests import Request

from ingest.apis.access import Access, Token
from ingest.apis.api import ApiError, Ask, ListedApi, Record, at, count, records
from ingest.apis.csv_report import csv_rows, decoded
from ingest.apis.paging import CountedPages, parsed, texts

PAGE_SIZE = 1000
MOST_ROWS = 20_000
"""page x page_size may not exceed it."""
FILES_URL = "https://dl.e.qq.com"
WAITS = 90
FIELDS = ["account_id", "date", "adgroup_id", "campaign_id", "view_count", "valid_click_count"]
FIELDS += ["cost", "conversions_count"]


class Tencent(ListedApi):
    """Ad groups of one account; more rows than the paging limit come as files of a task."""

    source = "tencent_ads"
    url = "https://api.e.qq.com"
    secrets = ("access_token", "or client_id, client_secret and refresh_token")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 1,000 rows; every request has its own time stamp and nonce."""

        def put(request: Request, page: int) -> None:
            paging = {"page": page, "page_size": PAGE_SIZE}
            request.params = {**_common(client, access), **_report(ask), **paging}

        paginator = CountedPages(put, lambda page: count(at(page, "data.page_info.total_page")))
        for text in texts(client, "v3.0/daily_reports/get", _fault, paginator=paginator):
            if count(at(parsed(text), "data.page_info.total_number")) > MOST_ROWS:
                yield from _files(client, ask, access)
                return
            yield text

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows of a page, or lines of a file."""
        return csv_rows(str(page["csv"])) if "csv" in page else super().rows(page)


def _common(client: RESTClient, access: Access) -> dict[str, str | int]:
    token, nonce = _token(client, access), secrets.token_hex(16)
    return {"access_token": token, "timestamp": int(time.time()), "nonce": nonce}


def _report(ask: Ask) -> dict[str, str | int]:
    return {
        "account_id": ask.account_id,
        "level": "REPORT_LEVEL_ADGROUP",
        "date_range": json.dumps({"start_date": str(ask.first), "end_date": str(ask.last)}),
        "group_by": json.dumps(["date", "adgroup_id"]),
        "fields": json.dumps(FIELDS),
    }


def _files(client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
    """Order the report as a task, wait for it, and give each of its files as JSON text."""
    body = {name: _parsed(value) for name, value in _report(ask).items()}
    body["task_name"] = f"headwater {ask.first} {ask.last}"
    added = client.post("v3.0/async_reports/add", params=_common(client, access), json=body)
    task = at(_checked(parsed(added.text)), "data.task_id")
    account = {"account_id": ask.account_id, "task_id": str(task)}
    for file in _finished(client, ask, access, account):
        query = {**_common(client, access), **account, "file_id": str(file.get("file_id"))}
        base = ask.options.get("files_url", FILES_URL).rstrip("/")
        response = client.session.get(f"{base}/v3.0/async_report_files/get", params=query)
        response.raise_for_status()
        digest = hashlib.md5(response.content, usedforsecurity=False).hexdigest()
        if file.get("md5") and digest != str(file["md5"]).lower():
            raise ApiError(f"file {file.get('file_id')} of task {task} does not have its md5")
        yield json.dumps({"csv": decoded(response.content)}, ensure_ascii=False)


def _finished(
    client: RESTClient, ask: Ask, access: Access, account: Mapping[str, str]
) -> list[Record]:
    """The files of a task that is done; ApiError when it fails or takes too long."""
    wanted = json.dumps(
        [{"field": "task_id", "operator": "EQUALS", "values": [account["task_id"]]}]
    )
    for _ in range(WAITS):
        query = {**_common(client, access), "account_id": account["account_id"]}
        response = client.get("v3.0/async_reports/get", params={**query, "filtering": wanted})
        tasks = records(at(_checked(parsed(response.text)), "data.list"))
        task = next((t for t in tasks if str(t.get("task_id")) == account["task_id"]), {})
        status = str(task.get("status") or "")
        if status == "TASK_STATUS_COMPLETED":
            return records(at(task, "result.data.file_info_list") or at(task, "file_info_list"))
        if any(end in status for end in ("FAIL", "ERROR", "CANCEL", "EXPIRED", "DELETED")):
            raise ApiError(f"task {account['task_id']}: {status}")
        time.sleep(float(ask.options.get("poll_seconds", "10")))
    raise ApiError("the report was not ready in time; asked again at the next run")


def _parsed(value: str | int) -> object:
    is_json = isinstance(value, str) and value[:1] in "[{"
    return json.loads(value) if is_json and isinstance(value, str) else value


def _checked(page: Record) -> Record:
    if said := _fault(page):
        raise ApiError(said)
    return page


def _fault(page: Record) -> str:
    code = page.get("code")
    return (
        "" if code in (0, "0") else f"code {code}: {page.get('message_cn') or page.get('message')}"
    )


def _token(client: RESTClient, access: Access) -> str:
    if access.has("access_token"):
        return access.secret("access_token")

    def renew(refresh: str) -> Token:
        form = {
            "client_id": access.secret("client_id"),
            "client_secret": access.secret("client_secret"),
            "grant_type": "refresh_token",
            "refresh_token": refresh or access.secret("refresh_token"),
        }
        told = parsed(client.get("oauth/token", params=form).text)
        value = at(told, "data.access_token")
        if not value:
            raise ApiError(_fault(told) or "no access_token")
        ends_at = time.time() + count(at(told, "data.access_token_expires_in") or 3600)
        return Token(str(value), ends_at, str(at(told, "data.refresh_token") or refresh))

    return access.token(renew)
