"""A build whose checks fail is not published, says so, and is mended by the next good one."""

import json
import shutil

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.config import Paths
from orchestration.cli import app
from tests.conftest import environment_kept
from tests.e2e.published import build_id, differences, figures, rows

pytestmark = pytest.mark.xdist_group("failing")

TOLD_BY_THE_FILE = {"annotations", "fct_deliveries", "fct_source_freshness"}
NOTE = "annotation_id,starts_on,ends_on,title,title_zh,kind\nN1,2026-06-30,,New,新,note\n"


@pytest.fixture(scope="module")
def broken(calm: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A copy of the small company, an investment twice in its warehouse and a new file waiting."""
    home = tmp_path_factory.mktemp("failing") / "company"
    shutil.copytree(calm.home, home, symlinks=True)
    paths = Paths(home)
    with duckdb.connect(str(paths.warehouse)) as connection:
        connection.execute("insert into fct_investments select * from fct_investments limit 1")
    (paths.inbox / "annotations").mkdir(parents=True, exist_ok=True)
    (paths.inbox / "annotations" / "annotations_202607010900.csv").write_text(NOTE, "utf-8")
    return paths


def headwater(paths: Paths, *arguments: str) -> tuple[int, str]:
    with environment_kept():
        result = CliRunner().invoke(app, ["--home", str(paths.home), *arguments])
    return result.exit_code, result.output


def status_of(paths: Paths) -> dict[str, str | list[str]]:
    return json.loads(paths.serving.with_name("status.json").read_text(encoding="utf-8"))


def test_a_failed_check_keeps_the_old_numbers_and_a_full_run_mends_them(broken):
    before, earlier = figures(broken), build_id(broken)
    code, said = headwater(broken, "run")
    assert code == 1
    assert "The build did not pass" in said
    assert "Traceback" not in said
    status = status_of(broken)
    assert status["status"] == "failed"
    assert status["failed_checks"]
    assert all(f"  {name}: " in said for name in status["failed_checks"])
    assert "未发布" in status["message_zh"]
    assert build_id(broken) == earlier
    assert differences(before, figures(broken)) == []

    code, said = headwater(broken, "run", "--full")
    assert code == 0, said
    assert status_of(broken)["status"] == "ok"
    assert build_id(broken) > earlier
    assert ("New",) in rows(broken, "select title from annotations")
    same = frozenset({"annotations", "fct_deliveries", "fct_source_freshness"})
    assert (
        differences(figures(broken, same), {n: r for n, r in before.items() if n not in same}) == []
    )
