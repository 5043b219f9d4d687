"""Killed at any moment and started again: nothing lost, nothing double, the files put away."""

import signal
import sqlite3
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.ingest.company import SHORT_SPEND, Company, event, json_lines, new_company
from tests.ingest.kill_me import MOMENTS, ingest_until

pytestmark = pytest.mark.xdist_group("killed")

# Each process begins as a copy of one that has read all code, which takes longer than its ingest.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.ingest.kill_me", "ingest.platform"])
PATIENCE = 120
DATASETS = ("events", "ad_spend", "users", "rejects", "deliveries")
IDENTITY = {
    "events": "source, _source_file, _row_number, event_id",
    "ad_spend": "source, _source_file, _row_number, cost_raw",
    "users": "source, _row_number, user_id, updated_at",
    "rejects": "source, _source_file, _row_number, reason_code",
    "deliveries": "source, dataset, file_name, status, row_count, rejected_count",
}


def filled(home: Path) -> Company:
    """Files of two sources, one of them refused, and a platform database."""
    company = new_company(home, '[platform]\nurl = "sqlite:///platform.db"\n')
    events = json_lines([event(n) for n in range(50)], "torn")
    company.drop("events/events_20260501.jsonl.gz", events)
    company.drop("events/events_20260502.jsonl.gz", events[:-30])
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", SHORT_SPEND + "2026-05-01,1,a,9,1,50\n")
    with sqlite3.connect(home / "platform.db") as database:
        database.execute("create table users (user_id, registered_at, updated_at)")
        at = "2026-05-01 10:00:00"
        database.executemany("insert into users values (?, ?, ?)", [("1", at, at), ("2", at, at)])
    return company


def contents(company: Company) -> dict[str, list[tuple]]:
    return {
        name: company.ask(name, f"select {IDENTITY[name]} from lake order by all")
        for name in DATASETS
    }


def killed(company: Company, moment: str) -> None:
    process = PROCESSES.Process(target=ingest_until, args=(company.home, moment))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    company = filled(tmp_path_factory.mktemp("calm") / "home")
    company.ingest()
    return contents(company)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_ingest_ends_as_if_it_had_not_been(tmp_path, undisturbed, moment):
    company = filled(tmp_path / "home")
    killed(company, moment)
    company.ingest()
    assert contents(company) == undisturbed
    assert company.in_folder("inbox") == []
    assert company.in_folder("refused") == [
        "events/events_20260502.jsonl.gz",
        "events/events_20260502.jsonl.gz.reason.txt",
    ]
    assert company.ingest().load_id is None


def test_killed_again_and_again_it_still_ends_the_same(tmp_path, undisturbed):
    company = filled(tmp_path / "home")
    for moment in MOMENTS:
        if company.in_folder("inbox"):
            killed(company, moment)
    company.ingest()
    assert contents(company) == undisturbed
    assert company.in_folder("inbox") == []
