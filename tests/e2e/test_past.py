"""The numbers as they were known at a past moment, built again from the lake."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from ingest.config import Paths
from orchestration.builds import now
from orchestration.cli import app
from orchestration.past import parse_moment, past, rebuild
from orchestration.past_changes import changes
from orchestration.workspace import UserError, open_workspace
from tests.conftest import environment_kept, run_once
from tests.e2e.conftest import simulated
from tests.e2e.published import build_id, differences, figures

pytestmark = pytest.mark.xdist_group("again")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def rebuilt(home: Path, moment: datetime) -> Paths:
    workspace = past(open_workspace(home), moment)
    with environment_kept():
        rebuild(workspace)
    return workspace.paths


def test_a_past_moment_reads_as_it_did_then_and_the_present_stays(tmp_path):
    simulated(tmp_path, last=16)
    run_once(tmp_path)
    then, moment = figures(Paths(tmp_path)), now()
    simulated(tmp_path, first=17)
    run_once(tmp_path)
    present = build_id(Paths(tmp_path))
    found = rebuilt(tmp_path, moment)
    assert differences(figures(found), then) == []
    assert build_id(Paths(tmp_path)) == present
    moved = changes(found.serving, Paths(tmp_path).serving)
    assert any(change.then is None and change.now for change in moved)
    spend = [change for change in moved if change.metric == "spend_amount"]
    assert any(change.then and change.then != change.now for change in spend)
    told = CliRunner().invoke(app, ["--home", str(tmp_path), "as-of", "2020-01-01"])
    assert told.exit_code == 1
    assert "Nothing had been loaded by 2020-01-01" in told.output


def test_the_same_moment_twice_changes_nothing(calm):
    assert changes(calm.serving, calm.serving) == []


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-05-03", datetime(2026, 5, 3, 16)),
        ("2026-05-03T08:00", datetime(2026, 5, 3)),
        ("2026-05-03 08:00:00+00:00", datetime(2026, 5, 3, 8)),
    ],
)
def test_a_moment_is_told_on_the_companys_clock(text, utc):
    assert parse_moment(text, SHANGHAI) == utc


@pytest.mark.parametrize("text", ["last Tuesday", "2026-13-01", str(datetime.now(UTC).year + 1)])
def test_what_is_no_past_moment_is_refused(text):
    with pytest.raises(UserError, match=r"moment|passed"):
        parse_moment(text if len(text) > 4 else f"{text}-01-01", SHANGHAI)
