"""Exports of a managed connector, through the descriptions that `docs/connect.md` shows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from ingest.config import ConfigError, load_settings
from ingest.descriptions import load_sources
from tests.ingest.company import Company, new_company

USD = '[company]\ntimezone = "Asia/Shanghai"\ncurrency = "USD"\n[sources]\nenabled = []\n'
CONNECTORS = files("ingest").joinpath("examples/connectors.toml").read_text("utf-8")
DAYS = "stat_date, sum(impressions::int), sum(clicks::int), sum(cost_raw::decimal(18,4))::varchar"


@pytest.fixture
def connected(tmp_path: Path) -> Company:
    """A company whose settings are the examples of the page."""
    return new_company(tmp_path / "home", USD + CONNECTORS)


def by_day(company: Company) -> list[tuple]:
    return company.ask("ad_spend", f"select {DAYS} from lake group by 1 order by 1")


def doubts(company: Company) -> list[tuple]:
    return company.rows("deliveries", "is_complete, reason_en", "where reason_en is not null")


def described(more: str) -> str:
    return (
        f'{USD}[[source]]\nname = "own"\ndataset = "ad_spend"\nformat = "csv"\nfiles = "own*.csv"\n'
        f'[source.columns]\nstat_date = "day"\ncost_raw = "spend"\n{more}'
    )


def test_microsoft_rows_per_device_and_network_add_up_and_the_latest_name_counts(
    connected: Company,
) -> None:
    head = "date,account_id,campaign_id,currency_code,device_os,device_type,network,clicks,"
    rows = [
        "2026-05-01,15,35,USD,iOS,Smartphone,Bing and Yahoo! search,1,10,0.35",
        "2026-05-01,15,35,USD,Android,Smartphone,Bing and Yahoo! search,2,20,0.65",
        "2026-05-02,15,35,USD,Windows,Computer,Syndicated search partners,3,30,4.0",
        "2026-05-02,16,36,CAD,Windows,Computer,Syndicated search partners,3,30,4.0",
    ]
    names = ["35,Newest,15,2026-04-17T07:26:27.743Z", "35,Older,15,2025-08-16T07:24:05.210Z"]
    connected.drop(
        "microsoft_export/microsoft_ads_campaign_performance_daily_report_data.csv",
        "\n".join([f"{head}impressions,spend", *rows]),
    )
    connected.drop(
        "microsoft_export/microsoft_ads_campaign_history_data.csv",
        "\n".join(["id,name,account_id,modified_time", *names]),
    )
    connected.ingest()
    assert by_day(connected) == [("2026-05-01", 30, 3, "1.0000"), ("2026-05-02", 30, 3, "4.0000")]
    assert connected.ask("ad_spend", "select distinct campaign_name from lake") == [("Newest",)]
    assert connected.reasons() == [(5, "currency", "other_currency")]
    assert [told for told in doubts(connected) if "same object" in told[1]] == []


def tiktok(company: Company) -> None:
    """UTC hours; 16:00 on 1 May is midnight of 2 May in Shanghai."""
    hours = [
        "7,2026-05-01 5:00:00,100,10,1.5,1",
        "7,2026-05-01 15:00:00,100,10,1.5,0",
        "7,2026-05-01 16:00:00,50,5,0.25,0",
        "7,2026-05-02 3:00:00,50,5,0.25,-",
    ]
    header = "campaign_id,stat_time_hour,impressions,clicks,spend,conversion"
    versions = ["7,2026-04-30 9:00:00,88,Older", "7,2026-04-30 10:00:00,88,Newest"]
    report = "tiktok_export/tiktok_campaign_report_hourly_data.csv"
    company.drop(report, "\n".join([header, *hours]))
    company.drop(
        "tiktok_export/tiktok_campaign_history_data.csv",
        "\n".join(["CAMPAIGN_ID,UPDATED_AT,ADVERTISER_ID,CAMPAIGN_NAME", *versions]),
    )
    company.drop("tiktok_export/tiktok_advertiser_data.csv", "ID,CURRENCY\n88,USD\n")
    company.ingest()


def test_tiktok_hours_add_up_to_the_days_of_the_company(connected: Company) -> None:
    tiktok(connected)
    assert by_day(connected) == [
        ("2026-05-01", 200, 20, "3.0000"),
        ("2026-05-02", 100, 10, "0.5000"),
    ]
    found = "select distinct account_id, campaign_name, currency from lake"
    assert connected.ask("ad_spend", found) == [("88", "Newest", "USD")]
    assert doubts(connected) == []


def test_tiktok_hours_without_a_zone_of_days_add_up_as_they_are_written(tmp_path: Path) -> None:
    company = new_company(tmp_path / "home", USD + CONNECTORS.replace("days_in", "# days_in"))
    tiktok(company)
    assert by_day(company) == [("2026-05-01", 250, 25, "3.2500"), ("2026-05-02", 50, 5, "0.2500")]


def test_pinterest_figures_are_the_sum_of_two_columns_and_names_may_come_later(
    connected: Company,
) -> None:
    head = "date,pin_promotion_id,ad_group_id,campaign_id,ad_account_id,impression_1,impression_2,"
    rows = [
        "2026-05-01 00:00:00,1,2,3,54,5167,,38,,5898162",
        "2026-05-01 00:00:00,2,2,3,54,607,1,14,1,2234418",
        "2026-05-02 00:00:00,1,2,3,54,104,,,,",
    ]
    connected.drop(
        "pinterest_export/pinterest_pin_promotion_report_data.csv",
        "\n".join([f"{head}clickthrough_1,clickthrough_2,spend_in_micro_dollar", *rows]),
    )
    connected.ingest()
    assert by_day(connected) == [
        ("2026-05-01", 5775, 53, "8132580.0000"),
        ("2026-05-02", 104, None, "0.0000"),
    ]
    assert connected.ask("ad_spend", "select distinct account_id from lake") == [("54",)]


def test_reddit_rows_that_are_deleted_leave_and_their_days_are_empty(tmp_path: Path) -> None:
    skip = CONNECTORS.replace("# [source.skip]", "[source.skip]").replace("# _five", "_five")
    company = new_company(tmp_path / "home", USD + skip)
    header = "account_id,campaign_id,date,clicks,impressions,spend,_fivetran_deleted\n"
    place = "reddit_export/reddit_ads_campaign_report_data{}.csv"
    company.drop(place.format(1), f"{header}t2,9,2026-05-01,8,900,1588650,false\n")
    company.ingest()
    gone = "t2,9,2026-05-01,8,900,1588650,TRUE\nt2,9,2026-05-02,1,10,411350,FALSE\n"
    company.drop(place.format(2), header + gone)
    company.ingest()
    covered = company.rows("deliveries", "stat_date, row_count, is_complete")
    assert covered == [
        ("2026-05-01", 1, True),
        ("2026-05-01", 0, True),
        ("2026-05-02", 1, True),
    ]


def test_only_rows_to_keep_count(tmp_path: Path) -> None:
    company = new_company(tmp_path / "home", described('[source.keep]\ncountry = ["CN", "HK"]\n'))
    company.drop(
        "own.csv", "day,country,spend\n2026-05-01,cn,1\n2026-05-01,US,2\n2026-05-01,HK,4\n"
    )
    company.ingest()
    assert company.ask("ad_spend", "select sum(cost_raw::int) from lake") == [(5,)]


def test_a_part_that_is_no_number_is_rejected_with_all_parts(tmp_path: Path) -> None:
    company = new_company(tmp_path / "home", described('clicks = ["a", "b"]\n'))
    company.drop("own.csv", "day,spend,a,b\n2026-05-01,1,12,many\n")
    company.ingest()
    assert company.rows("rejects", "column_name, value") == [("clicks", "12 + many")]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('campaign_name = ["a", "b"]', "only numbers can be added up"),
        ("clicks = []", "empty list"),
        ('[source.constants]\ncost_unit = "dollars"', "yuan for whole units of any currency"),
        ("[source.skip]\ndeleted = 1.5", "write text, true or false"),
        ("[[source.tables]]\n", "below each [[source.tables]]"),
    ],
)
def test_wrong_settings_are_told_in_words(tmp_path: Path, more: str, words: str) -> None:
    company = new_company(tmp_path / "home", described(more))
    with pytest.raises(ConfigError) as told:
        load_sources(load_settings(company.home))
    assert words in str(told.value)


def test_a_zone_of_days_must_exist(tmp_path: Path) -> None:
    text = described("").replace('format = "csv"', 'format = "csv"\ndays_in = "Beijing"')
    company = new_company(tmp_path / "home", text)
    with pytest.raises(ConfigError, match="'Beijing' is not a time zone"):
        load_sources(load_settings(company.home))
