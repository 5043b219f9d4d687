"""Report APIs of Baidu and 360, against a server that behaves as their documentation says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ingest.apis.pulls import DAYS, NOW, account, days_of, pull, spent, told
from tests.ingest.apis.server import Call, Reply, serving


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
