"""Each ad platform's report API, against a server that behaves as its documentation says."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import requests

from ingest.apis.waiting import PatientAdapter
from tests.ingest.apis.pulls import DAYS, NOW, SPEND, account, days_of, pull, told
from tests.ingest.apis.server import Call, Reply, serving


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    """What the environment holds of every platform."""
    for source in ("BAIDU_SEARCH_API", "QIHOO_API", "TENCENT_ADS", "OCEAN_ENGINE_API"):
        monkeypatch.setenv(f"HEADWATER_{source}_ACCESS_TOKEN", "let me in")
    monkeypatch.setenv("HEADWATER_WEIBO_ADS_ACCESS_TOKEN", "let me in")
    monkeypatch.setenv("HEADWATER_BAIDU_SEARCH_API_USER_NAME", "qingshui")
    monkeypatch.setenv("HEADWATER_QIHOO_API_API_KEY", "key")
    for source in ("GOOGLE_ADS_API", "MICROSOFT_ADS", "SEARCH_CONSOLE"):
        for name in ("DEVELOPER_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN"):
            monkeypatch.setenv(f"HEADWATER_{source}_{name}", name.lower())
    monkeypatch.setenv("HEADWATER_MICROSOFT_ADS_CUSTOMER_ID", "77")


def spent(company) -> str:
    return company.ask("ad_spend", "select sum(cost_raw::decimal(18,2))::varchar from lake")[0][0]


def baidu_row(number: int) -> dict:
    return {
        "date": DAYS[number % 3],
        "userId": 11,
        "campaignId": 8101,
        "campaignNameStatus": "品牌-通用[已删除]",
        "adGroupId": 71,
        "adGroupNameStatus": "单元",
        "wInfoId": 9000 + number,
        "wInfoNameStatus": f"词{number}",
        "device": "移动设备",
        "impression": str(number),
        "click": 1,
        "cost": 0.35,
        "ocpcConversions": 0,
    }


class Baidu:
    """Pages by startRow; may call itself partial, or say less than it has."""

    def __init__(self, rows: int, status: int = 0, withheld: int = 0) -> None:
        self.rows = [baidu_row(number) for number in range(rows)]
        self.status = status
        self.withheld = withheld

    def __call__(self, call: Call) -> Reply:
        assert call.fields["header"] == {"userName": "qingshui", "accessToken": "let me in"}
        asked = call.fields["body"]
        start = asked["startRow"]
        page = self.rows[start : start + asked["rowCount"]]
        kept = page[: len(page) - self.withheld]
        summary = {
            "impression": sum(range(len(self.rows))),
            "cost": round(0.35 * len(self.rows), 2),
        }
        failures = [{"code": 8904, "message": "busy"}] if self.status else []
        data = {"rowCount": len(kept), "totalRowCount": len(self.rows), "rows": kept}
        return Reply(
            {
                "header": {"status": self.status, "desc": "said", "failures": failures},
                "body": {"data": [{**data, "summary": summary}]},
            }
        )


def test_baidu_is_paged_to_its_end_and_compared_with_its_summary(company):
    with serving(Baidu(2300)) as platform:
        (pulled,) = pull(company, account(platform, "baidu_search_api"))
    assert pulled.error is None
    assert [call.fields["body"]["startRow"] for call in platform.calls] == [0, 1000, 2000]
    assert spent(company) == "805.00"
    assert days_of(company) == [
        (DAYS[0], "11", 767, True),
        (DAYS[1], "11", 767, True),
        (DAYS[2], "11", 766, True),
    ]
    assert company.ask("ad_spend", "select distinct campaign_name, device, level from lake") == [
        ("品牌-通用", "移动设备", "keyword")
    ]


@pytest.mark.parametrize("platform_says", [Baidu(3, status=1), Baidu(3, withheld=1)])
def test_a_partial_answer_of_baidu_is_never_complete(company, platform_says):
    with serving(platform_says) as platform:
        pull(company, account(platform, "baidu_search_api"))
    assert {is_complete for *_, is_complete in days_of(company)} == {False}


@pytest.mark.parametrize("status", [2, 3])
def test_a_failure_of_baidu_is_told_and_its_days_are_incomplete(company, status):
    with serving(Baidu(3, status)) as platform:
        (pulled,) = pull(company, account(platform, "baidu_search_api"))
    assert "8904 busy" in told(pulled)
    assert [(day, done) for day, *_, done in days_of(company)] == [(day, False) for day in DAYS]


def qihoo_row(number: int) -> dict:
    shared = {"campaignId": 5, "campaignName": "计划", "groupId": 6, "groupName": "组"}
    return {
        **shared,
        "date": DAYS[number % 3],
        "type": ("computer", "mobile")[number % 2],
        "keywordId": number // 2,
        "keyword": "理财",
        "views": "10",
        "clicks": "1",
        "totalCost": "10.00",
    }


class Qihoo:
    """A count, pages of 1,000, a token that ends once, a report that may not be ready."""

    def __init__(self, rows: int, is_ready: bool = True, ends: bool = False) -> None:
        self.rows = [qihoo_row(number) for number in range(rows)]
        self.is_ready = is_ready
        self.tokens = ["fresh"] if ends else ["let me in"]

    def __call__(self, call: Call) -> Reply:
        if call.path == "/uc/account/clientLogin":
            assert call.fields["passwd"] == "cipher"
            return Reply({"accessToken": "fresh"})
        if call.headers["accesstoken"] not in self.tokens:
            return Reply({"failures": [{"code": 10003, "message": "accessToken expired"}]})
        if not self.is_ready:
            return Reply({"failures": [{"code": 70109, "message": "data not ready"}]})
        pages = -(-len(self.rows) // 1000)
        if call.path.endswith("Count"):
            return Reply({"totalNumber": len(self.rows), "totalPage": pages})
        start = 1000 * (int(call.fields["page"]) - 1)
        return Reply({"keywordList": self.rows[start : start + 1000]})


def test_qihoo_is_counted_then_paged_and_devices_are_not_a_sum(company):
    with serving(Qihoo(1500)) as platform:
        pull(company, account(platform, "qihoo_api"))
    assert [path.rsplit("/", 1)[1] for path in platform.paths()] == [
        "keywordCount",
        "keyword",
        "keyword",
    ]
    assert spent(company) == "15000.00"
    assert company.ask("ad_spend", "select distinct device from lake order by 1") == [
        ("computer",),
        ("mobile",),
    ]


def test_qihoo_without_rows_covers_its_days_with_nothing(company):
    with serving(Qihoo(0)) as platform:
        pull(company, account(platform, "qihoo_api"))
    assert days_of(company) == [(day, "11", 0, True) for day in DAYS]


def test_a_report_that_is_not_generated_yet_is_no_zero_and_the_next_pull_heals_it(company):
    says = Qihoo(3, is_ready=False)
    with serving(says) as platform:
        (early,) = pull(company, account(platform, "qihoo_api"))
        says.is_ready = True
        (late,) = pull(company, account(platform, "qihoo_api"), now=NOW + timedelta(hours=4))
    assert "70109" in told(early)
    assert late.error is None
    assert [done for *_, done in days_of(company)] == [False, True] * 3


def test_a_token_that_has_ended_is_renewed_in_the_middle(company, monkeypatch):
    monkeypatch.delenv("HEADWATER_QIHOO_API_ACCESS_TOKEN")
    monkeypatch.setenv("HEADWATER_QIHOO_API_USER_NAME", "qingshui")
    monkeypatch.setenv("HEADWATER_QIHOO_API_PASSWORD_CIPHER", "cipher")
    says = Qihoo(3, ends=True)
    says.tokens = []
    with serving(says) as platform:
        pull(company, account(platform, "qihoo_api"))
        says.tokens = ["fresh"]
        (pulled,) = pull(company, account(platform, "qihoo_api"), now=NOW + timedelta(hours=1))
    assert pulled.error is None
    assert spent(company) == "30.00"
    kept = list((company.home / "state" / "tokens").iterdir())
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600]


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


class Pages:
    """Tencent's and Ocean Engine's way: pages with their number, a code that says how it went."""

    def __init__(self, rows: list[dict], size: int = 1000, code: int = 0) -> None:
        self.rows, self.size, self.code = rows, size, code
        self.lost = 0

    def __call__(self, call: Call) -> Reply:
        number = int(call.fields["page"])
        page = self.rows[self.size * (number - 1) : self.size * number]
        info = {
            "page": number,
            "total_number": len(self.rows),
            "total_page": -(-len(self.rows) // self.size),
        }
        kept = page[: len(page) - self.lost]
        said = {"code": self.code, "message": "slow down" if self.code else "OK"}
        return Reply({**said, "data": {"list": kept, "page_info": info}})


def tencent_row(number: int) -> dict:
    figures = {"view_count": 100, "valid_click_count": 3, "cost": 125, "conversions_count": 1}
    keys = {"account_id": 11, "date": DAYS[number % 3], "campaign_id": 4, "adgroup_id": number}
    return keys | figures


def test_tencent_money_is_fen_and_every_page_is_fetched(company):
    with serving(Pages([tencent_row(number) for number in range(2500)])) as platform:
        pull(company, account(platform, "tencent_ads"))
    assert [call.fields["page"] for call in platform.calls] == ["1", "2", "3"]
    assert len({call.fields["nonce"] for call in platform.calls}) == 3
    assert spent(company) == "312500.00"
    assert company.ask("ad_spend", "select distinct cost_unit, channel from lake") == [
        ("fen", "tencent_ads")
    ]


def ocean_row(number: int) -> dict:
    return {
        "stat_datetime": f"{DAYS[number % 3]} 00:00:00",
        "advertiser_id": 11,
        "campaign_id": number,
        "campaign_name": "信息流",
        "show": 10,
        "click": 1,
        "cost": 1.15,
        "convert": 0,
    }


def test_ocean_engine_asks_for_deleted_campaigns_too(company):
    with serving(Pages([ocean_row(number) for number in range(3)])) as platform:
        pull(company, account(platform, "ocean_engine_api"))
    assert "CAMPAIGN_STATUS_ALL" in platform.calls[0].fields["filtering"]
    assert platform.calls[0].headers["access-token"] == "let me in"
    assert spent(company) == "3.45"


def test_rows_that_do_not_come_make_the_days_incomplete(company):
    says = Pages([ocean_row(number) for number in range(3)])
    says.lost = 1
    with serving(says) as platform:
        pull(company, account(platform, "ocean_engine_api"))
    assert {done for *_, done in days_of(company)} == {False}


def test_a_platform_that_answers_429_is_asked_again_and_then_left_for_the_next_run(company):
    refusals = iter([429, 429])
    works = Pages([ocean_row(0)])

    def busy(call: Call) -> Reply:
        status = next(refusals, 200)
        return (
            works(call)
            if status == 200
            else Reply({"message": "busy"}, status, {"Retry-After": "0"})
        )

    with serving(busy) as platform:
        (pulled,) = pull(company, account(platform, "ocean_engine_api"))
    assert pulled.error is None
    assert len(platform.calls) == 3
    with serving(lambda call: Reply({"message": "busy"}, 429)) as platform:
        (pulled,) = pull(
            company, account(platform, "ocean_engine_api"), now=NOW + timedelta(hours=1)
        )
    assert "429" in told(pulled)
    assert len(platform.calls) == 3


def weibo_row(number: int) -> dict:
    figures = {"pv": 100, "bhv": 5, "consume": 2.5, "bhv_70000004": 1}
    return {"date": DAYS[number % 3], "campaign_id": number, "campaign_name": "粉丝通", **figures}


def test_weibo_is_paged_by_two_hundred(company):
    rows = [weibo_row(number) for number in range(450)]

    def says(call: Call) -> Reply:
        number, size = int(call.fields["page"]), int(call.fields["page_size"])
        page = rows[size * (number - 1) : size * number]
        return Reply(
            {"list": page, "page": {"page": number, "page_size": size, "total": len(rows)}}
        )

    with serving(says) as platform:
        pull(company, account(platform, "weibo_ads"))
    assert len(platform.calls) == 3
    assert spent(company) == "1125.00"


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
