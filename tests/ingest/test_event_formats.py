"""Events of other analytics systems, one test per habit of theirs."""

import gzip
import json

import duckdb
from pydantic import SecretStr

from ingest.pii import Hasher
from ingest.readers.records import with_campaign
from ingest.readers.trackers import SNOWPLOW_COLUMNS
from tests.ingest.company import KEY

AT_MS = 1777600800123
"""2026-05-01 02:00:00.123 UTC."""


def lines(*records: dict | str) -> bytes:
    texts = (
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records
    )
    return gzip.compress("".join(f"{text}\n" for text in texts).encode())


def tracked(event: str = "$pageview", **changes: object) -> dict:
    return {
        "distinct_id": "cookie-1",
        "type": "track",
        "event": event,
        "time": AT_MS,
        "properties": {
            "$url": "https://www.example.cn/lp?bd_vid=77",
            "$ip": "10.1.2.3",
            "$lib": "js",
            "$latest_search_keyword": "未取到值_直接打开",
            "$referrer": "url的domain解析失败",
            "page": 3,
        },
        **changes,
    }


def ga4_row(**changes: object) -> dict:
    return {
        "event_date": "20260501",
        "event_timestamp": "1777600800123456",
        "event_name": "page_view",
        "event_bundle_sequence_id": "5",
        "user_pseudo_id": "12.34",
        "platform": "WEB",
        "geo": {"city": "Hangzhou"},
        "event_params": [
            {"key": "page_location", "value": {"string_value": "https://www.example.cn/a"}},
            {"key": "ga_session_id", "value": {"string_value": None, "int_value": "42"}},
        ],
        **changes,
    }


def snowplow_line(**changes: str) -> str:
    cells = [""] * SNOWPLOW_COLUMNS
    places = {"collected": 3, "event_id": 6, "ip": 13, "cookie": 15, "network_user": 17, "url": 29}
    places |= {"source": 48, "agent": 77, "derived": 124, "name": 126, "fingerprint": 129}
    filled = {
        "collected": "2026-05-01 02:00:01.000",
        "event_id": "e-1",
        "ip": "10.1.2.3",
        "cookie": "d1",
        "url": "https://www.example.cn/",
        "derived": "2026-05-01 02:00:00.123",
        "name": "page_view",
        "fingerprint": "f1",
        **changes,
    }
    for name, value in filled.items():
        cells[places[name]] = value
    return "\t".join(cells)


def visit(actions: int = 1, **changes: object) -> dict:
    return {
        "idVisit": 9,
        "visitorId": "v1",
        "visitIp": "10.1.2.3",
        "referrerUrl": "https://www.baidu.com/",
        "actionDetails": [
            {"type": "action", "url": f"https://www.example.cn/{n}", "timestamp": 1777600800 + n}
            for n in range(actions)
        ],
        **changes,
    }


def test_sensors_time_is_milliseconds_and_its_library_a_platform(company):
    company.drop("sensors/a.jsonl.gz", lines(tracked()))
    assert company.ingest().rows == 1
    told = company.rows("events", "event_name, event_at, anonymous_id, user_id, platform")
    assert told == [("$pageview", "2026-05-01 02:00:00.123", "cookie-1", None, "web")]


def test_sensors_words_for_no_value_are_no_values(company):
    company.drop("sensors/a.jsonl.gz", lines(tracked()))
    company.ingest()
    ((referrer, props),) = company.rows("events", "referrer, props")
    assert (referrer, json.loads(props)) == (None, {"page": 3})


def test_sensors_signup_ties_the_id_before_to_the_id_after(company):
    signup = tracked("$SignUp", type="track_signup", distinct_id="u1", original_id="cookie-1")
    company.drop("sensors/a.jsonl.gz", lines(tracked(), signup))
    assert company.ingest().rows == 3
    links = company.rows("identity_links", "anonymous_id, user_id, linked_at")
    assert links == [("cookie-1", "u1", "2026-05-01 02:00:00.123")]


def test_sensors_events_of_somebody_signed_in_know_the_user(company):
    properties = {"$is_login_id": True, "$device_id": "d1"}
    inside = tracked(distinct_id="u1", properties=properties)
    merged = tracked(identities={"$identity_login_id": "u2", "$identity_cookie_id": "c2"})
    company.drop("sensors/a.jsonl.gz", lines(inside, merged))
    company.ingest()
    assert company.rows("events", "anonymous_id, user_id") == [("d1", "u1"), ("c2", "u2")]


def test_sensors_profiles_are_no_events_and_torn_lines_are_told(company):
    profile = {"type": "profile_set", "distinct_id": "u1", "time": AT_MS, "properties": {}}
    company.drop("sensors/a.jsonl.gz", lines(profile, tracked(), '{"type": "tra'))
    report = company.ingest()
    assert (report.rows, report.rejected) == (1, 1)
    assert company.reasons() == [(3, None, "malformed_line")]


def test_sensors_the_same_line_again_has_the_same_id(company):
    company.drop("sensors/a.jsonl.gz", lines(tracked()))
    company.drop("sensors/b.jsonl.gz", lines(tracked(recv_time=AT_MS + 5), tracked("buy")))
    company.ingest()
    assert company.ask("events", "select count(*), count(distinct event_id) from lake") == [(3, 2)]


def test_addresses_are_hashed_in_every_format_and_nowhere_in_the_clear(company):
    company.drop("sensors/a.jsonl.gz", lines(tracked()))
    company.drop("snowplow/a.tsv", snowplow_line() + "\n")
    company.drop("matomo/a.json", json.dumps([visit()]))
    assert company.ingest().rows == 3
    digest = Hasher(SecretStr(KEY)).digest("10.1.2.3")
    assert company.ask("events", "select distinct ip_hash from lake") == [(digest,)]
    for path in (company.paths.lake / "events").glob("*.parquet"):
        rows = duckdb.execute("select * from read_parquet($1)", [str(path)]).fetchall()
        assert "10.1.2.3" not in str(rows)


def test_ga4_rows_have_an_id_of_their_fields(company):
    other = ga4_row(event_bundle_sequence_id="6")
    as_number = ga4_row(event_timestamp=1777600800123456, event_bundle_sequence_id=5)
    company.drop("ga4/events_20260501.jsonl.gz", lines(ga4_row(), other))
    company.drop("ga4/again.jsonl.gz", lines(as_number))
    company.ingest()
    told = company.ask("events", "select count(*), count(distinct event_id) from lake")
    assert told == [(3, 2)]
    ((at, platform, city, props),) = company.ask(
        "events", "select distinct event_at, platform, city, props from lake"
    )
    assert (at, platform, city) == ("2026-05-01 02:00:00.123456", "web", "Hangzhou")
    assert json.loads(props)["ga_session_id"] == "42"


def test_ga4_campaign_of_the_click_joins_the_address(company):
    source = {"manual_source": "baidu", "manual_medium": "cpc", "gclid": "G1"}
    company.drop("ga4/a.jsonl.gz", lines(ga4_row(collected_traffic_source=source)))
    company.ingest()
    url = "https://www.example.cn/a?utm_source=baidu&utm_medium=cpc&gclid=G1"
    assert company.rows("events", "url") == [(url,)]


def test_ga4_intraday_tables_wait_for_the_daily_one(company):
    company.drop("ga4/events_intraday_20260501.jsonl.gz", lines(ga4_row()))
    assert company.ingest().sources["ga4"].refused == 1


def test_snowplow_takes_its_131_columns_by_place(company):
    company.drop("snowplow/a.tsv", snowplow_line(source="baidu") + "\n" + "too\tshort\n")
    report = company.ingest()
    assert (report.rows, report.rejected) == (1, 1)
    told = company.rows("events", "event_id, event_name, event_at, anonymous_id, url")
    url = "https://www.example.cn/?utm_source=baidu"
    assert told == [("e-1-f1", "page_view", "2026-05-01 02:00:00.123", "d1", url)]


def test_snowplow_repeats_share_an_id_and_collisions_do_not(company):
    other = snowplow_line(fingerprint="f2", cookie="", network_user="n1", derived="")
    text = "\n".join([snowplow_line(), snowplow_line(), other])
    company.drop("snowplow/a.tsv", text)
    company.ingest()
    told = company.ask("events", "select event_id, count(*) from lake group by 1 order by 1")
    assert told == [("e-1-f1", 2), ("e-1-f2", 1)]


def test_matomo_actions_keep_their_ids_when_the_visit_goes_on(company):
    company.drop("matomo/a.json", json.dumps([visit(1)]))
    company.drop("matomo/b.json", json.dumps([visit(2)]))
    assert company.ingest().rows == 3
    told = company.ask(
        "events", "select distinct event_id, event_at, referrer from lake order by 1"
    )
    assert told == [
        ("9-1", "2026-05-01 02:00:00", "https://www.baidu.com/"),
        ("9-2", "2026-05-01 02:00:01", None),
    ]


def test_matomo_errors_are_refused_in_its_own_words(company):
    company.drop("matomo/a.json", '{"result": "error", "message": "Unable to authenticate"}')
    report = company.ingest().sources["matomo"]
    assert "Unable to authenticate" in next(iter(report.refusals.values())).en


def test_a_campaign_never_overrides_the_address():
    url = "https://x.cn/?utm_source=a#top"
    assert with_campaign(url, {"utm_source": "b", "utm_term": "理财"}) == (
        "https://x.cn/?utm_source=a&utm_term=%E7%90%86%E8%B4%A2#top"
    )
    assert with_campaign(None, {"utm_source": "b"}) == "app://campaign/?utm_source=b"
    assert with_campaign(None, {}) is None
