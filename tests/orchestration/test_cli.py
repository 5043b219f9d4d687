import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.lock import run_lock


def headwater(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_paths_are_absolute_and_below_the_named_home(tmp_path):
    code, output = headwater("--home", str(tmp_path), "paths", "--json")
    found = json.loads(output)
    assert code == 0
    assert found["serving"] == str(tmp_path / "serving" / "headwater.duckdb")
    assert found["rejects"] == str(tmp_path / "lake" / "headwater" / "rejects")
    assert set(found) >= {"inbox", "done", "refused", "lake", "warehouse", "truth", "state", "home"}


def test_paths_without_json_are_one_a_line(tmp_path):
    _, output = headwater("--home", str(tmp_path), "paths")
    assert ["inbox", str(tmp_path / "inbox")] in [line.split() for line in output.splitlines()]


def test_home_comes_from_the_environment_when_it_is_not_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HEADWATER_HOME", str(tmp_path))
    assert json.loads(headwater("paths", "--json")[1])["home"] == str(tmp_path)


def test_the_command_line_starts_without_the_heavy_libraries():
    loaded = "import sys, orchestration.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True)
    assert not {"dagster", "dbt", "dlt", "streamlit", "pandas"} & set(done.stdout.decode().split())


def test_the_version_is_said():
    assert headwater("--version") == (0, "headwater 0.1.0\n")


def test_wrong_settings_are_explained_without_a_traceback(tmp_path):
    (tmp_path / "headwater.toml").write_text('[company]\ntimezone = "Mars"\n')
    code, output = headwater("--home", str(tmp_path), "run")
    assert code == 1
    assert "company.timezone" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--day", "2026-06-01", "--from", "2026-06-01"], "not both"),
        (["--from", "2026-06-01"], "go together"),
        (["--from", "2026-06-02", "--to", "2026-06-01"], "before --from"),
        (["--day", "yesterday"], "2026"),
    ],
)
def test_days_that_make_no_sense_are_refused(tmp_path, options, words):
    code, output = headwater("--home", str(tmp_path), "run", *options)
    assert code == 2
    assert words in output or "does not match" in output


def test_a_mistake_of_ours_is_told_in_words_and_its_traceback_is_kept(tmp_path, monkeypatch):
    def fails(home: Path) -> list[object]:
        raise RuntimeError(f"cannot look at {home.name}")

    monkeypatch.setattr("orchestration.doctor.examine", fails)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code, output = headwater("--home", str(tmp_path / "home"), "doctor")
    assert code == 1
    assert "Error: RuntimeError: cannot look at home" in output
    assert "Traceback" not in output
    (kept,) = tmp_path.glob("headwater-*.log")
    assert str(kept) in output
    assert "in fails" in kept.read_text()


def test_a_second_run_is_refused_at_once_with_the_process_that_runs(tmp_path):
    with run_lock(tmp_path / "state" / "run.lock"):
        code, output = headwater("--home", str(tmp_path), "run")
    assert code == 1
    assert f"process {os.getpid()}" in output
    assert "Traceback" not in output


def test_deliveries_that_end_before_the_story_starts_are_refused_in_words(tmp_path):
    code, output = headwater("--home", str(tmp_path), "simulate", "--deliver-until", "2000-01-01")
    assert code == 1
    assert output.startswith("Error: deliver_until is before the first day")
