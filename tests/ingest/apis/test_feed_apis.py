"""Report APIs of Tencent, Ocean Engine and Weibo, as their documentation says."""

from __future__ import annotations

from datetime import timedelta

from tests.ingest.apis.pulls import DAYS, NOW, account, days_of, pull, spent, told
from tests.ingest.apis.server import Call, Reply, serving


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
