"""A company folder for tests: deliveries are dropped in, ingested, and read back from the lake."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.config import HASH_KEY_VARIABLE, Paths, load_settings
from ingest.inbox import ingest
from ingest.report import IngestReport

KEY = "a key of the tests, 32 characters"
BAIDU_HEADER = (
    "日期,账户,推广计划,推广计划ID,推广单元,推广单元ID,关键词,关键词ID,设备,展现,点击,消费,点击率"
)
SHORT_SPEND = "日期,推广计划ID,推广计划,展现,点击,花费(分)\n"


@dataclass(frozen=True)
class Company:
    """One home folder with a hash key."""

    home: Path

    @property
    def paths(self) -> Paths:
        return Paths(self.home)

    def drop(self, place: str, content: str | bytes) -> Path:
        """Put a file into the inbox; text is UTF-8."""
        path = self.paths.inbox / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def settle(self, settings: str) -> None:
        (self.home / "headwater.toml").write_text(settings, encoding="utf-8")

    def ingest(self, *sources: str) -> IngestReport:
        return ingest(self.home, load_settings(self.home), sources=sources or None)

    def rows(self, dataset: str, columns: str = "*", more: str = "") -> list[tuple]:
        """Rows of finished loads, in order of load, file and row."""
        files = str(self.paths.lake / dataset / "*.parquet")
        order = "_load_id" if dataset == "deliveries" else "_load_id, _source_file, _row_number"
        sql = f"select {columns} from read_parquet($1) {more} order by {order}"
        return duckdb.execute(sql, [files]).fetchall()

    def ask(self, dataset: str, sql: str) -> list[tuple]:
        """Any query on the relation `lake`, which holds the dataset's rows."""
        files = str(self.paths.lake / dataset / "*.parquet")
        return duckdb.execute(f"with lake as (from read_parquet($1)) {sql}", [files]).fetchall()

    def reasons(self) -> list[tuple[int, str | None, str]]:
        """Row, column and code of every reject."""
        return self.rows("rejects", "_row_number, column_name, reason_code")

    def in_folder(self, name: str) -> list[str]:
        """Files below done/, refused/ or inbox/, relative to it."""
        folder = self.home / name
        return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def new_company(home: Path, settings: str = "") -> Company:
    home.mkdir(parents=True, exist_ok=True)
    (home / ".env").write_text(f"{HASH_KEY_VARIABLE}={KEY}\n", encoding="utf-8")
    company = Company(home)
    company.settle(settings)
    return company


def baidu(day: str, rows: list[str], total: str, made: str = "2026-05-03 08:30:00") -> bytes:
    """Baidu's export: GB18030, a preamble, keyword rows, the total at the end."""
    preamble = [
        f"数据生成时间：{made}",
        "数据生成条件：",
        f"1. 时间范围：{day.replace('-', '')}",
        "2. 时间单位：分日",
        "3. 推广设备：全部",
        "",
    ]
    return "\r\n".join([*preamble, BAIDU_HEADER, *rows, total, ""]).encode("gb18030")


def baidu_row(day: str, keyword: str, figures: str, account: str = "A1") -> str:
    """`figures`: impressions, clicks, cost."""
    place = f"{account},通用-理财,8101,理财组,71001,{keyword},9{ord(keyword[0])}"
    return f"{day},{place},计算机,{figures},5%"


def pages(day: str, rows: list[dict], came: int = 1, of: int = 1, made: str = "") -> str:
    """A saved answer of Ocean Engine's report API."""
    answers = [
        {
            "code": 0,
            "message": "OK",
            "data": {
                "list": rows if page == 1 else [],
                "page_info": {
                    "page": page,
                    "page_size": 100,
                    "total_number": len(rows),
                    "total_page": of,
                },
            },
        }
        for page in range(1, came + 1)
    ]
    request = {"advertiser_id": 1699, "start_date": day, "end_date": day, "page_size": 100}
    fetched = made or f"{day} 23:00:00"
    return json.dumps({"request": request, "fetched_at": fetched, "responses": answers})


def ocean_row(day: str, campaign: int, cost: str) -> dict:
    return {
        "stat_datetime": f"{day} 00:00:00",
        "advertiser_id": 1699,
        "campaign_id": campaign,
        "campaign_name": f"feed {campaign}",
        "cost": float(cost),
        "show": 1000,
        "click": 10,
        "convert": 1,
    }


def event(number: int, **changes: object) -> dict:
    """A page view; `changes` replace fields, None removes one."""
    fields = {
        "event_id": f"e{number}",
        "event_name": "page_view",
        "event_at": "2026-05-01T02:00:00.000Z",
        "received_at": "2026-05-01T02:00:01Z",
        "anonymous_id": f"a{number % 3}",
        "url": "https://www.example.cn/lp/x?utm_source=baidu",
        "ip": "10.1.2.3",
        "props": {"title": "home"},
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def json_lines(events: list[dict], *raw: str) -> bytes:
    """A gzip file of events, then raw lines."""
    lines = [*(json.dumps(one, ensure_ascii=False) for one in events), *raw]
    return gzip.compress("".join(f"{line}\n" for line in lines).encode())
