import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration import builds
from orchestration.builds import Build
from orchestration.dbt_project import Mart
from orchestration.workspace import Workspace, open_workspace, prepare
from tests.dashboards.fixture import write_serving_file
from tests.orchestration.alert_company import DROP, LOW, settle
from tests.orchestration.mailbox import Mailbox

MARTS = [Mart("main", "fct_growth_daily", "fct_growth_daily")]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty company folder, its environment undone afterwards."""
    for name in open_workspace(tmp_path).environment():
        monkeypatch.setenv(name, "")
    opened = open_workspace(tmp_path)
    prepare(opened)
    return opened


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    server = Mailbox()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def alert_home(tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published company with a drop, whose recipients live at the mailbox."""
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute(DROP)
    for name in ("CMO", "PARTNER", "CHENGDU"):
        address = f"json://127.0.0.1:{mailbox.server_address[1]}/{name.lower()}"
        monkeypatch.setenv(f"{name}_ADDRESS", address)
    return settle(tmp_path, LOW)


def warehouse_with(workspace: Workspace, invested: str, build: Build) -> None:
    """A warehouse of one mart with one figure, as a finished build leaves it."""
    with duckdb.connect(str(workspace.paths.warehouse)) as connection:
        connection.execute(
            "create or replace table fct_growth_daily as select date '2026-06-30' as stat_date, "
            f"cast({invested} as decimal(18, 2)) as invested_amount"
        )
        connection.execute(
            "create or replace table int_as_of as select date '2026-06-30' as as_of_date"
        )
        builds.record(connection, build)


def a_build(build_id: str, status: builds.Status = "built") -> Build:
    """A build that has seen one load."""
    return Build(build_id, "1795463887.7", "", "fingerprint", status=status)
