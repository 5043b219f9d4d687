"""Report APIs of Google and Microsoft, against a server that behaves as documented."""

from __future__ import annotations

import io
import zipfile

import pytest
import requests

from ingest.apis.waiting import PatientAdapter
from tests.ingest.apis.pulls import DAYS, SPEND, account, days_of, pull, spent, told
from tests.ingest.apis.server import Call, Reply, serving


def google_row(day: str, cost: int, currency: str = "CNY") -> dict:
    figures = {"impressions": "90", "clicks": "9", "costMicros": str(cost), "conversions": 1.5}
    return {
        "customer": {"id": "123", "currencyCode": currency, "timeZone": "Asia/Shanghai"},
        "segments": {"date": day, "device": "MOBILE"},
        "campaign": {"id": "7", "name": "Brand"},
        "metrics": figures,
    }


class Google:
    """Pages linked by a token; access tokens hold for one request less than there are."""

    def __init__(self, pages: list[list[dict]]) -> None:
        self.pages = pages
        self.issued = 0

    def __call__(self, call: Call) -> Reply:
        if call.path == "/token":
            assert call.fields["refresh_token"] == "refresh_token"
            self.issued += 1
            return Reply({"access_token": f"t{self.issued}", "expires_in": 3600})
        if call.headers["authorization"] != "Bearer t2":
            return Reply({"error": {"message": "token expired"}}, status=401)
        assert call.headers["developer-token"] == "developer_token"
        number = int(call.fields.get("pageToken", 0))
        page: dict[str, object] = {"results": self.pages[number]} if self.pages[number] else {}
        if number + 1 < len(self.pages):
            page["nextPageToken"] = str(number + 1)
        return Reply(page)


def test_google_pages_are_linked_money_is_micros_and_a_refused_token_is_renewed(company):
    says = Google([[google_row(DAYS[0], 1_230_000)], [google_row(DAYS[1], 10_000)], []])
    with serving(says) as platform:
        one = account(platform, "google_ads_api", "123", oauth_url=f"{platform.url}/token")
        (pulled,) = pull(company, one)
    assert pulled.error is None
    assert company.rows("ad_spend", f"{SPEND}, cost_unit, platform_conversions") == [
        (DAYS[0], "123", "7", "90", "9", "1230000.0000", "micros", "1.5"),
        (DAYS[1], "123", "7", "90", "9", "10000.0000", "micros", "1.5"),
    ]
    assert says.issued == 2


def exhausted(delay: str) -> Reply:
    """Google's words for a quota that is used up."""
    quota = {"quotaErrorDetails": {"rateScope": "DEVELOPER", "retryDelay": delay}}
    failure = {"errors": [{"errorCode": {"quotaError": "RESOURCE_EXHAUSTED"}, "details": quota}]}
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.2s"}
    error = {"code": 429, "message": "Too many requests", "status": "RESOURCE_EXHAUSTED"}
    return Reply({"error": {**error, "details": [failure, info]}}, 429)


def test_the_delay_that_google_names_in_its_error_is_waited_for(company):
    says, refusals = Google([[google_row(DAYS[0], 1_230_000)]]), iter([exhausted("0.9s")])

    def busy(call: Call) -> Reply:
        return says(call) if call.path == "/token" else next(refusals, None) or says(call)

    with serving(busy) as platform:
        one = account(platform, "google_ads_api", "123", oauth_url=f"{platform.url}/token")
        (pulled,) = pull(company, one)
    assert pulled.error is None
    assert spent(company) == "1230000.00"


def test_a_delay_in_the_answer_goes_where_retries_look_for_it():
    with serving(lambda call: exhausted("3.2s")) as platform, requests.Session() as session:
        session.mount("http://", PatientAdapter(longest=120))
        assert session.get(platform.url).headers["Retry-After"] == "4"


@pytest.mark.parametrize(
    "refusal", [exhausted("900s"), Reply({}, 503, {"Retry-After": "900"})], ids=["google", "header"]
)
def test_a_platform_that_wants_to_be_left_alone_for_long_is_left_for_the_next_run(company, refusal):
    says = Google([[google_row(DAYS[0], 1)]])
    with serving(lambda call: says(call) if call.path == "/token" else refusal) as platform:
        one = account(platform, "google_ads_api", "123", oauth_url=f"{platform.url}/token")
        (pulled,) = pull(company, one)
    assert "after 900 seconds" in told(pulled)
    assert len(platform.calls) - platform.paths().count("/token") == 1
    assert {done for *_, done in days_of(company)} == {False}


def test_google_spend_in_another_currency_is_rejected(company):
    with serving(Google([[google_row(DAYS[0], 1, "USD")]])) as platform:
        pull(company, account(platform, "google_ads_api", "123", oauth_url=f"{platform.url}/token"))
    assert company.reasons() == [(1, "currency", "other_currency")]


class Microsoft:
    """Submit, pending for a while, then a zipped CSV behind another address."""

    def __init__(self, statuses: list[str], report: bytes = b"") -> None:
        self.statuses = statuses
        self.report = report
        self.url = ""

    def __call__(self, call: Call) -> Reply:
        if call.path == "/token":
            return Reply({"access_token": "t", "expires_in": 3600, "refresh_token": "next"})
        if call.path == "/GenerateReport/Submit":
            return Reply({"ReportRequestId": "r1"})
        if call.path == "/GenerateReport/Poll":
            status = self.statuses.pop(0)
            address = f"{self.url}/download" if status == "Success" and self.report else None
            told = {"Status": status, "ReportDownloadUrl": address}
            return Reply({"ReportRequestStatus": told})
        return Reply(self.report, headers={"Content-Type": "application/zip"})


def zipped(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("report.csv", text.encode("utf-8-sig"))
    return content.getvalue()


MICROSOFT_CSV = (
    "TimePeriod,AccountId,CampaignId,CampaignName,DeviceType,CurrencyCode,Impressions,Clicks,"
    'Spend,Conversions\n2026-05-01,11,5,"Brand, exact",Computer,CNY,100,7,12.34,2\n'
)


def microsoft(company, says: Microsoft):
    with serving(says) as platform:
        says.url = platform.url
        options = {"oauth_url": f"{platform.url}/token", "poll_seconds": "0"}
        (pulled,) = pull(company, account(platform, "microsoft_ads", **options))
    return pulled, platform


def test_microsoft_reports_are_waited_for_and_unzipped(company):
    says = Microsoft(["Pending", "Pending", "Success"], zipped(MICROSOFT_CSV))
    pulled, platform = microsoft(company, says)
    assert pulled.error is None
    assert platform.paths().count("/GenerateReport/Poll") == 3
    asked = platform.calls[1].fields["ReportRequest"]
    assert asked["ReturnOnlyCompleteData"] is True
    assert asked["Time"]["ReportTimeZone"] == "BeijingChongqingHongKongUrumqi"
    assert company.rows("ad_spend", SPEND) == [(DAYS[0], "11", "5", "100", "7", "12.3400")]


def test_a_microsoft_report_without_rows_has_no_address_and_covers_its_days(company):
    microsoft(company, Microsoft(["Success"]))
    assert days_of(company) == [(day, "11", 0, True) for day in DAYS]


def test_a_microsoft_report_that_fails_or_is_torn_is_incomplete(company):
    pulled, _ = microsoft(company, Microsoft(["Error"]))
    assert "status Error" in told(pulled)
    pulled, _ = microsoft(company, Microsoft(["Success"], zipped(MICROSOFT_CSV)[:-40]))
    assert "no zipped CSV" in told(pulled)


def test_organic_search_lands_as_clicks_that_cost_nothing(company):
    rows = [{"keys": [day], "clicks": 12, "impressions": 300, "ctr": 0.04} for day in DAYS]

    def says(call: Call) -> Reply:
        if call.path == "/token":
            return Reply({"access_token": "t"})
        assert call.fields["dataState"] == "final"
        return Reply({"rows": rows})

    with serving(says) as platform:
        site, oauth = "sc-domain:x.cn", f"{platform.url}/token"
        pull(company, account(platform, "search_console", site, oauth_url=oauth))
    found = company.rows("ad_spend", "stat_date, channel, impressions, clicks, cost_raw")
    assert found == [(day, "seo", "300", "12", "0") for day in DAYS]
