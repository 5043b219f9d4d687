import io
import socket
import sqlite3
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from orchestration.doctor import Finding, examine, show
from orchestration.lock import run_lock
from tests.orchestration.conftest import a_build, warehouse_with


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company folder whose settings are in order."""
    monkeypatch.setenv("HEADWATER_HASH_KEY", "a key of some length")
    with sqlite3.connect(tmp_path / "platform.db") as connection:
        connection.execute("create table users (user_id text)")
    (tmp_path / "headwater.toml").write_text('[platform]\nurl = "sqlite:///platform.db"\n')
    return tmp_path


def finding(home: Path, subject: str) -> Finding:
    return next(found for found in examine(home) if found.subject == subject)


def test_a_folder_in_order_has_nothing_wrong(home):
    assert [found for found in examine(home) if found.state == "fail"] == []
    assert finding(home, "platform").found == "answers, 1 tables"


def test_a_hash_key_that_is_missing_or_too_short_is_found(home, monkeypatch):
    monkeypatch.delenv("HEADWATER_HASH_KEY")
    assert finding(home, "hash key").found == "none yet; the first run makes one"
    monkeypatch.setenv("HEADWATER_HASH_KEY", "short")
    found = finding(home, "hash key")
    assert found.state == "fail"
    assert "HEADWATER_HASH_KEY" in found.found


def test_wrong_settings_are_found_and_nothing_is_said_about_what_hangs_on_them(home):
    (home / "headwater.toml").write_text("[windows]\nfunnel_window_days = 0\n")
    found = examine(home)
    assert found[-1].subject == "settings"
    assert "windows.funnel_window_days" in found[-1].found


def test_a_missing_platform_database_is_found_and_not_made(home):
    (home / "platform.db").unlink()
    assert finding(home, "platform").state == "fail"
    assert not (home / "platform.db").exists()


def test_a_source_that_cannot_be_used_is_found(home):
    with (home / "headwater.toml").open("a") as file:
        file.write('[[source]]\nname = "mine"\ndataset = "nothing"\nformat = "csv"\nfiles = "x"\n')
    assert "nothing" in finding(home, "sources").found


def test_a_run_in_progress_is_told_and_is_not_a_fault(home):
    with run_lock(home / "state" / "run.lock"):
        found = finding(home, "warehouse")
    assert found.state == "warn"
    assert "in progress" in found.found


def test_the_newest_build_is_told(workspace, monkeypatch):
    monkeypatch.setenv("HEADWATER_HASH_KEY", "a key of some length")
    warehouse_with(workspace, "1", a_build("b1", "failed"))
    assert "b1, failed" in finding(workspace.paths.home, "warehouse").found


def test_a_taken_port_is_told_with_its_setting(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (home / "headwater.toml").open("a") as file:
            file.write(f"[serve]\ndagster_port = {port}\n")
        found = finding(home, f"port {port}")
    assert found.state == "warn"
    assert "dagster_port" in found.mend


def test_ways_to_mend_are_shown_for_what_is_wrong_only():
    output = io.StringIO()
    findings = [
        Finding("disk", "ok", "9 GB free", "Make room."),
        Finding("hash key", "fail", "not set", "Set it."),
    ]
    show(findings, Console(file=output, width=100))
    assert "Set it." in output.getvalue()
    assert "Make room." not in output.getvalue()
    assert "1 to mend" in output.getvalue()


def test_a_warehouse_that_another_program_has_open_is_found(home):
    (home / "warehouse").mkdir()
    path = home / "warehouse" / "warehouse.duckdb"
    with duckdb.connect(str(path)):
        pass
    assert finding(home, "warehouse").found == "no build yet"
