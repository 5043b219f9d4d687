"""Baidu Marketing: OpenApiReportService/getReportData, search and feed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

import requests
from dlt.sources.helpers.rest_client import RESTClient
from requests import Request

from ingest.apis.access import Access, Token
from ingest.apis.api import Api, Ask, Json, Record, at, count, records, short_of
from ingest.apis.paging import CountedPages, pages_of, texts

ROWS = 1000
PATH = "json/sms/service/OpenApiReportService/getReportData"
REFRESH = "https://u.baidu.com/oauth/refreshToken"
COMPLETE, PARTIAL = 0, 1
SHARED = ["date", "userId", "campaignId", "campaignNameStatus", "impression", "click", "cost"]
SHARED += ["ocpcConversions"]
KEYWORDS = ["adGroupId", "adGroupNameStatus", "wInfoId", "wInfoNameStatus", "device"]


class Baidu(Api):
    """One report of one account; a partial answer (status 1) is kept, and known to be partial."""

    url = "https://api.baidu.com"
    secrets = ("user_name", "access_token", "or app_id, secret_key, user_id and refresh_token")

    def __init__(self, source: str, report_type: int, columns: Sequence[str]) -> None:
        self.source = source
        self._report_type = report_type
        self._columns = list(columns)

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of `ROWS` rows, each asked for by its first row."""
        query = {
            "reportType": self._report_type,
            "userIds": [int(ask.account_id)],
            "startDate": str(ask.first),
            "endDate": str(ask.last),
            "timeUnit": "DAY",
            "columns": self._columns,
            "sorts": [],
            "filters": [],
            "rowCount": ROWS,
            "needSum": True,
        }

        def put(request: Request, page: int) -> None:
            token = _token(access, ask.options)
            header = {"userName": access.secret("user_name"), "accessToken": token}
            request.json = {"header": header, "body": {**query, "startRow": (page - 1) * ROWS}}

        paginator = CountedPages(put, lambda page: pages_of(_total(page), ROWS))
        yield from texts(client, PATH, _fault, method="POST", json={}, paginator=paginator)

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows of the first result; there is one per request."""
        return records(_data(page).get("rows"))

    def missing(self, pages: Sequence[Record]) -> str:
        """A partial status, or fewer rows than the report has."""
        for page in pages:
            if count(at(page, "header.status")) == PARTIAL:
                return f"status 1 (partial): {_reason(page)}"
        found = sum(len(self.rows(page)) for page in pages)
        return short_of(pages, found, max((_total(page) for page in pages), default=0))

    def totals(self, pages: Sequence[Record]) -> Mapping[str, Json]:
        """The summary over all rows, which every page repeats."""
        summary = _data(pages[0]).get("summary") if pages else None
        kept = ("impression", "click", "cost")
        return (
            {name: summary[name] for name in kept if name in summary}
            if isinstance(summary, Mapping)
            else {}
        )


def _data(page: Record) -> Record:
    found = records(at(page, "body.data"))
    return found[0] if found else {}


def _total(page: Record) -> int:
    return count(_data(page).get("totalRowCount"))


def _fault(page: Record) -> str:
    status = at(page, "header.status")
    return "" if status in (COMPLETE, PARTIAL) else f"status {status}: {_reason(page)}"


def _reason(page: Record) -> str:
    failures = records(at(page, "header.failures"))
    told = [f"{one.get('code')} {one.get('message')}" for one in failures]
    return "; ".join(told) or str(at(page, "header.desc") or "")


def _token(access: Access, options: Mapping[str, str]) -> str:
    """A fixed token, or one that is renewed; Baidu's refresh tokens work once."""
    if access.has("access_token"):
        return access.secret("access_token")

    def renew(refresh: str) -> Token:
        form = {
            "appId": access.secret("app_id"),
            "secretKey": access.secret("secret_key"),
            "userId": int(access.secret("user_id")),
            "refreshToken": refresh or access.secret("refresh_token"),
        }
        response = requests.post(options.get("oauth_url", REFRESH), json=form, timeout=60)
        response.raise_for_status()
        told = response.json()["data"]
        ends_at = time.time() + float(told["expiresIn"])
        return Token(told["accessToken"], ends_at, told["refreshToken"])

    return access.token(renew)


SEARCH = Baidu("baidu_search_api", 2602783, SHARED + KEYWORDS)
FEED = Baidu("baidu_feed_api", 2330652, [*SHARED, "adGroupId", "adGroupNameStatus"])
