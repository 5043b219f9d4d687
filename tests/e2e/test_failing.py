"""A build whose checks fail is not published, says so, and is mended by the next good one."""

import json
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from dashboards.queries.reader import Reader
from ingest.config import Paths
from orchestration.cli import app
from tests.conftest import copied, environment_kept
from tests.e2e.published import build_id, differences, figures, rows

pytestmark = pytest.mark.xdist_group("small_company")

TOLD_BY_THE_FILE = {"annotations", "fct_deliveries", "fct_source_freshness"}
TOTAL = "select sum(spend_amount) from fct_growth_daily"
NOTE_HEADER = "annotation_id,starts_on,ends_on,title,title_zh,kind"
HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"


@pytest.fixture
def paths(calm: Paths, tmp_path: Path) -> Paths:
    """A copy of the small company, to be spoiled."""
    return copied(calm, tmp_path / "company")


def deliver_note(paths: Paths, name: str) -> None:
    folder = paths.inbox / "annotations"
    folder.mkdir(parents=True, exist_ok=True)
    row = f"{name},2026-06-10,,{name} happened,发生,note"
    (folder / f"annotations_{name}.csv").write_text(f"{NOTE_HEADER}\n{row}\n", "utf-8")


def titles(paths: Paths) -> set[object]:
    return {title for (title,) in rows(paths, "select title from annotations")}


def headwater(paths: Paths, *arguments: str) -> tuple[int, str]:
    with environment_kept():
        result = CliRunner().invoke(app, ["--home", str(paths.home), *arguments])
    return result.exit_code, result.output


def status_of(paths: Paths) -> dict[str, str | list[str]]:
    return json.loads(paths.serving.with_name("status.json").read_text(encoding="utf-8"))


def lacking_a_column(paths: Paths) -> None:
    """A lake that was begun before users could be deleted."""
    for file in (paths.lake / "users").glob("*.parquet"):
        pq.write_table(pq.read_table(file).drop_columns("is_deleted"), file)


@contextmanager
def reading(paths: Paths) -> Generator[list[Decimal]]:
    """Ask for a total all the while, as a page does; an error fails the test."""
    answers: list[Decimal] = []
    errors: list[Exception] = []
    reader, stop = Reader(), threading.Event()

    def ask() -> None:
        try:
            while not stop.wait(0.05):
                with reader.latest(paths.serving)._connection.cursor() as cursor:
                    answers.append(cursor.execute(TOTAL).fetchall()[0][0])
        except Exception as error:
            errors.append(error)

    page = threading.Thread(target=ask)
    page.start()
    try:
        yield answers
    finally:
        stop.set()
        page.join()
    assert errors == []


def test_a_failed_check_keeps_the_old_numbers_and_a_full_run_mends_them(paths):
    with duckdb.connect(str(paths.warehouse)) as connection:
        connection.execute("insert into fct_investments select * from fct_investments limit 1")
    deliver_note(paths, "N1")
    before, earlier = figures(paths), build_id(paths)
    code, said = headwater(paths, "run")
    assert code == 1
    assert "The build did not pass" in said
    assert "Traceback" not in said
    status = status_of(paths)
    assert status["status"] == "failed"
    assert status["failed_checks"]
    assert all(f"  {name}: " in said for name in status["failed_checks"])
    assert "未发布" in status["message_zh"]
    assert build_id(paths) == earlier
    assert differences(before, figures(paths)) == []

    lacking_a_column(paths)
    with reading(paths) as answers:
        code, said = headwater(paths, "run", "--full")
    assert code == 0, said
    assert len(answers) > 10
    assert len(set(answers)) == 1
    assert status_of(paths)["status"] == "ok"
    assert build_id(paths) > earlier
    assert "N1 happened" in titles(paths)
    after = {mart: found for mart, found in figures(paths).items() if mart not in TOLD_BY_THE_FILE}
    assert differences(after, {mart: before[mart] for mart in after}) == []


def test_why_a_model_failed_is_said_and_kept_in_the_log(paths):
    with duckdb.connect(str(paths.warehouse)) as connection:
        connection.execute("alter table fct_investments drop column coupon_amount")
    deliver_note(paths, "N1")
    command = [str(Path(sys.executable).with_name("headwater")), "--home", str(paths.home), "run"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "  fct_investments: " in ended.stderr
    assert "coupon_amount" in ended.stderr
    log = max((paths.state / "logs").glob("run-*.log")).read_text("utf-8")
    assert "coupon_amount" in log


def test_a_warehouse_that_another_program_has_open_is_named(paths):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, paths.warehouse],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        code, said = headwater(paths, "run", "--force")
    finally:
        holder.communicate("done\n")
    assert code == 1
    assert "open in another program" in said
    assert str(holder.pid) in said
    assert "Traceback" not in said


def test_without_its_platform_database_the_rest_is_published_and_the_exit_code_tells(paths, capfd):
    (paths.home / "platform.db").rename(paths.home / "elsewhere.db")
    deliver_note(paths, "N2")
    code, _ = headwater(paths, "run")
    told = capfd.readouterr().err
    assert code == 3
    assert "platform.db does not exist" in told
    assert "平台数据库" in told
    assert "N2 happened" in titles(paths)
