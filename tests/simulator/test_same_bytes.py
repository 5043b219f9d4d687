import hashlib
from datetime import date, timedelta

import pytest

from ingest.simulator import simulate
from tests.simulator.conftest import END

DAYS = 20
START = END - timedelta(days=DAYS - 1)


def digests(home):
    files = [path for path in sorted(home.rglob("*")) if path.is_file() and path.name != ".env"]
    return {
        str(path.relative_to(home)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime if "inbox" in path.parts else 0,
        )
        for path in files
    }


def make(home, seed=7, first=None, last=None):
    return simulate(home, 300, DAYS, seed, END, deliver_from=first, deliver_until=last or first)


def test_the_same_arguments_give_the_same_bytes(tiny, tmp_path):
    simulate(tmp_path, 300, DAYS, 7, END)
    assert digests(tmp_path) == digests(tiny.home)


def test_another_seed_is_another_company(tiny, tmp_path):
    make(tmp_path, seed=8, last=END + timedelta(days=1))
    before, after = digests(tiny.home), digests(tmp_path)
    same = {name for name in before if after.get(name) == before[name]}
    assert not [name for name in same if "/events/" in name]
    assert not same & {"platform.db", "truth/people.parquet", "truth/spend_daily.csv"}


def test_day_by_day_delivers_the_same_files_as_all_at_once(tiny, tmp_path):
    for day in range(DAYS + 1):
        make(tmp_path, first=START + timedelta(days=day))
    assert digests(tmp_path) == digests(tiny.home)


def test_one_day_brings_its_events_and_the_reports_of_the_day_before(tmp_path):
    report = make(tmp_path, first=START + timedelta(days=2))
    names = sorted(path.name for path in (tmp_path / "inbox").rglob("*") if path.is_file())
    assert len(names) == report.files
    assert f"events_{START + timedelta(days=2):%Y%m%d}.jsonl.gz" in names
    assert f"dsp_ipinyou_{START + timedelta(days=1):%Y%m%d}.csv" in names
    assert not [name for name in names if f"{START:%Y%m%d}" in name]


def test_settings_and_key_are_written_once(tmp_path):
    make(tmp_path, first=START)
    key = (tmp_path / ".env").read_text()
    (tmp_path / "headwater.toml").write_text('[company]\nname = "Mine"\n')
    make(tmp_path, first=START + timedelta(days=1))
    assert (tmp_path / ".env").read_text() == key
    assert (tmp_path / "headwater.toml").read_text() == '[company]\nname = "Mine"\n'
    assert len(key.strip()) == len("HEADWATER_HASH_KEY=") + 64


def test_nothing_to_simulate_is_refused(tmp_path):
    with pytest.raises(ValueError, match="1 or more"):
        simulate(tmp_path, visitors=0)
    with pytest.raises(ValueError, match="before the first day"):
        simulate(tmp_path, 300, DAYS, 7, END, deliver_until=date(2020, 1, 1))
