"""Second levels, single clicks and reports that come as files, as each platform documents them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from tests.ingest.apis.pulls import DAYS, account, days_of, pull, told
from tests.ingest.apis.server import Call, Reply, serving

LATE = datetime(2026, 5, 2, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    """What the environment holds of every platform."""
    for source in ("BAIDU_SEARCH_API", "TENCENT_ADS", "CJ"):
        monkeypatch.setenv(f"HEADWATER_{source}_ACCESS_TOKEN", "let me in")
    monkeypatch.setenv("HEADWATER_BAIDU_SEARCH_API_USER_NAME", "qingshui")
    for source in ("GOOGLE_ADS_API", "GOOGLE_ADS_CLICKS"):
        for name in ("DEVELOPER_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN"):
            monkeypatch.setenv(f"HEADWATER_{source}_{name}", name.lower())


def google_click(gclid: str, day: str) -> dict:
    keyword = "customers/123/adGroupCriteria/71~900"
    return {
        "customer": {"id": "123"},
        "clickView": {"gclid": gclid, "keyword": keyword, "keywordInfo": {"text": "理财"}},
        "segments": {"date": day, "device": "MOBILE"},
        "campaign": {"id": "7", "name": "Brand"},
        "adGroup": {"id": "71", "name": "Exact"},
    }


class Google:
    """Clicks of one day per query; campaigns and keywords by what is selected from."""

    def __call__(self, call: Call) -> Reply:
        if call.path == "/token":
            return Reply({"access_token": "t", "expires_in": 3600})
        query = call.fields["query"]
        if "from click_view" in query:
            day = query.rsplit("'", 2)[1]
            assert "between" not in query
            return Reply({"results": [google_click(f"G{day[-2:]}", day)]} if day < DAYS[2] else {})
        row = {
            "customer": {"id": "123", "currencyCode": "CNY"},
            "segments": {"date": DAYS[0], "device": "MOBILE"},
            "campaign": {"id": "7", "name": "Brand"},
            "metrics": {"impressions": "90", "clicks": "9", "costMicros": "3000000"},
        }
        keyword = {"criterionId": "900", "keyword": {"text": "理财"}}
        more = {"adGroup": {"id": "71", "name": "Exact"}, "adGroupCriterion": keyword}
        return Reply({"results": [row | more if "from keyword_view" in query else row]})


def google(company, source: str, **options: str):
    with serving(Google()) as platform:
        one = account(platform, source, "123", oauth_url=f"{platform.url}/token", **options)
        (pulled,) = pull(company, one)
    return pulled, platform


def test_google_clicks_are_asked_for_day_by_day_and_complete_days_not_again(company):
    pulled, _ = google(company, "google_ads_clicks")
    assert told(pulled) == ""
    columns = "click_id, click_date, campaign_name, keyword_id, keyword_text"
    assert company.rows("ad_clicks", columns) == [
        ("G01", DAYS[0], "Brand", "900", "理财"),
        ("G02", DAYS[1], "Brand", "900", "理财"),
    ]
    assert days_of(company) == [(day, "123", int(day < DAYS[2]), True) for day in DAYS]
    _, platform = google(company, "google_ads_clicks")
    assert len([path for path in platform.paths() if path != "/token"]) == 2


def test_google_keywords_come_on_a_level_of_their_own(company):
    google(company, "google_ads_api", keywords="true")
    found = company.rows("ad_spend", "level, keyword_id, keyword_text, cost_raw")
    assert found == [("campaign", "", None, "3000000"), ("keyword", "900", "理财", "3000000")]


def baidu_row(number: int, term: str | None) -> dict:
    row = {"date": DAYS[0], "userId": 11, "campaignId": 8101, "campaignNameStatus": "品牌"}
    row |= {"adGroupId": 71, "adGroupNameStatus": "组", "wInfoId": number, "wInfoNameStatus": "词"}
    row |= {"device": "计算机", "impression": 1, "click": 1, "cost": "0.35", "ocpcConversions": 0}
    return row if term is None else row | {"queryWord": term}


def baidu_says(data: dict | list, **header: int) -> Reply:
    return Reply({"header": {"status": 0, "desc": "success", **header}, "body": {"data": data}})


class Baidu:
    """Keywords and search terms by report number; large reports as a task of two steps."""

    def __init__(self, total: int = 2, table: str = "", states: str = "SUCCESS") -> None:
        self.total, self.table, self.states = total, table, states.split()
        self.quota: dict[str, int] = {}
        self.url, self.first_row = "", 2

    def __call__(self, call: Call) -> Reply:
        if call.path == "/file":
            return Reply(self.table.encode("gb18030"))
        asked = call.fields["body"]
        if call.path.endswith("createReportTask"):
            return baidu_says([{"taskId": 5}])
        if call.path.endswith("getTaskStatus"):
            ready = {"fileUrl": f"{self.url}/file", "dataStartRow": self.first_row}
            ready["tableHeader"] = ["date", "userId", "campaignId", "wInfoId", "cost"]
            return baidu_says([{"taskStatus": self.states.pop(0), **ready}])
        is_terms = asked["reportType"] == 2307838
        rows = [baidu_row(number, f"搜 {number}" if is_terms else None) for number in range(2)]
        summary = {"impression": self.total, "click": self.total, "cost": 0.35 * self.total}
        data = {"rowCount": 2, "totalRowCount": self.total, "rows": rows, "summary": summary}
        return baidu_says([data], **self.quota)


def baidu(company, says: Baidu, **options: str):
    with serving(says) as platform:
        says.url = platform.url
        one = account(platform, "baidu_search_api", poll_seconds="0", **options)
        (pulled,) = pull(company, one)
    return pulled


def test_baidu_search_terms_stand_beside_their_keywords(company):
    assert told(baidu(company, Baidu(), search_terms="true")) == ""
    found = "select level, string_agg(search_term, ',' order by search_term), count(*) from lake"
    assert company.ask("ad_spend", f"{found} group by 1 order by 1") == [
        ("keyword", ",", 2),
        ("search_term", "搜 0,搜 1", 2),
    ]
    assert {done for *_, done in days_of(company)} == {True}


def table(rows: int, cost: str = "0.35") -> str:
    lines = ["账户报告", "日期,账户,计划,词,消费"]
    lines += [f"{DAYS[number % 3]},11,8101,{number},{cost}" for number in range(rows)]
    return "\n".join(lines)


@pytest.mark.parametrize("first_row", [2, 3])
def test_a_large_report_of_baidu_comes_as_a_file_that_must_have_every_row(company, first_row):
    says = Baidu(20_001, table(20_001), "SUBMITTED RUNNING SUCCESS")
    says.first_row = first_row
    assert told(baidu(company, says)) == ""
    total = "select count(*), sum(cost_raw::decimal(18,2))::varchar from lake"
    assert company.ask("ad_spend", total) == [(20_001, "7000.35")]


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Baidu(20_001, table(20_001), "RUNNING FAIL"), "FAIL"),
        (Baidu(20_001, table(20_000)), ""),
    ],
)
def test_a_task_that_fails_or_lacks_rows_leaves_its_days_incomplete(company, says, words):
    assert words in told(baidu(company, says))
    assert {done for *_, done in days_of(company)} == {False}


def test_a_quota_of_baidu_that_is_used_up_is_told(company):
    says = Baidu(2000)
    says.quota = {"rquota": 0, "quota": 5000}
    assert "quota is used up: 0 / 5000" in told(baidu(company, says))


@pytest.mark.parametrize(("consume", "is_complete"), [(5.0, True), (7.5, False)])
def test_weibo_rows_are_held_against_the_sums_it_states(company, monkeypatch, consume, is_complete):
    monkeypatch.setenv("HEADWATER_WEIBO_ADS_ACCESS_TOKEN", "let me in")
    row = {"campaign_id": 1, "campaign_name": "粉丝通", "pv": 100, "bhv": 5, "consume": 2.5}
    rows = [row | {"date": day, "bhv_70000004": 1} for day in DAYS[:2]]
    said = {"list": rows, "sum": {"pv": 200, "consume": consume}, "page": {"total": 2}}
    with serving(lambda call: Reply(said)) as platform:
        pull(company, account(platform, "weibo_ads"))
    assert {done for *_, done in days_of(company)} == {is_complete}


class Tencent:
    """More rows than may be paged for: a task with one file."""

    def __init__(self, file: str, md5: str = "") -> None:
        self.file = file.encode()
        self.md5 = md5 or hashlib.md5(self.file).hexdigest()
        self.states = ["TASK_STATUS_PENDING", "TASK_STATUS_COMPLETED"]

    def __call__(self, call: Call) -> Reply:
        if call.path == "/v3.0/async_report_files/get":
            assert call.fields["file_id"] == "8"
            return Reply(self.file)
        data: dict = {"list": [], "page_info": {"total_number": 20_001, "total_page": 21}}
        if call.path == "/v3.0/async_reports/add":
            assert call.fields["group_by"] == ["date", "adgroup_id"]
            data = {"task_id": 6}
        elif call.path == "/v3.0/async_reports/get":
            files = {"data": {"file_info_list": [{"file_id": 8, "md5": self.md5}]}}
            data = {"list": [{"task_id": 6, "status": self.states.pop(0), "result": files}]}
        return Reply({"code": 0, "data": data})


TENCENT_FILE = (
    "account_id,date,adgroup_id,campaign_id,view_count,valid_click_count,cost,conversions_count\n"
    "11,2026-05-01,1,4,100,3,125,1\n11,2026-05-02,1,4,100,3,375,1\n"
)


def tencent(company, says: Tencent):
    with serving(says) as platform:
        options = {"files_url": platform.url, "poll_seconds": "0"}
        (pulled,) = pull(company, account(platform, "tencent_ads", **options))
    return pulled, platform


def test_tencent_orders_a_file_above_twenty_thousand_rows(company):
    pulled, platform = tencent(company, Tencent(TENCENT_FILE))
    assert told(pulled) == ""
    assert platform.paths().count("/v3.0/daily_reports/get") == 1
    assert company.rows("ad_spend", "stat_date, cost_raw, cost_unit") == [
        (DAYS[0], "125", "fen"),
        (DAYS[1], "375", "fen"),
    ]


def test_a_file_of_tencent_that_is_not_what_was_ordered_is_never_read(company):
    pulled, _ = tencent(company, Tencent(TENCENT_FILE, md5="0" * 32))
    assert "does not have its md5" in told(pulled)
    assert {done for *_, done in days_of(company)} == {False}


def commission(number: int, action: str, amount: str, **more: object) -> dict:
    return {
        "commissionId": str(number),
        "originalActionId": action,
        "original": number < 10,
        "actionStatus": "LOCKED",
        "validationStatus": "ACCEPTED",
        "eventDate": "2026-05-01T10:00:00Z",
        "postingDate": f"2026-05-{1 + number // 10:02}T10:00:00Z",
        "orderId": f"T{action}",
        "saleAmountAdvCurrency": str(float(amount) * 100),
        "advCommissionAmountAdvCurrency": amount,
        **more,
    }


class Cj:
    """Two commissions a page; the next page begins after the highest id."""

    def __init__(self, rows: list[dict], count: int | None = None) -> None:
        self.rows, self.count = rows, count

    def __call__(self, call: Call) -> Reply:
        assert call.headers["authorization"] == "Bearer let me in"
        query = call.fields["query"]
        start = 0
        if "sinceCommissionId" in query:
            last = query.split('sinceCommissionId: "')[1].split('"')[0]
            start = [row["commissionId"] for row in self.rows].index(last) + 1
        page = self.rows[start : start + 2]
        told: dict = {
            "count": self.count or len(page),
            "payloadComplete": start + 2 >= len(self.rows),
        }
        told |= {"maxCommissionId": page[-1]["commissionId"] if page else None, "records": page}
        return Reply({"data": {"advertiserCommissions": told}})


COMMISSIONS = [
    commission(1, "a", "9.50"),
    commission(2, "b", "5.00", actionStatus="NEW", validationStatus="PENDING"),
    commission(3, "c", "4.00"),
    commission(11, "a", "-1.50", correctionReason="OTHER_REASON"),
    commission(12, "c", "-4.00", correctionReason="RETURNED_MERCHANDISE"),
]


def cj(company, says):
    with serving(says) as platform:
        (pulled,) = pull(company, account(platform, "cj"), now=LATE)
    return pulled


def test_cj_corrections_are_netted_with_their_original_over_all_pages(company):
    assert told(cj(company, Cj(COMMISSIONS))) == ""
    columns = "network_txn_id, our_order_id, commission_raw, order_amount_raw, status"
    assert company.rows("partner_orders", columns) == [
        ("a", "Ta", "8.00", "800.0", "approved"),
        ("b", "Tb", "5.00", "500.0", "pending"),
        ("c", "Tc", "0.00", "0.0", "declined"),
    ]


def test_cj_that_counts_more_than_it_gives_is_incomplete(company):
    cj(company, Cj(COMMISSIONS[:2], count=3))
    assert company.rows("deliveries", "is_complete") == [(False,)]


def test_an_error_of_cj_is_quoted(company):
    pulled = cj(company, lambda call: Reply({"errors": [{"message": "Not authorised"}]}))
    assert "Not authorised" in told(pulled)
