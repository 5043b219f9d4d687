"""Landing gzip JSON lines (contract, hashes, rejects, load) against DuckDB's bare conversion."""

from __future__ import annotations

import gzip
import logging
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tests.benchmarks.measure import Cost, run, table

EVENTS = 2_000_000
LIMIT = 3
CONVERT = """
import duckdb, sys
duckdb.execute(f"copy (from read_json('{sys.argv[1]}', ignore_errors = true)) to '{sys.argv[2]}'")
"""
INGEST = """
import sys
from pathlib import Path
from ingest.config import Settings
from ingest.inbox import ingest
report = ingest(Path(sys.argv[1]), Settings())
print(report.rows, report.rejected)
"""
MAKE = """
-- Fifty people are on the site at any time, and each leaves seven events.
copy (
    select
        'e' || lpad(cast(i as varchar), 12, '0') as event_id,
        ['page_view', 'page_view', 'page_view', 'login', 'register', 'invest'][1 + i % 6]
            as event_name,
        case when i % 5000 = 17 then 'gestern'
            else strftime(
                timestamp '2026-05-01' + interval (i // 25) second, '%Y-%m-%dT%H:%M:%S.%gZ')
            end as event_at,
        strftime(timestamp '2026-05-01' + interval (i // 25 + 2) second, '%Y-%m-%dT%H:%M:%SZ')
            as received_at,
        case when i % 5000 <> 23 then substr(md5(cast(person as varchar)), 1, 16) end
            as anonymous_id,
        case when i % 5 = 0 then cast(100000000 + person as varchar) end as user_id,
        ['web', 'ios', 'android', 'h5'][1 + person % 4] as platform,
        case when person % 3 = 0 then substr(md5('d' || person), 1, 16) end as device_id,
        ['上海', '北京', '杭州', '成都'][1 + person % 4] as city,
        'https://www.example.cn/lp/x?utm_source=baidu&utm_medium=cpc&utm_campaign='
            || (i % 50 + 100000) || '&utm_term=' || (i % 997) || '&bd_vid='
            || substr(md5('v' || i), 1, 20) as url,
        'https://www.baidu.com/s' as referrer,
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0' as user_agent,
        '10.' || (person % 200) || '.' || (person // 200 % 251) || '.' || (person % 13) as ip,
        {page: 'home', n: i % 7} as props
    from (select i, i // 350 * 50 + i % 50 as person from range($1) as t(i))
) to '{path}' (format json, compression gzip)
"""


def make_events(path: Path, events: int) -> None:
    """A file of `events` lines, two in 5,000 of which break the contract."""
    path.parent.mkdir(parents=True)
    duckdb.execute(MAKE.replace("{path}", str(path)), [events])


def add_torn_lines(path: Path) -> None:
    """Three lines that are no JSON at the end of the file."""
    whole = path.with_suffix(".whole")
    path.rename(whole)
    with gzip.open(whole) as old, gzip.open(path, "wb", compresslevel=2) as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.write(b'{"event_id": "torn\n{"event_id": \nnot json\n')
    whole.unlink()


def measure(home: Path, events: int, is_torn: bool) -> list[str]:
    """One row of the report."""
    delivered = home / "inbox" / "events" / "events_20260501.jsonl.gz"
    make_events(delivered, events)
    if is_torn:
        add_torn_lines(delivered)
    target = str(home / "bare.parquet")
    bare = min((_bare(delivered, target) for _ in range(3)), key=lambda cost: cost.seconds)
    key = {"HEADWATER_HASH_KEY": "a key that only this benchmark uses"}
    landed = run([sys.executable, "-c", INGEST, str(home)], key)
    rows, rejected = landed.output.split()[-2:]
    return [
        f"{events / 1e6:.0f} M{' and torn lines' if is_torn else ''}",
        f"{int(rows):,} / {int(rejected):,}",
        f"{bare.seconds:.1f} s",
        f"{landed.seconds:.1f} s",
        f"**{landed.seconds / bare.seconds:.1f}x**",
        f"{landed.peak_megabytes / 1024:.1f} GB",
        f"{bare.peak_megabytes / 1024:.1f} GB",
    ]


def _bare(delivered: Path, target: str) -> Cost:
    return run([sys.executable, "-c", CONVERT, str(delivered), target])


def main(events: int = EVENTS) -> str:
    """The Markdown of this measurement; whole processes, imports included."""
    header = (
        "events",
        "landed / rejected",
        "DuckDB to Parquet",
        "ingest",
        f"ratio (limit {LIMIT}x)",
        "peak memory",
        "DuckDB's memory",
    )
    rows = []
    for is_torn in (False, True):
        with TemporaryDirectory() as folder:
            rows.append(measure(Path(folder) / "company", events, is_torn))
    return table(header, rows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(*(int(size) for size in sys.argv[1:])))
