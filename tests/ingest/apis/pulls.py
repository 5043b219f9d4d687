"""Asks a platform on loopback for the first three days of May, and reads what came."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ingest.apis.pulling import Pulled, pull_all
from ingest.config import Settings
from ingest.descriptions import load_sources
from ingest.sections import Pull
from tests.ingest.apis.server import Platform
from tests.ingest.company import Company

NOW = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
DAYS = ("2026-05-01", "2026-05-02", "2026-05-03")
SPEND = "stat_date, account_id, campaign_id, impressions, clicks, cost_raw::decimal(18,4)::varchar"
COVERED = "stat_date, account_id, row_count, is_complete"


def account(platform: Platform, source: str, account_id: str = "11", **options: str) -> Pull:
    """An account that waits for nothing between attempts."""
    return Pull(
        source=source,
        account_id=account_id,
        since=date(2026, 5, 1),
        url=platform.url,
        options=options,
        attempts=3,
        timeout_seconds=5,
        backoff_seconds=0,
    )


def pull(company: Company, *accounts: Pull, now: datetime = NOW) -> list[Pulled]:
    """One pull, its answers read into the lake."""
    settings = Settings(pull=list(accounts))
    pulled = pull_all(company.paths, settings, load_sources(settings), now)
    company.ingest()
    return pulled


def days_of(company: Company) -> list[tuple]:
    """Coverage of each delivery and day."""
    return sorted(company.rows("deliveries", COVERED))


def told(pulled: Pulled) -> str:
    """What went wrong, in English; '' when nothing did."""
    return "" if pulled.error is None else pulled.error.en


def spent(company: Company) -> str:
    """All cost in the lake."""
    return company.ask("ad_spend", "select sum(cost_raw::decimal(18,2))::varchar from lake")[0][0]
