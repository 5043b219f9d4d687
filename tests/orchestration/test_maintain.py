"""Upkeep: what is old goes, what others need stays, and a run in progress is not disturbed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.config import ConfigError
from orchestration.lock import RunInProgressError, run_lock
from orchestration.maintain import maintain
from orchestration.upkeep import weekly_upkeep
from orchestration.workspace import Workspace, open_workspace
from tests.conftest import environment_kept

CONNECTORS = Path(__file__).parents[2] / "ingest" / "examples" / "connectors.toml"
LATER = datetime.now(UTC) + timedelta(days=40)


def kept_up(workspace: Workspace, settings: str = "") -> list[str]:
    """What upkeep says in forty days, under these settings."""
    workspace.paths.config.write_text(settings, encoding="utf-8")
    said: list[str] = []
    with environment_kept():
        maintain(open_workspace(workspace.paths.home), said.append, LATER)
    return said


def read_file(workspace: Workspace, name: str) -> None:
    path = workspace.paths.done / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 2_000_000)


def test_files_that_were_read_stay_unless_a_limit_is_set(workspace):
    read_file(workspace, "events/events_1.jsonl.gz")
    assert kept_up(workspace) == ["No files of the lake to pack."]
    said = kept_up(workspace, "[maintain]\nkeep_done_days = 39")
    day = f"{LATER - timedelta(days=39):%Y-%m-%d}"
    assert said[1:] == [f"Removed 1 files read before {day} (2.0 MB)."]


def test_files_in_which_others_are_looked_up_stay(workspace):
    read_file(workspace, "microsoft_export/microsoft_campaign_history_1.csv")
    read_file(workspace, "microsoft_export/microsoft_campaign_performance_daily_report_1.csv")
    kept_up(workspace, CONNECTORS.read_text("utf-8") + "\n[maintain]\nkeep_done_days = 30\n")
    left = [path.name for path in workspace.paths.done.rglob("*.csv")]
    assert left == ["microsoft_campaign_history_1.csv"]


def test_past_moments_that_were_built_go_after_a_month(workspace):
    built = workspace.paths.home / "as_of" / "20260503T160000" / "serving"
    built.mkdir(parents=True)
    assert kept_up(workspace, "[maintain]\nkeep_as_of_days = 41") == [
        "No files of the lake to pack."
    ]
    kept_up(workspace)
    assert not built.parent.exists()


def test_a_run_in_progress_is_not_disturbed(workspace):
    with run_lock(workspace.run_lock), pytest.raises(RunInProgressError, match="in progress"):
        kept_up(workspace)


def test_an_upkeep_twice_a_week_cannot_be_asked_for(workspace):
    with pytest.raises(ConfigError, match="weekly_at"):
        kept_up(workspace, '[maintain]\nweekly_at = "twice"')


def test_dagster_keeps_the_folder_up_on_sundays_unless_told_not_to(workspace):
    _, [schedule] = weekly_upkeep(workspace)
    assert schedule.cron_schedule == "30 3 * * SUN"
    workspace.paths.config.write_text('[maintain]\nweekly_at = ""', encoding="utf-8")
    assert weekly_upkeep(open_workspace(workspace.paths.home)) == ([], [])
