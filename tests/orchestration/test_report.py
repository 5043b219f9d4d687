"""headwater report: sent through Apprise to a loopback server, to each by their rights."""

import base64
import io

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.weekly import weekly_report
from orchestration.workspace import open_workspace
from tests.dashboards.fixture import write_serving_file

SETTINGS = """
[report]
{extra}
[[report.recipient]]
name = "cmo"
address_variable = "CMO_ADDRESS"
language = "en"
[[report.recipient]]
name = "partner"
address_variable = "PARTNER_ADDRESS"
language = "zh"
channels = ["outdoor"]
"""


@pytest.fixture
def home(tmp_path, mailbox, monkeypatch):
    """A published company whose recipients live at the mailbox."""
    write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    (tmp_path / "headwater.toml").write_text(SETTINGS.format(extra=""), encoding="utf-8")
    for name in ("CMO", "PARTNER"):
        address = f"json://127.0.0.1:{mailbox.server_address[1]}/{name.lower()}"
        monkeypatch.setenv(f"{name}_ADDRESS", address)
    return tmp_path


def report(home, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--home", str(home), "report", *arguments])
    return result.exit_code, result.output


def attached(letter: dict) -> str:
    data = base64.b64decode(letter["attachments"][0]["base64"])
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_without_recipients_the_report_is_a_file(home):
    code, output = report(home, "--week", "2026-W20", "--language", "zh")
    path = home / "reports" / "headwater_2026-W20_zh.pdf"
    assert (code, output.strip()) == (0, str(path))
    assert "周报 2026-W20" in PdfReader(path).pages[0].extract_text()


def test_each_recipient_gets_what_they_may_see_in_their_language(home, mailbox):
    code, _ = report(home, "--to", "all")
    letters = dict(mailbox.letters)
    assert code == 0
    assert letters["/cmo"]["title"] == "Weekly report 2026-W21"
    assert "First investors: 42" in letters["/cmo"]["message"]
    assert "Baidu generic" in attached(letters["/cmo"])
    assert "首投人数：7" in letters["/partner"]["message"]
    assert "百度" not in letters["/partner"]["message"] + attached(letters["/partner"])


def test_one_address_that_fails_keeps_nobody_else_waiting(home, mailbox, monkeypatch):
    monkeypatch.setenv("CMO_ADDRESS", "json://127.0.0.1:9/secret-token")
    code, output = report(home, "--to", "all")
    assert code == 1
    assert "cmo: the service did not take the message" in output
    assert "secret-token" not in output
    assert [path for path, _ in mailbox.letters] == ["/partner"]


@pytest.mark.parametrize(
    ("address", "words"),
    [("", "CMO_ADDRESS is not set"), ("nowhere", "holds no address that Apprise knows")],
)
def test_an_address_that_cannot_be_used_is_explained(home, monkeypatch, address, words):
    monkeypatch.setenv("CMO_ADDRESS", address)
    code, output = report(home, "--to", "cmo")
    assert code == 1
    assert words in output


def test_an_unknown_recipient_names_the_known_ones(home):
    code, output = report(home, "--to", "ceo")
    assert code == 1
    assert "No recipient named ceo: headwater.toml has cmo, partner" in output


def test_before_anything_is_published_the_report_names_the_command(tmp_path):
    code, output = report(tmp_path)
    assert code == 1
    assert "headwater run" in output


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ('weekly_at = "monday"', "report.weekly_at"),
        ('[[report.recipient]]\nname = "a"', "set either address_variable or address"),
    ],
)
def test_settings_that_cannot_be_used_are_named(home, extra, words):
    (home / "headwater.toml").write_text(SETTINGS.format(extra=extra), encoding="utf-8")
    code, output = report(home, "--to", "cmo")
    assert code == 1
    assert words in output


def test_the_schedule_is_off_until_a_day_is_named(home):
    assert weekly_report(open_workspace(home)) == ([], [])
    settings = SETTINGS.format(extra='weekly_at = "MON 09:30"')
    (home / "headwater.toml").write_text(settings, encoding="utf-8")
    _, [schedule] = weekly_report(open_workspace(home))
    assert schedule.cron_schedule == "30 9 * * MON"
    assert schedule.execution_timezone == "Asia/Shanghai"


def test_the_schedule_sends_to_everybody(home, mailbox):
    settings = SETTINGS.format(extra='weekly_at = "MON 09:30"')
    (home / "headwater.toml").write_text(settings, encoding="utf-8")
    [job], _ = weekly_report(open_workspace(home))
    assert job.execute_in_process().success
    assert sorted(path for path, _ in mailbox.letters) == ["/cmo", "/partner"]
