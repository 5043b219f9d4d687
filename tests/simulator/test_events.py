import gzip
import json
import re
import sqlite3
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from statistics import median

import pytest

from ingest.contracts.events import EVENTS

pytestmark = pytest.mark.xdist_group("simulator")

BOT = re.compile(r"bot|spider|crawler|headless", re.IGNORECASE)
STEPS = {"page_view", "register", "login", "verify", "bind_card", "recharge", "invest"}


def lines(path):
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


@pytest.fixture(scope="module")
def events(company):
    files = [path for kind in ("normal", "late") for path in company.delivered("events", kind)]
    found = []
    for path in files:
        for line in lines(path):
            if '"event_id":"bad-' not in line:
                found.append(json.loads(line) | {"file": path.name})
    return found


def company_day(instant):
    return (datetime.fromisoformat(instant) + timedelta(hours=8)).strftime("%Y%m%d")


def test_keys_are_columns_of_the_contract_and_required_ones_are_there(events):
    columns = {column.name for column in EVENTS.columns} | {"file"}
    required = {column.name for column in EVENTS.columns if column.required}
    for event in events:
        assert required <= event.keys() <= columns
        assert isinstance(event["props"], dict)
    assert {event["event_name"] for event in events} == STEPS


def test_a_file_holds_the_events_received_on_its_day(events):
    repeated = 0
    for event in events:
        day = event["file"].split("_")[1][:8]
        repeated += company_day(event["received_at"]) != day
        assert event["event_at"] <= event["received_at"]
    assert 0 < repeated < 100


def test_some_events_arrive_hours_or_days_later(events):
    late = [event for event in events if company_day(event["event_at"]) not in event["file"]]
    assert 0.001 < len(late) / len(events) < 0.02


def test_only_events_sent_again_share_an_id(events):
    by_id = defaultdict(set)
    for event in events:
        by_id[event["event_id"]].add(json.dumps({**event, "file": ""}, sort_keys=True))
    assert all(len(contents) == 1 for contents in by_id.values())
    assert 20 < len(events) - len(by_id) < 100


def test_bad_lines_are_unreadable_or_lack_what_is_required(company):
    noted = [row for row in company.truth("deliveries.csv") if "bad_lines" in row["note"]]
    bad = [line for row in noted for line in lines(company.files("events")[row["file"]])]
    bad = [line for line in bad if '"event_id":"bad-' in line]
    assert len(bad) == 3 * len(noted) >= 3
    assert "anonymous_id" not in json.loads(bad[0])
    assert json.loads(bad[1])["event_at"] == "yesterday"
    with pytest.raises(json.JSONDecodeError):
        json.loads(bad[2])


def test_robots_are_a_few_and_never_log_in(events):
    robots = [event for event in events if BOT.search(event["user_agent"])]
    assert 0.005 < len(robots) / len(events) < 0.05
    assert not [event for event in robots if "user_id" in event]


def test_about_five_events_a_visitor_of_a_third_of_a_kilobyte(company):
    size = sum(len(line) for path in company.delivered("events", "normal") for line in lines(path))
    assert 4 < company.report.events / company.report.visitors < 6
    assert 250 < size / company.report.events < 400


def test_landing_addresses_say_where_people_came_from(events):
    urls = [event["url"] for event in events]
    for part in (
        "utm_source=baidu&utm_medium=cpc&utm_campaign=8001&utm_term=90001&utm_content=brand&bd_vid=",
        "utm_source=toutiao&utm_medium=feed&utm_campaign=17",
        "utm_source=ipinyou&utm_medium=dsp",
        "utm_medium=cpa&sub_id=pub03",
        "utm_source=yiqifa&utm_medium=cps&euid=",
        "utm_source=fanli&utm_medium=rebate&tc=",
        "utm_source=wdzj&utm_medium=cpt",
        "utm_source=wechat&utm_medium=social",
        "hw_code=CAM",
        "hw_code=OUT",
        "invite=Y",
        "utm_source=xiaomi_push",
    ):
        assert any(part in url for url in urls), part


def test_codes_in_addresses_are_also_in_their_own_fields(events):
    for event in events:
        code = re.search(r"hw_code=(\w+)", event["url"])
        invite = re.search(r"invite=(\w+)", event["url"])
        assert event.get("channel_code") == (code and code.group(1))
        assert event.get("invite_code") == (invite and invite.group(1))


def test_invite_codes_belong_to_the_inviter_of_the_account(company, events):
    with sqlite3.connect(company.home / "platform.db") as connection:
        known = {row[0] for row in connection.execute("select invite_code from users")}
    codes = {event["invite_code"] for event in events if "invite_code" in event}
    assert len(codes & known) > 30


def test_registrations_are_tracked_within_the_second_for_all_but_those_of_other_systems(
    company, events
):
    with sqlite3.connect(company.home / "platform.db") as connection:
        registered = dict(connection.execute("select user_id, registered_at from users").fetchall())
    seen = {event["user_id"]: event for event in events if event["event_name"] == "register"}
    for user, event in seen.items():
        at = datetime.fromisoformat(event["event_at"]).replace(tzinfo=None) + timedelta(hours=8)
        assert at.strftime("%Y-%m-%d %H:%M:%S") == registered[user]
    assert 0.8 < len(seen) / len(registered) < 0.95


def test_some_people_have_two_devices_and_some_devices_two_people(events):
    ids, users = defaultdict(set), defaultdict(set)
    for event in events:
        if "user_id" in event:
            ids[event["user_id"]].add(event["anonymous_id"])
            users[event["anonymous_id"]].add(event["user_id"])
    assert 0.01 < sum(len(found) == 2 for found in ids.values()) / len(ids) < 0.15
    assert 2 <= sum(len(found) == 2 for found in users.values()) < 30


def test_a_visit_is_a_few_pages_seconds_apart(events):
    views = Counter(event["anonymous_id"] for event in events if event["event_name"] == "page_view")
    assert 2 <= median(views.values()) <= 5
