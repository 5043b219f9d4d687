"""Baidu Marketing: OpenApiReportService, search and feed, keywords and search terms."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import requests
from dlt.sources.helpers.rest_client import RESTClient
from requests import Request

from ingest.apis.access import Access, Token
from ingest.apis.api import Api, ApiError, Ask, Json, Record, at, count, records, short_of
from ingest.apis.baidu_files import file_rows, ordered_file
from ingest.apis.paging import CountedPages, pages_of, parsed, texts

ROWS = 1000
MOST_ROWS = 20_000
"""More are not paged for: one task and one file instead of many requests of the quota."""
PATH = "json/sms/service/OpenApiReportService/getReportData"
REFRESH = "https://u.baidu.com/oauth/refreshToken"
COMPLETE, PARTIAL = 0, 1
SHARED = ("date", "userId", "campaignId", "campaignNameStatus", "impression", "click", "cost")
SHARED += ("ocpcConversions",)
KEYWORDS = ("adGroupId", "adGroupNameStatus", "wInfoId", "wInfoNameStatus", "device")


@dataclass(frozen=True)
class Report:
    """One kind of report: its number, columns, and the level of its rows."""

    number: int
    columns: tuple[str, ...]
    level: str

    def query(self, ask: Ask) -> dict[str, str | int | list[str] | list[int]]:
        """What both ways of asking have in common."""
        return {
            "reportType": self.number,
            "userIds": [int(ask.account_id)],
            "startDate": str(ask.first),
            "endDate": str(ask.last),
            "timeUnit": "DAY",
            "columns": list(self.columns),
            "sorts": [],
            "filters": [],
        }


class Baidu(Api):
    """Reports of one account; a partial answer (status 1) is kept, and known to be partial.

    With the option `search_terms`, the report of search terms comes besides: the money of its
    keywords once more, on a level that never counts. More rows than `MOST_ROWS` come as a file.
    """

    url = "https://api.baidu.com"
    secrets = ("user_name", "access_token", "or app_id, secret_key, user_id and refresh_token")

    def __init__(self, source: str, *reports: Report) -> None:
        self.source = source
        self._reports = reports

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of `ROWS` rows or a file, report by report, each under the level of its rows."""
        wants_terms = ask.options.get("search_terms", "false") == "true"
        for report in self._reports if wants_terms else self._reports[:1]:
            for text in self._asked(client, ask, access, report):
                yield f'{{"level": "{report.level}", "answer": {text}}}'

    def _asked(self, client: RESTClient, ask: Ask, access: Access, report: Report) -> Iterator[str]:
        query = {**report.query(ask), "rowCount": ROWS, "needSum": True}

        def put(request: Request, page: int) -> None:
            body = {**query, "startRow": (page - 1) * ROWS}
            request.json = {"header": header(access, ask), "body": body}

        paginator = CountedPages(put, lambda page: pages_of(_total(page), ROWS))
        for text in texts(client, PATH, _fault, method="POST", json={}, paginator=paginator):
            yield text
            page = parsed(text)
            if _total(page) > MOST_ROWS:
                yield ordered_file(client, header(access, ask), report.query(ask), ask)
                return
            if _is_used_up(page) and _total(page) > ROWS:
                raise ApiError(f"the quota is used up: {_quota(page)}; asked again at the next run")

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows of the first result, or of the file that stands for all of them."""
        answer = _answer(page)
        found = file_rows(answer) if "csv" in answer else records(_data(answer).get("rows"))
        if _total(answer) > MOST_ROWS:
            return []
        level = page.get("level") or self._reports[0].level
        return [{**row, "level": level} for row in found]

    def missing(self, pages: Sequence[Record]) -> str:
        """A partial status, or fewer rows than a report has."""
        for page in map(_answer, pages):
            if count(at(page, "header.status")) == PARTIAL:
                return f"status 1 (partial): {_reason(page)}"
        for level in dict.fromkeys(page.get("level") for page in pages):
            part = [page for page in pages if page.get("level") == level]
            found = sum(len(self.rows(page)) for page in part)
            if lost := short_of(part, found, max(_total(_answer(page)) for page in part)):
                return lost
        return "" if pages else "0 pages"

    def totals(self, pages: Sequence[Record]) -> Mapping[str, Json]:
        """The summaries over all rows, which every page of a report repeats, added up."""
        firsts = {page.get("level"): _answer(page) for page in reversed(pages)}
        summaries = [_data(first).get("summary") for first in firsts.values()]
        told = [one for one in summaries if isinstance(one, Mapping)]
        if not told or len(told) < len(firsts):
            return {}
        kept = [name for name in ("impression", "click", "cost") if all(name in s for s in told)]
        return {name: sum(Decimal(str(one[name])) for one in told) for name in kept}


def header(access: Access, ask: Ask) -> dict[str, str]:
    """Who asks."""
    token = _token(access, ask.options)
    return {"userName": access.secret("user_name"), "accessToken": token}


def _answer(page: Record) -> Record:
    answer = page.get("answer")
    return answer if isinstance(answer, Mapping) else page


def _quota(page: Record) -> str:
    return f"{at(page, 'header.rquota')} / {at(page, 'header.quota')}"


def _is_used_up(page: Record) -> bool:
    """Whether the answer says that no further request is left (`rquota`, where it is told)."""
    left = at(page, "header.rquota")
    return left is not None and count(left) <= 0


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


SEARCH = Baidu(
    "baidu_search_api",
    Report(2602783, (*SHARED, *KEYWORDS), "keyword"),
    Report(2307838, (*SHARED, *KEYWORDS, "queryWord"), "search_term"),
)
FEED = Baidu(
    "baidu_feed_api", Report(2330652, (*SHARED, "adGroupId", "adGroupNameStatus"), "adgroup")
)
