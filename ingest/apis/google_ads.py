"""Google Ads (REST search): campaigns, keywords, and single clicks by their gclid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator
from requests import PreparedRequest

from ingest.apis.access import Access, TokenAuth, bearer, is_unauthorised
from ingest.apis.api import Api, Ask, Record, at, records
from ingest.apis.google import fault, renewal
from ingest.apis.paging import texts

FIGURES = """customer.id, customer.currency_code, customer.time_zone,
segments.date, segments.device, campaign.id, campaign.name, metrics.impressions, metrics.clicks,
metrics.cost_micros, metrics.conversions"""
DAYS = "segments.date between '{first}' and '{last}'"
CAMPAIGNS = f"select {FIGURES} from campaign where {DAYS}"
KEYWORDS = f"""select {FIGURES}, ad_group.id, ad_group.name, ad_group_criterion.criterion_id,
ad_group_criterion.keyword.text from keyword_view where {DAYS}"""
CLICKS = """select customer.id, click_view.gclid, click_view.keyword, click_view.keyword_info.text,
segments.date, segments.device, campaign.id, campaign.name, ad_group.id, ad_group.name
from click_view where segments.date = '{first}'"""


class GoogleAds(Api):
    """Campaigns of one customer by day and device, in micros of the account's currency.

    With the option `keywords`, keywords come besides. Not all money has a keyword, so the
    campaigns are what counts.
    """

    source = "google_ads_api"
    url = "https://googleads.googleapis.com"
    secrets = ("developer_token", "client_id", "client_secret", "refresh_token")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages of 10,000 rows, linked by nextPageToken, of one query after the other."""
        for query in self._queries(ask):
            yield from _searched(client, ask, access, query.format(first=ask.first, last=ask.last))

    def _queries(self, ask: Ask) -> Sequence[str]:
        wants_keywords = ask.options.get("keywords", "false") == "true"
        return [CAMPAIGNS, KEYWORDS] if wants_keywords else [CAMPAIGNS]

    def rows(self, page: Record) -> Sequence[Record]:
        """Results of one page with their level; a page without any has no such field."""
        found = records(page.get("results"))
        return [
            {**one, "level": "keyword" if "adGroupCriterion" in one else "campaign"}
            for one in found
        ]

    def missing(self, pages: Sequence[Record]) -> str:
        """The last page still names a next one."""
        return f"{len(pages)} pages, and more" if pages and pages[-1].get("nextPageToken") else ""


class GoogleClicks(GoogleAds):
    """Every paid click of one day with its gclid; Google forgets clicks after 90 days."""

    source = "google_ads_clicks"
    longest = 1
    furthest_back = 89

    def _queries(self, ask: Ask) -> Sequence[str]:
        return [CLICKS]

    def rows(self, page: Record) -> Sequence[Record]:
        """Clicks that have an id; the keyword's id is the end of its resource name."""
        found = records(page.get("results"))
        return [
            {**one, "keywordId": str(at(one, "clickView.keyword") or "").rpartition("~")[2]}
            for one in found
            if at(one, "clickView.gclid")
        ]


def _searched(client: RESTClient, ask: Ask, access: Access, query: str) -> Iterator[str]:
    version = ask.options.get("version", "v21")
    customer = ask.account_id.replace("-", "")

    def put(request: PreparedRequest, token: str) -> None:
        bearer(request, token)
        request.headers["developer-token"] = access.secret("developer_token")
        if "login_customer_id" in ask.options:
            request.headers["login-customer-id"] = ask.options["login_customer_id"]

    yield from texts(
        client,
        f"{version}/customers/{customer}/googleAds:search",
        fault,
        method="POST",
        json={"query": " ".join(query.split())},
        auth=TokenAuth(access, renewal(access, ask), put, is_unauthorised),
        paginator=JSONResponseCursorPaginator("nextPageToken", cursor_body_path="pageToken"),
    )
