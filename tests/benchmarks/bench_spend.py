"""Keyword spend in GB18030, landed and staged, against DuckDB reading the same rows from UTF-8."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tests.benchmarks.measure import Cost, run, table

ROWS = (1_000_000, 5_000_000)
LIMIT = 4
ROWS_A_DAY = 250_000
NAME = "baidu_sem_20260401_202605010830.csv"
PREAMBLE = "数据生成时间：2026-05-01 08:30:00\r\n2. 时间单位：分日\r\n\r\n"
CONVERT = """
import duckdb, sys
duckdb.execute(f"copy (from read_csv('{sys.argv[1]}')) to '{sys.argv[2]}'")
"""
INGEST = """
import sys
from pathlib import Path
from ingest.config import Settings
from ingest.inbox import ingest
report = ingest(Path(sys.argv[1]), Settings())
print(report.rows, report.rejected)
"""
STAGE = """
import sys, time
from pathlib import Path
import duckdb
from ingest.config import Paths
from tests.dbt.harness import Company
home = Path(sys.argv[1])
company = Company(home / "build", Paths(home).lake)
company.build(select=["+stg_ads__ad_spend"])
(statement,) = (home / "build").glob("target/compiled/**/stg_ads__ad_spend.sql")
with duckdb.connect(str(company.warehouse)) as connection:
    connection.execute("set threads = 2; set memory_limit = '1GB'")
    connection.execute("set preserve_insertion_order = false")  # as in profiles.yml
    connection.execute("drop table stg_ads__ad_spend")
    began, busy = time.perf_counter(), time.process_time()
    connection.execute(f"create table staged as {statement.read_text('utf-8')}")
    print(time.perf_counter() - began, time.process_time() - busy)
"""
MAKE = """
copy (
    select
        strftime(date '2026-04-01' + cast(i // {day} as integer), '%Y-%m-%d') as "日期",
        'sem-' || (1 + i % 3) as "账户",
        '通用-理财-' || (keyword % 40) as "推广计划",
        cast(8100000 + keyword % 40 as varchar) as "推广计划ID",
        '理财组' || (keyword % 2000) as "推广单元",
        cast(71000000 + keyword % 2000 as varchar) as "推广单元ID",
        ['理财', '基金', '网贷', '活期'][1 + keyword % 4] || '收益排名' || keyword as "关键词",
        cast(900000000 + keyword as varchar) as "关键词ID",
        case when i % 2 = 0 then '计算机' else '移动设备' end as "设备",
        cast(hash(i) % 5000 as varchar) as "展现",
        cast(hash(i, 1) % 200 as varchar) as "点击",
        case when i % 500000 = 17 then '待结算'
            else format('{:,.2f}', (hash(i, 2) % 300000) / 100.0) end as "消费",
        format('{:.2f}%', (hash(i, 3) % 1000) / 100.0) as "点击率"
    from (select i, i % {day} // 2 as keyword from range($1) as t(i))
) to '{path}' (format csv, header true)
"""


def make_spend(folder: Path, rows: int) -> tuple[Path, Path]:
    """The same rows in UTF-8, bare, and as Baidu exports them; two in a million are rejects."""
    bare, delivered = folder / "spend.csv", folder / "inbox" / "baidu_sem" / NAME
    delivered.parent.mkdir(parents=True)
    sql = MAKE.replace("{day}", str(ROWS_A_DAY)).replace("{path}", str(bare))
    duckdb.execute(sql, [rows])
    with (
        bare.open(encoding="utf-8", newline="") as text,
        delivered.open("w", encoding="gb18030", newline="") as export,
    ):
        export.write(PREAMBLE)
        while part := text.read(1 << 22):
            export.write(part)
    return bare, delivered


def measure(home: Path, rows: int) -> list[str]:
    """One row of the report."""
    bare, _ = make_spend(home, rows)
    command = [sys.executable, "-c", CONVERT, str(bare), str(home / "bare.parquet")]
    read = min((run(command) for _ in range(3)), key=lambda cost: cost.seconds)
    key = {"HEADWATER_HASH_KEY": "a key that only this benchmark uses"}
    landed = run([sys.executable, "-c", INGEST, str(home)], key)
    staged = run([sys.executable, "-c", STAGE, str(home)], key)
    kept, rejected = landed.output.split()[-2:]
    seconds, busy = map(float, staged.output.split()[-2:])
    return [
        f"{rows / 1e6:.0f} M",
        f"{int(kept):,} / {int(rejected):,}",
        _seconds(read),
        _seconds(landed),
        f"{seconds:.1f} s ({busy:.1f})",
        f"**{(landed.seconds + seconds) / read.seconds:.1f}x**",
        f"{(landed.cpu_seconds + busy) / read.cpu_seconds:.1f}x",
        f"{max(landed.peak_megabytes, staged.peak_megabytes) / 1024:.1f} GB",
        f"{read.peak_megabytes / 1024:.1f} GB",
    ]


def _seconds(cost: Cost) -> str:
    return f"{cost.seconds:.1f} s ({cost.cpu_seconds:.1f})"


def main(*sizes: int) -> str:
    """The Markdown of this measurement, processor seconds in brackets; dbt's own start apart."""
    header = (
        "rows",
        "landed / rejected",
        "DuckDB, CSV to Parquet",
        "landing",
        "staging",
        f"ratio (limit {LIMIT}x)",
        "of processor time",
        "peak memory (limit 2 GB)",
        "DuckDB's memory",
    )
    rows = []
    for size in sizes or ROWS:
        with TemporaryDirectory() as folder:
            rows.append(measure(Path(folder) / "company", size))
    return table(header, rows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(*(int(size) for size in sys.argv[1:])))
