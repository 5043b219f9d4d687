"""A pull: every account side by side, the days it owes, each answer saved like a delivered file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
from dlt.sources.helpers import requests as dlt_requests
from dlt.sources.helpers.rest_client import RESTClient
from requests import RequestException

from ingest.apis.access import Access
from ingest.apis.api import Api, ApiError, Ask
from ingest.apis.registry import APIS
from ingest.apis.waiting import PatientAdapter
from ingest.config import ConfigError, Paths, Settings
from ingest.descriptions import SourceDescription
from ingest.lake import Lake
from ingest.sections import Pull
from ingest.words import Words

_PARAMETERS = re.compile(r"\?[^\s'\")]*")
SHOWN = 300


@dataclass(frozen=True)
class Pulled:
    """What one account gave: the files written, and what went wrong, if anything did."""

    source: str
    account_id: str
    files: tuple[Path, ...] = ()
    error: Words | None = None


@dataclass(frozen=True)
class Answer:
    """The pages that came for one request, as text, and what kept the rest from coming."""

    pages: Sequence[str]
    error: str
    fetched_at: datetime


def pull_all(
    paths: Paths,
    settings: Settings,
    sources: Mapping[str, SourceDescription],
    now: datetime,
    only: Iterable[str] | None = None,
) -> list[Pulled]:
    """Ask every account of `[[pull]]` for the days it owes; each fails alone.

    An answer is written to the inbox of its source, complete or not, and read from there. It takes
    as long as the slowest account.
    """
    wanted = [p for p in settings.pull if p.source in sources and (not only or p.source in only)]
    if not wanted:
        return []
    lake = Lake(paths)
    windows = [_days_owed(lake, pull, sources[pull.source], now) for pull in wanted]
    with ThreadPoolExecutor(len(wanted), thread_name_prefix="pull") as pool:
        return list(pool.map(lambda pull, days: _pull(paths, pull, days, now), wanted, windows))


def _days_owed(
    lake: Lake, pull: Pull, source: SourceDescription, now: datetime
) -> tuple[date, date]:
    """First and last day to ask for: what may still be restated, and every day not yet complete."""
    last = now.astimezone(ZoneInfo(source.timezone)).date() - timedelta(days=1)
    first = last - timedelta(days=max(source.repull_days, 1) - 1)
    earliest = max(pull.since or first, last - timedelta(days=APIS[pull.source].furthest_back))
    first = max(first, earliest)
    complete = _complete_days(lake, pull)
    day = earliest
    while day < first and str(day) in complete:
        day += timedelta(days=1)
    return min(day, first), last


def _complete_days(lake: Lake, pull: Pull) -> set[str]:
    files = [str(path) for path in lake.files("deliveries")]
    if not files:
        return set()
    sql = (
        "select distinct stat_date from read_parquet($1) where source = $2 and account_id = $3 "
        "and status = 'loaded' and is_complete and stat_date is not null"
    )
    found = duckdb.execute(sql, [files, pull.source, pull.account_id]).fetchall()
    return {str(row[0]) for row in found}


def _pull(paths: Paths, pull: Pull, window: tuple[date, date], now: datetime) -> Pulled:
    api, access = APIS[pull.source], Access(pull.source, pull.account_id, paths.home)
    client = _client(api, pull)
    files: list[Path] = []
    for ask in _asks(api, pull, window):
        texts, fault = _answers(api, client, ask, access)
        # After a failure the days that are left are not asked for, and known not to be there.
        covered = Ask(ask.account_id, ask.first, window[1]) if fault else ask
        files.append(_save(paths.inbox / api.source, covered, Answer(texts, fault, now)))
        if fault:
            said = Words(
                f"{pull.source} {pull.account_id}: {fault}. Days {ask.first} to {window[1]} are "
                f"incomplete; the next run asks again.",
                f"{pull.source} {pull.account_id}：{fault}。{ask.first} 至 {window[1]} "
                f"数据不完整，下次运行将重新拉取。",
            )
            return Pulled(pull.source, pull.account_id, tuple(files), said)
    return Pulled(pull.source, pull.account_id, tuple(files))


def _client(api: Api, pull: Pull) -> RESTClient:
    session = dlt_requests.Client(
        raise_for_status=False,
        request_timeout=pull.timeout_seconds,
        request_max_attempts=pull.attempts,
        request_backoff_factor=pull.backoff_seconds,
        request_max_retry_delay=pull.longest_wait_seconds,
    ).session
    for start in ("http://", "https://"):
        session.mount(start, PatientAdapter(pull.longest_wait_seconds))
    return RESTClient(pull.url or api.url, session=session)


def _asks(api: Api, pull: Pull, window: tuple[date, date]) -> list[Ask]:
    first, last = window
    asks = []
    while first <= last:
        end = min(last, first + timedelta(days=api.longest - 1))
        asks.append(Ask(pull.account_id, first, end, pull.options))
        first = end + timedelta(days=1)
    return asks


def _answers(api: Api, client: RESTClient, ask: Ask, access: Access) -> tuple[list[str], str]:
    """The pages that came, and what kept the rest from coming."""
    texts: list[str] = []
    try:
        for text in api.pages(client, ask, access):
            texts.append(text)
    except ConfigError as error:
        return texts, str(error)
    except (ApiError, RequestException, ValueError, KeyError) as error:
        return texts, _quoted(error)
    return texts, ""


def _quoted(error: Exception) -> str:
    """The error without the parameters of the address, which may hold a token."""
    return _PARAMETERS.sub("?…", f"{type(error).__name__}: {error}")[:SHOWN]


def _save(folder: Path, ask: Ask, answer: Answer) -> Path:
    request = {
        "account_id": ask.account_id,
        "start_date": str(ask.first),
        "end_date": str(ask.last),
    }
    moment = answer.fetched_at.astimezone(UTC)
    said = {"fetched_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "error": answer.error}
    head = json.dumps({"request": request, **said}, ensure_ascii=False)
    body = f'{head[:-1]}, "responses": [{", ".join(answer.pages)}]}}'
    folder.mkdir(parents=True, exist_ok=True)
    account = "".join(c if c.isalnum() else "-" for c in ask.account_id)
    stamp = moment.strftime("%Y%m%d%H%M%S")
    name = f"{folder.name}_{account}_{ask.first}_{ask.last}_{stamp}.json"
    draft = folder / f"{name}.part"
    draft.write_text(body, encoding="utf-8")
    return draft.rename(folder / name)
