"""Every channel is delivered by its own sources, with the habits of each."""

import bz2
import gzip
import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import openpyxl
import pytest

from ingest.descriptions import built_in_sources

pytestmark = pytest.mark.xdist_group("simulator")

EXPORTS = ("baidu_feed", "baidu_union", "sogou", "shenma", "uc", "toutiao")
PULLED = ("baidu_search_api", "google_ads_api", "microsoft_ads", "weibo_ads", "tencent_ads")
PULLED += ("qihoo_api", "baidu_feed_api", "ocean_engine_api")
NOT_SIMULATED = {"platform"}


def text_of(path):
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def answer(path):
    return json.loads(path.read_text(encoding="utf-8"))


def all_lines(company, source):
    return [line for path in company.files(source).values() for line in text_of(path).splitlines()]


def test_every_built_in_source_delivers_but_the_database_that_is_read_itself(company):
    delivered = {row["source"] for row in company.truth("deliveries.csv")}
    assert delivered == set(built_in_sources()) - NOT_SIMULATED


def test_every_paid_channel_of_the_mission_costs_money_and_brings_people(company):
    spent = {row["channel"] for row in company.truth("spend_daily.csv")}
    effects = {row["channel"]: row for row in company.truth("channel_effects.csv")}
    free = {"seo", "referral", "direct", "other_site", "unmatched"}
    assert set(effects) - free <= spent
    assert all(int(row["first_seen_visitors"]) > 0 for row in effects.values())


@pytest.mark.parametrize("source", EXPORTS)
def test_a_week_of_a_web_export_comes_again_with_a_day_that_has_vanished(company, source):
    notes = [row for row in company.truth("deliveries.csv") if row["source"] == source]
    again = next(row for row in notes if row["note"] == "zero")
    first = next(row for row in notes if row["stat_date"] == again["stat_date"])
    said = [
        company.files(source)[row["file"]].read_bytes().decode("gb18030") for row in (first, again)
    ]
    day = date.fromisoformat(again["stat_date"])
    assert all(f"时间范围：{day}至" in text for text in said)
    written = (str(day), f"{day.year}/{day.month}/{day.day},")
    rows = [text.split("\r\n", 4)[4] for text in said]
    assert [any(word in text for word in written) for text in rows] == [True, False]


@pytest.mark.parametrize("source", PULLED)
def test_an_answer_that_breaks_off_is_followed_by_the_whole_one(company, source):
    partial = answer(company.delivered(source, "partial")[0])
    whole = [
        one
        for path in company.files(source).values()
        if (one := answer(path))["request"] == partial["request"] and not one["error"]
    ]
    assert partial["error"]
    assert whole[0]["fetched_at"] > partial["fetched_at"]
    assert len(json.dumps(whole[0])) > len(json.dumps(partial))


def test_360_and_guangdiantong_say_their_day_only_in_the_name(company):
    for source in ("qihoo", "gdt"):
        for name, path in company.files(source).items():
            text = path.read_bytes().decode("gb18030")
            assert "日期" not in text
            assert "202" in name
    assert not set(company.files("qihoo")) & set(company.files("qihoo_api"))


def test_an_api_takes_over_from_the_export_on_the_same_day(company):
    for export, api in (("qihoo", "qihoo_api"), ("gdt", "tencent_ads")):
        days = {
            source: {
                row["stat_date"]
                for row in company.truth("deliveries.csv")
                if row["source"] == source
            }
            for source in (export, api)
        }
        assert date.fromisoformat(max(days[export])) + timedelta(days=1) == date.fromisoformat(
            min(days[api])
        )


def test_prices_in_the_dsp_log_add_up_to_whole_fen(company):
    sums = Counter()
    for path in company.files("dsp_ipinyou_log").values():
        for line in bz2.decompress(path.read_bytes()).decode().splitlines():
            cell = line.split("\t")
            assert len(cell) == 24
            if cell[2] == "1":
                sums[cell[1][:8], cell[18]] += int(cell[20])
    assert len(sums) > 10
    assert all(total % 1000 == 0 for total in sums.values())


def test_the_agency_keeps_a_sheet_per_city_in_ten_thousands_and_full_width(company):
    paths = [path for name, path in company.files("spend_contracts").items() if "media" in name]
    book = openpyxl.load_workbook(paths[-1])
    assert {"全国", "北京", "上海"} == set(book.sheetnames)
    header, row, *_ = book["北京"].values
    assert header[-1] == "合同金额（万元）"
    assert "．" in row[-1]
    assert row[6].count(".") == 2


def test_sensors_ties_a_cookie_to_an_account_when_somebody_registers(company):
    signups = [
        one
        for line in all_lines(company, "sensors")
        if (one := json.loads(line))["type"] == "track_signup"
    ]
    assert len(signups) > 20
    assert all(one["original_id"] != one["distinct_id"] == one["login_id"] for one in signups)


def test_ga4_repeats_its_last_three_tables_and_snowplow_some_events(company):
    ga4, snowplow = all_lines(company, "ga4"), all_lines(company, "snowplow")
    assert 0.2 < 1 - len(set(ga4)) / len(ga4) < 0.4
    assert 0 < len(snowplow) - len(set(snowplow)) < 0.03 * len(snowplow)
    assert {len(line.split("\t")) for line in snowplow} == {131}


def test_a_visit_of_matomo_belongs_to_one_person_and_starts_at_its_landing(company):
    visits = [one for path in company.files("matomo").values() for one in answer(path)]
    assert len({one["idVisit"] for one in visits}) == len(visits) > 100
    later = [action["url"] for one in visits for action in one["actionDetails"][1:]]
    assert not [url for url in later if "utm_source" in url]


def test_a_few_people_are_seen_by_two_systems(company):
    systems = defaultdict(set)
    for source, key in (("sensors", "login_id"), ("ga4", "user_id"), ("events", "user_id")):
        for line in all_lines(company, source) if source != "events" else own_lines(company):
            if f'"{key}"' in line:
                systems[json.loads(line)[key]].add(source)
    crossing = sum(len(seen) > 1 for seen in systems.values())
    assert 0.001 < crossing / len(systems) < 0.1


def test_google_knows_campaign_and_keyword_of_the_clicks_that_visits_came_by(company):
    answers = [answer(path) for path in company.files("google_ads_clicks").values()]
    pages = [page for one in answers for page in one["responses"]]
    clicks = {one["clickView"]["gclid"]: one for page in pages for one in page.get("results", [])}
    found = (re.search(r"utm_campaign=(\d+).*gclid=(\w+)", line) for line in own_lines(company))
    visits = {match[2]: match[1] for match in found if match}
    known = {click: clicks[click] for click in visits if click in clicks}
    assert len(known) > 0.95 * len(visits) > 50
    assert {c: one["campaign"]["id"] for c, one in known.items()} == {c: visits[c] for c in known}
    assert all(one["clickView"]["keyword"].partition("~")[2] for one in known.values())


def own_lines(company):
    whole = [path for kind in ("normal", "late") for path in company.delivered("events", kind)]
    return [line for path in whole for line in text_of(path).splitlines() if "bad-" not in line]
