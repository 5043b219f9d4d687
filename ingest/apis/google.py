"""Google Search Console, and how all of Google lets in: OAuth 2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlt.sources.helpers.rest_client import RESTClient
from requests import Request

from ingest.apis.access import Access, Renew, TokenAuth, bearer, is_unauthorised, oauth_renewal
from ingest.apis.api import Api, Ask, Record, at, records
from ingest.apis.paging import CountedPages, texts

TOKENS = "https://oauth2.googleapis.com/token"
SEARCH_ROWS = 25_000


class SearchConsole(Api):
    """Clicks of organic search by day. Rare queries are withheld, so only the total is exact."""

    source = "search_console"
    url = "https://www.googleapis.com"
    secrets = ("client_id", "client_secret", "refresh_token")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """One row per day, final data only."""
        site = ask.account_id.replace(":", "%3A").replace("/", "%2F")
        body: dict[str, str | int | list[str]] = {
            "startDate": str(ask.first),
            "endDate": str(ask.last),
            "dimensions": ["date"],
            "rowLimit": SEARCH_ROWS,
            "dataState": "final",
        }

        def put(request: Request, page: int) -> None:
            request.json = {**body, "startRow": (page - 1) * SEARCH_ROWS}

        def last(page: Record) -> int:
            return 0 if len(records(page.get("rows"))) < SEARCH_ROWS else 10**6

        yield from texts(
            client,
            f"webmasters/v3/sites/{site}/searchAnalytics/query",
            fault,
            method="POST",
            auth=TokenAuth(access, renewal(access, ask), bearer, is_unauthorised),
            paginator=CountedPages(put, last),
        )

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows with their only key under a name."""
        found = records(page.get("rows"))
        return [{**row, "date": keys[0]} for row in found if isinstance(keys := row["keys"], list)]


def renewal(access: Access, ask: Ask) -> Renew:
    """How an access token is renewed."""
    return oauth_renewal(access, ask.options.get("oauth_url", TOKENS))


def fault(page: Record) -> str:
    """What Google says went wrong."""
    return str(at(page, "error.message") or "")
