"""What a pull asks for; accounts neither wait for each other nor fail together."""

import threading
from datetime import timedelta

import pytest

from ingest.config import ConfigError
from tests.ingest.apis.pulls import DAYS, NOW, account, days_of, pull, told
from tests.ingest.apis.server import Call, Reply, serving


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("HEADWATER_OCEAN_ENGINE_API_ACCESS_TOKEN", "a token nobody may read")
    monkeypatch.setenv("HEADWATER_TENCENT_ADS_ACCESS_TOKEN", "a token nobody may read")


def answer(rows: list[dict], lost: int = 0) -> Reply:
    info = {"page": 1, "total_number": len(rows) + lost, "total_page": 1}
    return Reply({"code": 0, "data": {"list": rows, "page_info": info}})


def row(day: str, campaign: int = 1, cost: float = 10) -> dict:
    keys = {"stat_datetime": f"{day} 00:00:00", "advertiser_id": 11, "campaign_id": campaign}
    return {**keys, "campaign_name": "c", "show": 1, "click": 1, "cost": cost, "convert": 0}


def spent(company) -> list[tuple]:
    """Spend per day as it counts: rows of the latest complete delivery of each day."""
    return company.ask(
        "ad_spend",
        f"""select stat_date, sum(cost_raw::decimal(18,2))::varchar from lake
        semi join (
            from read_parquet('{company.paths.lake}/deliveries/*.parquet') where is_complete
            qualify row_number() over (partition by stat_date order by delivered_at desc) = 1
        ) as newest on lake._delivery_id = newest.delivery_id and lake.stat_date = newest.stat_date
        group by 1 order by 1""",
    )


def test_a_day_that_shrinks_vanishes_or_comes_in_part_counts_right_each_time(company):
    now = [row(DAYS[0], 1), row(DAYS[0], 2), row(DAYS[1])]
    lost = [0]
    with serving(lambda call: answer(now, *lost)) as platform:
        one = account(platform, "ocean_engine_api")
        pull(company, one)
        assert spent(company) == [(DAYS[0], "20.00"), (DAYS[1], "10.00")]
        now[:] = [row(DAYS[0], 1, 9), row(DAYS[1])]
        pull(company, one, now=NOW + timedelta(hours=1))
        assert spent(company) == [(DAYS[0], "9.00"), (DAYS[1], "10.00")]
        now[:] = [row(DAYS[0], 1, 9)]
        pull(company, one, now=NOW + timedelta(hours=2))
        assert spent(company) == [(DAYS[0], "9.00")]
        now[:] = [row(DAYS[0], 1, 1)]
        lost[0] = 1
        pull(company, one, now=NOW + timedelta(hours=3))
        assert spent(company) == [(DAYS[0], "9.00")]


def test_an_account_that_hangs_does_not_keep_the_others_waiting(company):
    asked = threading.Barrier(2, timeout=30)

    def waits_for_the_other(call: Call) -> Reply:
        asked.wait()
        return answer([])

    with serving(waits_for_the_other) as one, serving(waits_for_the_other) as other:
        accounts = account(one, "ocean_engine_api"), account(other, "tencent_ads")
        assert [told(pulled) for pulled in pull(company, *accounts)] == ["", ""]


def test_a_platform_that_is_down_fails_alone_and_its_days_are_asked_again(company):
    with serving(lambda call: answer([])) as gone:
        down = account(gone, "tencent_ads")
    with serving(lambda call: answer([row(DAYS[0])])) as up:
        works = account(up, "ocean_engine_api")
        good, bad = pull(company, works, down)
    assert (told(good), "incomplete" in told(bad)) == ("", True)
    assert {(day, done) for day, _, _, done in days_of(company)} == {
        *((day, True) for day in DAYS),
        *((day, False) for day in DAYS),
    }


def test_a_day_that_never_came_whole_is_asked_for_however_old(company):
    with serving(lambda call: answer([])) as platform:
        pull(company, account(platform, "ocean_engine_api"))
        month = timedelta(days=30)
        pull(company, account(platform, "ocean_engine_api"), now=NOW + month)
        pull(company, account(platform, "ocean_engine_api"), now=NOW + month + timedelta(days=1))
    asked = [(call.fields["start_date"], call.fields["end_date"]) for call in platform.calls]
    assert asked == [
        ("2026-05-01", "2026-05-03"),
        ("2026-05-04", "2026-06-02"),
        ("2026-05-27", "2026-06-03"),
    ]


def test_no_secret_is_in_what_is_said_or_kept(company):
    def breaks(call: Call) -> Reply:
        return Reply(b"<html>", 500)

    with serving(breaks) as platform:
        (pulled,) = pull(company, account(platform, "tencent_ads"))
    files = [path for path in company.home.rglob("*") if path.is_file()]
    assert "500" in told(pulled)
    assert "nobody may read" not in told(pulled).replace("+", " ")
    assert not any(b"nobody" in path.read_bytes() for path in files)


def test_a_missing_secret_is_named(company, monkeypatch):
    monkeypatch.delenv("HEADWATER_OCEAN_ENGINE_API_ACCESS_TOKEN")
    with serving(lambda call: answer([])) as platform:
        (pulled,) = pull(company, account(platform, "ocean_engine_api"))
    assert "HEADWATER_OCEAN_ENGINE_API_APP_ID is not set" in told(pulled)
    assert platform.calls == []


def test_a_run_pulls_and_a_source_that_is_no_api_is_refused(company):
    with serving(lambda call: answer([])) as platform:
        pulled = (
            f'[[pull]]\nsource = "ocean_engine_api"\naccount_id = "11"\nurl = "{platform.url}"\n'
        )
        company.settle(pulled)
        report = company.ingest()
    assert report.sources["ocean_engine_api"].loaded == 1
    assert report.warnings == []
    company.settle('[[pull]]\nsource = "baidu_sem"\naccount_id = "11"\n')
    with pytest.raises(ConfigError, match="ocean_engine_api"):
        company.ingest()
