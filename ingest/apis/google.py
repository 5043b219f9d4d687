"""Google: Ads (REST search) and Search Console, both let in by OAuth 2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator
from requests import PreparedRequest, Request

from ingest.apis.access import Access, Renew, TokenAuth, bearer, is_unauthorised, oauth_renewal
from ingest.apis.api import Api, Ask, Record, at, records
from ingest.apis.paging import CountedPages, texts

TOKENS = "https://oauth2.googleapis.com/token"
CAMPAIGNS = """select customer.id, customer.currency_code, customer.time_zone, segments.date,
segments.device, campaign.id, campaign.name, metrics.impressions, metrics.clicks,
metrics.cost_micros, metrics.conversions
from campaign where segments.date between '{first}' and '{last}'"""
SEARCH_ROWS = 25_000


class GoogleAds(Api):
    """Campaigns of one customer by day and device, in micros of the account's currency."""

    source = "google_ads_api"
    url = "https://googleads.googleapis.com"
    secrets = ("developer_token", "client_id", "client_secret", "refresh_token")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 10,000 rows, linked by nextPageToken."""
        version = ask.options.get("version", "v21")
        customer = ask.account_id.replace("-", "")
        query = CAMPAIGNS.format(first=ask.first, last=ask.last)

        def put(request: PreparedRequest, token: str) -> None:
            bearer(request, token)
            request.headers["developer-token"] = access.secret("developer_token")
            if "login_customer_id" in ask.options:
                request.headers["login-customer-id"] = ask.options["login_customer_id"]

        yield from texts(
            client,
            f"{version}/customers/{customer}/googleAds:search",
            _fault,
            method="POST",
            json={"query": " ".join(query.split())},
            auth=TokenAuth(access, _renewal(access, ask), put, is_unauthorised),
            paginator=JSONResponseCursorPaginator("nextPageToken", cursor_body_path="pageToken"),
        )

    def rows(self, page: Record) -> Sequence[Record]:
        """Results of one page; a page without any has no such field."""
        return records(page.get("results"))

    def missing(self, pages: Sequence[Record]) -> str:
        """The last page still names a next one."""
        return f"{len(pages)} pages, and more" if pages and pages[-1].get("nextPageToken") else ""


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
            _fault,
            method="POST",
            auth=TokenAuth(access, _renewal(access, ask), bearer, is_unauthorised),
            paginator=CountedPages(put, last),
        )

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows with their only key under a name."""
        found = records(page.get("rows"))
        return [{**row, "date": keys[0]} for row in found if isinstance(keys := row["keys"], list)]


def _renewal(access: Access, ask: Ask) -> Renew:
    return oauth_renewal(access, ask.options.get("oauth_url", TOKENS))


def _fault(page: Record) -> str:
    return str(at(page, "error.message") or "")
