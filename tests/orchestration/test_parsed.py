"""One parsed project for every company."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.dbt_project import fingerprint
from orchestration.parsed import PROJECT, stamp
from orchestration.past import past
from orchestration.workspace import Workspace, open_workspace

SPARK = 'engine = "spark"\n[spark]\nremote = "sc://host"\n'


def company(home: Path, settings: str) -> Workspace:
    home.mkdir()
    (home / "headwater.toml").write_text(settings, encoding="utf-8")
    return open_workspace(home)


def test_a_parsed_project_serves_other_settings_and_past_moments_but_no_other_engine(tmp_path):
    plain = company(tmp_path / "plain", "")
    own = company(tmp_path / "own", "[windows]\nsession_timeout_minutes = 45\n")
    assert stamp(own) == stamp(plain)
    assert fingerprint(own) != fingerprint(plain)
    assert past(plain, datetime(2026, 5, 3)).dbt_manifest == plain.dbt_manifest
    on_spark = company(tmp_path / "spark", SPARK)
    assert stamp(on_spark) != stamp(plain)
    assert past(on_spark, datetime(2026, 5, 3)).dbt_manifest.parent.name == "duckdb"


def test_another_duckdb_builds_everything_as_it_may_number_people_otherwise(tmp_path, monkeypatch):
    company_of_today = company(tmp_path / "plain", "")
    today = fingerprint(company_of_today)
    monkeypatch.setattr(duckdb, "__version__", f"{duckdb.__version__}.1")
    assert fingerprint(company_of_today) != today


def test_no_setting_of_a_model_or_a_test_follows_a_variable():
    described = [path for path in PROJECT.rglob("*.yml") if "target" not in path.parts]
    assert [path.name for path in described if re.search(r"\bvar\(", path.read_text())] == []
    models = list((PROJECT / "models").rglob("*.sql"))
    assert [path.name for path in models if re.search(r"\bconfig\(", path.read_text())] == []
