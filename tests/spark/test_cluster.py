"""Separate processes on loopback lose a worker, their driver, and the run itself."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from ingest.config import Paths
from orchestration.spark.examine import examine_cluster
from orchestration.spark.session import TOKEN_VARIABLE, ClusterError, connect, end_session
from orchestration.workspace import open_workspace
from tests.e2e.published import build_id
from tests.e2e.test_killed import building, publishing
from tests.spark.conftest import set_engine, shown, side_by_side
from tests.spark.loopback import Cluster, cluster_in, run_losing
from tests.spark.parity import LEFT, Difference, differences
from tests.spark.server import SMALL_DATA, connect_server

ALL_BUT_PUBLISHED = shutil.ignore_patterns("dagster", "dbt", "logs", "warehouse")
pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("spark")]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Generator[Cluster]:
    with cluster_in(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def company(calm: Paths, cluster: Cluster) -> Paths:
    """A company that DuckDB has published, from now on built by the cluster."""
    home = cluster.folder / "home"
    shutil.copytree(calm.home, home, symlinks=True, ignore=ALL_BUT_PUBLISHED)
    return Paths(home)


def published_differences(one: Paths, other: Paths) -> list[Difference]:
    with side_by_side(one.serving.resolve(), other.serving.resolve()) as connection:
        names = shown(connection, LEFT)
        assert len(names) > 60
        return [found for name in names for found in differences(connection, name)]


def test_a_run_or_a_server_that_is_killed_publishes_nothing(cluster: Cluster, company: Paths):
    before = build_id(company)
    with cluster.driver("first") as (remote, server):
        set_engine(company.home, remote)
        assert run_losing(company.home, (publishing, lambda running: running.kill())) != 0
        assert build_id(company) == before
        assert run_losing(company.home, (building, lambda _: server.kill())) != 0
    assert build_id(company) == before


def test_the_next_run_publishes_the_same_numbers_though_it_loses_a_worker_and_then_its_server(
    calm: Paths, cluster: Cluster, company: Paths
):
    before = build_id(company)
    with cluster.driver("second") as (remote, server):
        set_engine(company.home, remote)
        losses = (
            (building, lambda _: cluster.workers[0].kill()),
            (publishing, lambda _: server.kill()),
        )
        assert run_losing(company.home, *losses) == 0
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
