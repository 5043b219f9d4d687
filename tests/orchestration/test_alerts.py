"""headwater alerts: what fires is told once, to whom it concerns, and all is written down."""

from datetime import datetime

import duckdb
import pytest

from dashboards.queries.contract import ALERTS as READ_BY_PAGES
from orchestration.alerts.asking import ask_and_publish, keep
from orchestration.alerts.clock import after_quiet_hours
from orchestration.alerts.delivery import deliver
from orchestration.alerts.log import open_log, path_of
from orchestration.workspace import open_workspace
from tests.dashboards.fixture import AS_OF
from tests.orchestration.alert_company import CITY, LOW, alerts, asked, rule, settle


def test_a_drop_is_told_once_however_often_it_is_asked(alert_home, mailbox):
    code, output = alerts(alert_home)
    assert code == 0
    assert "FIRED 2026-05-29 registrations_low baidu_generic: 1 against 10" in output
    [(path, letter)] = mailbox.letters
    assert path == "/cmo"
    assert letter["title"] == "Alert, Small Company: registrations_low"
    assert (
        "Registrations of Baidu generic on 29 May 2026: 1, where 10 is usual" in letter["message"]
    )
    assert "Registrations: 10 → 1 (−9)" in letter["message"]
    assert alerts(alert_home)[0] == 0
    assert len(mailbox.letters) == 1


def test_each_recipient_is_told_what_they_may_see(alert_home, mailbox):
    settle(alert_home, LOW.replace('unusual = "low"', "below = 6\ninterval = 0") + CITY)
    assert alerts(alert_home)[0] == 0
    letters = {path: letter["message"] for path, letter in mailbox.letters}
    assert set(letters) == {"/cmo", "/partner", "/chengdu"}
    assert "成都的首投人数（2026年5月29日）：2，上周同期为 20，−90.0%" in letters["/chengdu"]
    assert "registrations_low" not in letters["/chengdu"]
    assert "registrations_low" in letters["/cmo"]
    assert "chengdu_falls" in letters["/cmo"]


def test_a_partner_is_told_of_their_own_channel_only(alert_home, mailbox):
    settle(alert_home, rule(each="channel", below=6, interval=0, to=["partner"]))
    alerts(alert_home)
    [(path, letter)] = mailbox.letters
    assert path == "/partner"
    assert "户外广告的注册" in letter["message"]
    assert "百度" not in letter["message"]


def test_whoever_may_not_open_the_page_is_told_nothing(alert_home, mailbox):
    settle(alert_home, LOW)
    text = (alert_home / "headwater.toml").read_text("utf-8")
    barred = text.replace('language = "en"', 'language = "en"\npages = ["overview"]')
    (alert_home / "headwater.toml").write_text(barred, "utf-8")
    assert alerts(alert_home)[0] == 0
    assert mailbox.letters == []


def test_a_dry_run_keeps_and_sends_nothing(alert_home, mailbox):
    code, output = alerts(alert_home, "--dry-run")
    assert code == 0
    assert "FIRED" in output
    assert mailbox.letters == []
    assert not path_of(open_workspace(alert_home)).exists()


def test_quiet_hours_put_a_message_off_until_they_end(alert_home, mailbox):
    settle(alert_home, LOW, '[alerts]\nquiet_hours = "22:00-08:00"\n')
    workspace, found = asked(alert_home)
    keep(workspace, found, "b1")
    at_night, in_the_morning = datetime(2026, 5, 29, 23, 30), datetime(2026, 5, 30, 0, 0)
    assert deliver(workspace, at_night) == []
    with open_log(workspace) as log:
        assert {entry.delivery for entry in log.entries() if entry.told["has_fired"]} == {"waiting"}
    assert deliver(workspace, in_the_morning) == ["cmo: Alert, Small Company: registrations_low"]
    assert len(mailbox.letters) == 1


def test_a_right_that_was_taken_away_in_quiet_hours_keeps_the_message_back(alert_home, mailbox):
    workspace, found = asked(alert_home)
    keep(workspace, found, "b1")
    text = (alert_home / "headwater.toml").read_text("utf-8")
    narrowed = text.replace('language = "en"', 'language = "en"\nchannels = ["outdoor"]')
    (alert_home / "headwater.toml").write_text(narrowed, "utf-8")
    workspace = open_workspace(alert_home)
    assert deliver(workspace) == ["cmo: may not see it any more. 已无权查看。"]
    assert deliver(workspace) == []
    assert mailbox.letters == []


def test_the_clock_sends_what_waited_when_quiet_hours_end(alert_home, mailbox):
    assert after_quiet_hours(open_workspace(alert_home)) == ([], [])
    settle(alert_home, LOW, '[alerts]\nquiet_hours = "22:00-08:30"\n')
    [job], [schedule] = after_quiet_hours(open_workspace(alert_home))
    assert schedule.cron_schedule == "30 8 * * *"
    assert job.name == "waiting_alerts"


def test_a_message_that_was_not_taken_is_sent_the_next_time(alert_home, mailbox, monkeypatch):
    monkeypatch.setenv("CMO_ADDRESS", "json://127.0.0.1:9/secret-token")
    code, output = alerts(alert_home)
    assert code == 1
    assert "! cmo: the service did not take the message" in output
    assert "secret-token" not in output
    monkeypatch.setenv("CMO_ADDRESS", f"json://127.0.0.1:{mailbox.server_address[1]}/cmo")
    assert alerts(alert_home)[0] == 0
    assert [path for path, _ in mailbox.letters] == ["/cmo"]


def test_what_is_published_holds_every_answer_with_its_parts_and_message(alert_home):
    workspace, found = asked(alert_home)
    keep(workspace, found, "b0")
    deliver(workspace, datetime(2026, 5, 30))
    with duckdb.connect(str(workspace.paths.serving.resolve())) as connection:
        ask_and_publish(workspace, connection, "b1", AS_OF)
        rows = connection.execute(
            "select channel, reason, is_current, delivery from fct_alerts order by channel"
        ).fetchall()
        parts = connection.execute("select sum(contribution) from fct_alert_parts").fetchall()
        present = {
            table: {row[0] for row in connection.execute(f"describe {table}").fetchall()}
            for table in READ_BY_PAGES
        }
    assert rows[0] == ("baidu_generic", "fired", True, "sent")
    assert rows[2] == ("outdoor", "inside_interval", True, "")
    assert len(rows) == 4
    assert parts == [(pytest.approx(-9),)]
    assert all(set(columns) <= present[table] for table, columns in READ_BY_PAGES.items())


def test_a_day_that_was_restated_has_two_lines_and_one_message(alert_home, mailbox):
    alerts(alert_home)
    with duckdb.connect(str((alert_home / "serving" / "headwater.duckdb").resolve())) as connection:
        connection.execute(
            "update fct_channel_daily set registrations = 10 where registrations = 1"
        )
    alerts(alert_home)
    with open_log(open_workspace(alert_home)) as log:
        reasons = [e.told["reason"] for e in log.entries() if e.told["channel"] == "baidu_generic"]
    assert reasons == ["fired", "inside_interval"]
    assert len(mailbox.letters) == 1


def test_without_rules_nothing_is_asked(alert_home):
    settle(alert_home, "")
    code, output = alerts(alert_home)
    assert (code, "There are no [[alert]] rules" in output) == (0, True)


def test_a_log_that_is_damaged_is_explained(alert_home):
    path = path_of(open_workspace(alert_home))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"not a database at all" * 100)
    code, output = alerts(alert_home)
    assert (code, "cannot be used" in output) == (1, True)
