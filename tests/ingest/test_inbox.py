"""The inbox: what is picked up, where it goes, and that two never read it at once."""

import subprocess
import sys

import pytest

from ingest.config import ConfigError, Settings, hash_key
from ingest.inbox import IngestInProgressError, ingest
from ingest.lock import only_one
from tests.ingest.company import SHORT_SPEND, new_company

ROW = SHORT_SPEND + "2026-05-01,1,a,9,1,50\n"


def test_files_still_being_written_stay_where_they_are(company):
    names = [".hidden.csv", "a.csv.part", "b.tmp", "~$dsp.xlsx", "c.csv.crdownload"]
    for name in names:
        company.drop(f"dsp_ipinyou/{name}", "half")
    assert company.ingest().load_id is None
    assert len(company.in_folder("inbox")) == len(names)


def test_a_file_dropped_directly_is_known_by_its_name(company):
    company.drop("dsp_ipinyou_20260501.csv", ROW)
    company.ingest()
    assert company.in_folder("done") == ["dsp_ipinyou/dsp_ipinyou_20260501.csv"]


def test_unknown_files_and_folders_are_refused_with_the_known_sources(company):
    company.drop("holiday.jpg", "x")
    company.drop("tiktok/spend.csv", "x")
    company.drop("events/notes.docx", "x")
    report = company.ingest()
    assert company.in_folder("refused") == [
        "events/notes.docx",
        "events/notes.docx.reason.txt",
        "tiktok/spend.csv",
        "tiktok/spend.csv.reason.txt",
        "unknown/holiday.jpg",
        "unknown/holiday.jpg.reason.txt",
    ]
    text = (company.paths.refused / "tiktok" / "spend.csv.reason.txt").read_text("utf-8")
    assert "no source 'tiktok'" in text
    assert "没有名为“tiktok”的来源" in text
    assert len(report.warnings) == 3
    assert {status for (status,) in company.rows("deliveries", "status")} == {"refused"}


def test_a_source_that_is_switched_off_is_not_read(company):
    company.settle("[sources]\nenabled = ['events']\n")
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW)
    assert company.ingest().sources["dsp_ipinyou"].refused == 1


def test_only_the_sources_asked_for_are_read(company):
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW)
    company.drop("targets/targets_1.csv", "month,channel,metric,target_value\n")
    company.ingest("targets")
    assert company.in_folder("inbox") == ["dsp_ipinyou/dsp_ipinyou_20260501.csv"]


def test_other_content_under_a_name_that_was_used_keeps_both_files(company):
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW)
    company.ingest()
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW.replace("50", "60"))
    company.ingest()
    first, second = company.in_folder("done")
    assert second == "dsp_ipinyou/dsp_ipinyou_20260501.csv"
    assert first.startswith("dsp_ipinyou/dsp_ipinyou_20260501-")
    assert len(company.rows("ad_spend")) == 2


def test_two_ingests_at_once_are_refused_with_the_process_in_the_message(company):
    hold = "import sys; from pathlib import Path; from ingest.lock import only_one\n"
    hold += "with only_one(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    lock = str(company.paths.state / "ingest.lock")
    command = [sys.executable, "-c", hold, lock]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(IngestInProgressError, match=f"process {other.pid}"):
            company.ingest()
    assert company.ingest().load_id is None


def test_the_lock_is_free_again_when_its_holder_is_gone(tmp_path):
    for _ in range(2):
        with only_one(tmp_path / "state" / "lock"):
            pass


def test_a_new_company_is_given_a_hash_key_that_only_its_owner_may_read(tmp_path, monkeypatch):
    monkeypatch.delenv("HEADWATER_HASH_KEY", raising=False)
    company = new_company(tmp_path / "home")
    secret = company.home / ".env"
    secret.write_text("# ours\nHEADWATER_HASH_KEY=\n", "utf-8")
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW)
    (said,) = company.ingest().warnings
    assert str(secret) in said
    assert secret.stat().st_mode & 0o777 == 0o600
    kept = secret.read_text("utf-8")
    assert kept.startswith("# ours\n")
    assert len(hash_key(company.home).get_secret_value()) == 64
    assert company.ingest().warnings == []
    assert secret.read_text("utf-8") == kept


def test_without_the_hash_key_of_earlier_loads_nothing_is_read(company, monkeypatch):
    monkeypatch.delenv("HEADWATER_HASH_KEY", raising=False)
    company.drop("dsp_ipinyou/dsp_ipinyou_20260430.csv", ROW.replace("05-01", "04-30"))
    company.ingest()
    (company.home / ".env").unlink()
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW)
    with pytest.raises(ConfigError, match="HEADWATER_HASH_KEY"):
        company.ingest()
    assert company.in_folder("inbox") == ["dsp_ipinyou/dsp_ipinyou_20260501.csv"]


def test_progress_goes_forward_to_the_end(company):
    said: list[float] = []
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", ROW)
    ingest(company.home, Settings(), lambda what, share: said.append(share))
    assert said == sorted(said)
    assert said[-1] == 1.0
