"""Weibo effect ads: campaign report by day, money in yuan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dlt.sources.helpers.rest_client import RESTClient

from ingest.apis.access import Access
from ingest.apis.api import Api, Ask, Json, Record, at, count, records, short_of
from ingest.apis.paging import CountedPages, in_query, pages_of, texts

PAGE_SIZE = 200
FIELDS = "date,campaign_id,campaign_name,pv,bhv,consume,bhv_70000004"


class Weibo(Api):
    """Campaigns of one advertiser."""

    source = "weibo_ads"
    url = "https://api.biz.weibo.com"
    secrets = ("access_token",)

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 200 rows."""
        query = {
            "advertiser_id": ask.account_id,
            "start_date": str(ask.first),
            "end_date": str(ask.last),
            "group_by": "date",
            "fields": FIELDS,
            "page_size": PAGE_SIZE,
        }
        headers = {"Authorization": f"Bearer {access.secret('access_token')}"}
        paginator = CountedPages(
            in_query("page", query), lambda page: pages_of(_total(page), PAGE_SIZE)
        )
        path = "v3/report/effect/get_campaign_data"
        yield from texts(client, path, _fault, headers=headers, paginator=paginator)

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows of one page."""
        return records(page.get("list")) or records(at(page, "data.list"))

    def missing(self, pages: Sequence[Record]) -> str:
        """Fewer rows than stated."""
        stated = max((_total(page) for page in pages), default=0)
        return short_of(pages, sum(len(self.rows(page)) for page in pages), stated)

    def totals(self, pages: Sequence[Record]) -> Mapping[str, Json]:
        """The sums over all rows, where the answer states them."""
        stated = (at(pages[0], "sum") or at(pages[0], "data.sum")) if pages else None
        if not isinstance(stated, Mapping):
            return {}
        return {name: stated[name] for name in ("pv", "consume") if name in stated}


def _total(page: Record) -> int:
    return count(at(page, "page.total") or at(page, "data.page.total") or page.get("total"))


def _fault(page: Record) -> str:
    code = page.get("error_code", page.get("code", 0))
    return (
        "" if str(code) in ("0", "") else f"code {code}: {page.get('error') or page.get('message')}"
    )
