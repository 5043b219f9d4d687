"""What is said when the cluster cannot be used, and what is done then: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.config import ConfigError, Paths, load_settings
from ingest.sections import Spark
from orchestration.planning import plan_build
from orchestration.spark import session
from orchestration.spark.examine import examine_cluster
from orchestration.spark.session import ClusterError, connect, remote_url
from orchestration.workspace import Workspace
from tests.spark.server import free_port

pytestmark = pytest.mark.xdist_group("spark")


def company(home: Path, remote: str, **more: str) -> Workspace:
    told = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    home.mkdir(exist_ok=True)
    (home / "headwater.toml").write_text(
        f'engine = "spark"\n[spark]\nremote = "{remote}"\n{told}', encoding="utf-8"
    )
    return Workspace(Paths(home), load_settings(home))


def test_a_closed_port_is_told_at_once_in_both_languages():
    remote = f"sc://127.0.0.1:{free_port()}"
    with pytest.raises(ClusterError, match=r"does not answer .* 无法连接 Spark 集群"):
        connect(Spark(remote=remote))


def test_a_token_of_the_environment_is_part_of_the_address(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(session.TOKEN_VARIABLE, "secret")
    assert remote_url(Spark(remote="sc://host:443/;use_ssl=true")) == (
        "sc://host:443/;use_ssl=true;token=secret"
    )
    assert remote_url(Spark(remote="sc://host")) == "sc://host/;token=secret"


def test_an_address_that_is_none_is_refused_when_the_settings_are_read(tmp_path: Path):
    with pytest.raises(ConfigError, match="sc://host:15002"):
        company(tmp_path / "home", "http://host:15002")


def test_a_cluster_that_is_there_is_well(remote: str, tmp_path: Path):
    assert "answers at" in examine_cluster(company(tmp_path / "home", remote))


def test_marts_that_the_cluster_may_not_write_are_told(remote: str, tmp_path: Path):
    marts = "/proc/nowhere"
    with pytest.raises(ClusterError, match="a folder or object store that both sides reach"):
        examine_cluster(company(tmp_path / "home", remote, marts=marts))


def test_a_lake_that_only_one_side_sees_is_told(remote: str, tmp_path: Path):
    workspace = company(tmp_path / "home", remote, lake="/only/here")
    contract = workspace.paths.lake / "events" / "0000_contract.parquet"
    contract.parent.mkdir(parents=True)
    contract.touch()
    with pytest.raises(ClusterError, match="The cluster does not see the lake at /only/here"):
        examine_cluster(workspace)


def test_another_version_of_the_server_is_told():
    with pytest.raises(ClusterError, match=r"version 3\.5\.1, the client .* install"):
        session._require_same_version("3.5.1")


def test_a_token_that_is_not_accepted_is_told():
    told = session._why("sc://host", "status = StatusCode.UNAUTHENTICATED details = expired")
    assert "may have expired" in told.en
    assert "可能已过期" in told.zh


def test_an_empty_lake_asks_no_cluster(tmp_path: Path):
    assert plan_build(company(tmp_path / "home", "sc://127.0.0.1:1")) is None
