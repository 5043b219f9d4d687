"""Separate processes on loopback lose a worker, their driver, and the run itself."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.config import Paths
from orchestration.spark.examine import examine_cluster
from orchestration.spark.session import TOKEN_VARIABLE, ClusterError, connect, end_session
from orchestration.workspace import open_workspace
from tests.e2e.published import build_id
from tests.e2e.test_killed import building, publishing
from tests.spark.conftest import MADE_BY_ENGINES, set_engine, shown, side_by_side
from tests.spark.loopback import Cluster, cluster_in, run_until
from tests.spark.parity import LEFT, Difference, differences
from tests.spark.server import SMALL_DATA, Process, connect_server

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("spark")]


@dataclass(frozen=True)
class Driven:
    """A company whose models a cluster builds, and the Connect server that drives it."""

    home: Path
    cluster: Cluster
    server: Process
    ended_with: int
    """What the first run returned, which lost a worker half way."""


@pytest.fixture(scope="module")
def driven(calm: Paths, tmp_path_factory: pytest.TempPathFactory) -> Generator[Driven]:
    base = tmp_path_factory.mktemp("cluster")
    with cluster_in(base) as cluster, cluster.driver("first") as (remote, server):
        home = base / "home"
        shutil.copytree(calm.home, home, symlinks=True, ignore=MADE_BY_ENGINES)
        set_engine(home, remote)
        ended_with = run_until(home, building, lambda _: cluster.workers[0].kill())
        yield Driven(home, cluster, server, ended_with)


def published_differences(one: Paths, other: Paths) -> list[Difference]:
    with side_by_side(one.serving.resolve(), other.serving.resolve()) as connection:
        names = shown(connection, LEFT)
        assert len(names) > 60
        return [found for name in names for found in differences(connection, name)]


def test_a_worker_killed_in_the_middle_of_a_run_changes_no_published_number(
    calm: Paths, driven: Driven
):
    assert driven.cluster.workers[0].running.poll() is not None
    assert driven.ended_with == 0
    assert published_differences(calm, Paths(driven.home)) == []


def test_a_killed_driver_or_run_publishes_nothing_and_the_next_run_everything(
    calm: Paths, driven: Driven
):
    company = Paths(driven.home)
    before = build_id(company)
    assert run_until(driven.home, building, lambda _: driven.server.kill(), "--full") != 0
    assert build_id(company) == before
    with driven.cluster.driver("second") as (remote, server):
        set_engine(driven.home, remote)
        assert run_until(driven.home, publishing, lambda running: running.kill()) != 0
        assert build_id(company) == before
        assert run_until(driven.home, publishing, lambda _: server.kill()) == 0
    assert build_id(company) != before
    assert published_differences(calm, company) == []


def test_a_server_with_a_key_of_its_own_turns_other_tokens_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings = SMALL_DATA | {"spark.connect.authenticate.token": "the right one"}
    with connect_server(tmp_path / "server", settings=settings) as (remote, _):
        set_engine(tmp_path, remote.replace("127.0.0.1", "localhost"))
        workspace = open_workspace(tmp_path)
        for token in ("", "an expired one"):
            monkeypatch.setenv(TOKEN_VARIABLE, token)
            with pytest.raises(ClusterError, match=f"does not accept the token.*{TOKEN_VARIABLE}"):
                connect(workspace.settings.spark)
        monkeypatch.setenv(TOKEN_VARIABLE, "the right one")
        assert "answers at" in examine_cluster(workspace)
        end_session()
