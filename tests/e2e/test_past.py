"""The same deliveries give the same numbers, in pieces and again; past ones can be built again."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from ingest.config import Paths
from ingest.lake_files import LakeFile, lake_files
from orchestration import builds
from orchestration.cli import app
from orchestration.days import Days
from orchestration.maintain import maintain
from orchestration.past import parse_moment, past, rebuild
from orchestration.past_changes import changes
from orchestration.run import Request
from orchestration.workspace import UserError, open_workspace
from tests.conftest import copied, environment_kept, run_once
from tests.e2e.conftest import DELIVERY_RECORDS, END, before_the_last_day
from tests.e2e.published import Rows, build_id, differences, figures, serving_files

pytestmark = pytest.mark.xdist_group("small_company")
SHANGHAI = ZoneInfo("Asia/Shanghai")
ASKED_AGAIN = Days(END - timedelta(days=17), END)
"""From May to the last day."""
VIEWS = ("stg_web__events", "stg_ads__ad_clicks", "stg_lake__annotations")


def rebuilt(home: Path, moment: datetime) -> Paths:
    workspace = past(open_workspace(home), moment)
    with environment_kept():
        rebuild(workspace)
    return workspace.paths


def build_ended(company: Paths) -> datetime:
    with builds.open_warehouse(company.warehouse) as connection:
        return connection.execute("select max(ended_at) from meta.builds").fetchall()[0][0]


def rows_of_views(home: Path) -> dict[str, int]:
    with builds.open_warehouse(Paths(home).warehouse, read_only=True) as connection:
        return {
            view: connection.sql(f"from {view}").aggregate("count(*)").fetchall()[0][0]
            for view in VIEWS
        }


@dataclass(frozen=True)
class Story:
    """A company whose last day came later, with its figures before that.

    Then its lake was packed, all its files were delivered again, and days in the middle and at the
    end were asked for again.
    """

    paths: Paths
    packed: list[str]
    lake: dict[str, list[LakeFile]]
    """What lay in it then."""
    read: dict[str, list[int]]
    """Rows that views on it had, before and after."""
    then: dict[str, Rows]
    moment: datetime


@pytest.fixture(scope="module")
def story(grown: Paths, tmp_path_factory: pytest.TempPathFactory) -> Story:
    home = copied(grown, tmp_path_factory.mktemp("pieces") / "company").home
    before = before_the_last_day(grown.home)
    then, moment = figures(before), build_ended(before)
    said: list[str] = []
    views = rows_of_views(home)
    with environment_kept():
        maintain(open_workspace(home), said.append, datetime.now(UTC) + timedelta(days=8))
    paths = Paths(home)
    lake = {name: lake_files(paths.lake / name) for name in ("events", "ad_spend", "deliveries")}
    read = {view: [rows, rows_of_views(home)[view]] for view, rows in views.items()}
    shutil.copytree(paths.done, paths.inbox, dirs_exist_ok=True)
    run_once(home, Request(days=ASKED_AGAIN))
    return Story(paths, said, lake, read, then, moment)


def test_delivering_in_pieces_and_again_gives_the_same_numbers_as_all_at_once(grown, calm, story):
    here, there = figures(story.paths, DELIVERY_RECORDS), figures(calm, DELIVERY_RECORDS)
    assert build_id(story.paths) > build_id(grown)
    assert differences(here, there) == []
    assert 1 <= len(serving_files(story.paths)) <= 3


def test_packing_leaves_one_file_per_dataset_and_nothing_twice(story):
    assert story.packed[0].startswith("Packed 20 files of the lake into 10")
    assert story.packed[1].startswith("Removed 20 files that are in packs now")
    for files in story.lake.values():
        assert len(files) == 1
        assert files[0].is_pack
        assert files[0].first_load < files[0].last_load


def test_views_on_a_packed_lake_read_the_same_rows(story):
    assert all(before == after > 0 for before, after in story.read.values())


def test_a_past_moment_reads_as_it_did_then_and_the_present_stays(story):
    present = build_id(story.paths)
    found = rebuilt(story.paths.home, story.moment)
    assert differences(figures(found), story.then) == []
    assert build_id(story.paths) == present
    moved = changes(found.serving, story.paths.serving)
    assert any(change.then is None and change.now for change in moved)
    spend = [change for change in moved if change.metric == "spend_amount"]
    assert any(change.then and change.then != change.now for change in spend)


def test_a_moment_before_the_first_load_is_refused(story):
    told = CliRunner().invoke(app, ["--home", str(story.paths.home), "as-of", "2020-01-01"])
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
