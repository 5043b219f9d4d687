"""Tencent Ads: daily reports by ad group, money in fen."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator

from dlt.sources.helpers.rest_client import RESTClient
from requests import Request

from ingest.apis.access import Access, Token
from ingest.apis.api import ApiError, Ask, ListedApi, Record, at, count
from ingest.apis.paging import CountedPages, parsed, texts

PAGE_SIZE = 1000
MOST_PAGES = 20
"""page x page_size may not exceed 20,000."""
FIELDS = ["account_id", "date", "adgroup_id", "campaign_id", "view_count", "valid_click_count"]
FIELDS += ["cost", "conversions_count"]


class Tencent(ListedApi):
    """Ad groups of one account. Too many rows for the paging limit: days are asked one by one."""

    source = "tencent_ads"
    url = "https://api.e.qq.com"
    secrets = ("access_token", "or client_id, client_secret and refresh_token")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 1,000 rows; every request has its own time stamp and nonce."""

        def put(request: Request, page: int) -> None:
            span = f'{{"start_date":"{ask.first}","end_date":"{ask.last}"}}'
            request.params = {
                "access_token": _token(client, access),
                "timestamp": int(time.time()),
                "nonce": secrets.token_hex(16),
                "account_id": ask.account_id,
                "level": "REPORT_LEVEL_ADGROUP",
                "date_range": span,
                "group_by": '["date","adgroup_id"]',
                "fields": str(FIELDS).replace("'", '"'),
                "page": page,
                "page_size": PAGE_SIZE,
            }

        paginator = CountedPages(put, _last)
        yield from texts(client, "v3.0/daily_reports/get", _fault, paginator=paginator)


def _last(page: Record) -> int:
    return min(count(at(page, "data.page_info.total_page")), MOST_PAGES)


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
