"""Affiliate networks: Awin's transactions and Duomai's orders, asked for by day of change."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from dlt.sources.helpers.rest_client import RESTClient
from requests import Request

from ingest.apis.access import Access
from ingest.apis.api import Api, Ask, Record, count, records, short_of
from ingest.apis.paging import CountedPages, pages_of, texts

BEIJING = ZoneInfo("Asia/Shanghai")
DUOMAI_PAGE = 200


class Awin(Api):
    """Transactions of an advertiser; one id is edited in place, so each pull is its state then."""

    source = "awin"
    url = "https://api.awin.com"
    longest = 31
    secrets = ("access_token",)

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Everything of the window in one answer."""
        query: dict[str, str | int] = {
            "startDate": f"{ask.first}T00:00:00",
            "endDate": f"{ask.last}T23:59:59",
            "dateType": ask.options.get("date_type", "transaction"),
            "timezone": "UTC",
        }
        headers = {"Authorization": f"Bearer {access.secret('access_token')}"}
        path = f"advertisers/{ask.account_id}/transactions/"
        one = CountedPages(lambda request, page: None, lambda page: 1)
        yield from texts(client, path, _awin_fault, params=query, headers=headers, paginator=one)

    def rows(self, page: Record) -> Sequence[Record]:
        """The transactions; our user and order come as click reference and order reference."""
        return records(page.get("list"))


class Duomai(Api):
    """Orders by time of change; one request spans at most a day."""

    source = "duomai"
    url = "https://open.duomai.com/apis"
    longest = 1
    secrets = ("app_key", "app_secret")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 200 orders, each signed."""
        begin = datetime.combine(ask.first, clock(), BEIJING)
        end = datetime.combine(ask.last + timedelta(days=1), clock(), BEIJING)

        def put(request: Request, page: int) -> None:
            form = {
                "app_key": access.secret("app_key"),
                "service": "cps-mesh.open.orders.query.get",
                "timestamp": str(int(time.time())),
                "stime": str(int(begin.timestamp())),
                "etime": str(int(end.timestamp())),
                "order_field": "updatetime",
                "page": str(page),
                "page_size": str(DUOMAI_PAGE),
            }
            request.data = {**form, "sign": signed(form, access.secret("app_secret"))}

        paginator = CountedPages(put, lambda page: pages_of(count(page.get("total")), DUOMAI_PAGE))
        yield from texts(client, "", _duomai_fault, method="POST", data={}, paginator=paginator)

    def rows(self, page: Record) -> Sequence[Record]:
        """Orders of one page."""
        return records(page.get("data"))

    def missing(self, pages: Sequence[Record]) -> str:
        """Fewer orders than stated."""
        stated = max((count(page.get("total")) for page in pages), default=0)
        return short_of(pages, sum(len(self.rows(page)) for page in pages), stated)


def signed(form: Mapping[str, str], secret: str) -> str:
    """MD5 over the sorted parameters between the secret, as the network asks for."""
    joined = "".join(f"{name}{form[name]}" for name in sorted(form))
    return (
        hashlib.md5(f"{secret}{joined}{secret}".encode(), usedforsecurity=False).hexdigest().upper()
    )


def _awin_fault(page: Record) -> str:
    return str(page.get("description") or page.get("error") or "")


def _duomai_fault(page: Record) -> str:
    status = page.get("status", page.get("code", 0))
    return (
        ""
        if str(status) in ("0", "200")
        else f"status {status}: {page.get('info') or page.get('msg')}"
    )
