"""Ocean Engine: campaign report by day, money in yuan; deleted objects asked for explicitly."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from dlt.sources.helpers.rest_client import RESTClient
from requests import PreparedRequest, Response

from ingest.apis.access import Access, Renew, Token, TokenAuth
from ingest.apis.api import ApiError, Ask, ListedApi, Record, at, count
from ingest.apis.paging import CountedPages, in_query, parsed, texts

PAGE_SIZE = 1000
EXPIRED = {40102, 40103, 40104, 40105, 40107}
"""What it answers, with HTTP 200, to a token that has ended."""


class OceanEngine(ListedApi):
    """Campaigns of one advertiser, deleted ones included."""

    source = "ocean_engine_api"
    url = "https://ad.oceanengine.com"
    longest = 30
    secrets = ("access_token", "or app_id, secret and refresh_token")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 1,000 rows."""
        query = {
            "advertiser_id": ask.account_id,
            "start_date": str(ask.first),
            "end_date": str(ask.last),
            "time_granularity": "STAT_TIME_GRANULARITY_DAILY",
            "group_by": json.dumps(["STAT_GROUP_BY_FIELD_ID", "STAT_GROUP_BY_FIELD_STAT_TIME"]),
            "filtering": json.dumps({"status": "CAMPAIGN_STATUS_ALL"}),
            "page_size": PAGE_SIZE,
        }
        yield from texts(
            client,
            "open_api/2/report/campaign/get/",
            _fault,
            auth=TokenAuth(access, _renewal(client, access), _put, _has_ended),
            paginator=CountedPages(
                in_query("page", query), lambda page: count(at(page, "data.page_info.total_page"))
            ),
        )


def _put(request: PreparedRequest, token: str) -> None:
    request.headers["Access-Token"] = token


def _has_ended(response: Response) -> bool:
    return response.ok and parsed(response.text).get("code") in EXPIRED


def _renewal(client: RESTClient, access: Access) -> Renew:
    def renew(refresh: str) -> Token:
        if access.has("access_token") and not access.has("refresh_token"):
            return Token(access.secret("access_token"), time.time() + 24 * 3600)
        form = {
            "app_id": access.secret("app_id"),
            "secret": access.secret("secret"),
            "grant_type": "refresh_token",
            "refresh_token": refresh or access.secret("refresh_token"),
        }
        told = parsed(client.post("open_api/oauth2/refresh_token/", json=form).text)
        value = at(told, "data.access_token")
        if not value:
            raise ApiError(_fault(told) or "no access_token")
        ends_at = time.time() + count(at(told, "data.expires_in") or 3600)
        return Token(str(value), ends_at, str(at(told, "data.refresh_token") or refresh))

    return renew


def _fault(page: Record) -> str:
    code = page.get("code")
    return "" if code in (0, "0") else f"code {code}: {page.get('message')}"
