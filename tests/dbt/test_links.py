"""Links that `headwater links` issues come back as visits of their channel: 15 October 2026."""

from __future__ import annotations

import pytest

from ingest.config import Settings
from orchestration.links import LinkError, LinkRequest, build_link, read_book
from tests.dbt.harness import Company
from tests.dbt.stories import journeys, visit

pytestmark = pytest.mark.xdist_group("stories")

LANDING = "https://www.example.cn/lp/a?page=2#/form?step=1"
BOOK = read_book(Settings(), {})
PREFIXES = {rule["channel"]: rule["code_prefix"] for rule in BOOK.rules if rule["code_prefix"]}


def issued() -> dict[str, str]:
    links: dict[str, str] = {}
    for channel in sorted(BOOK.channels):
        code = f"{PREFIXES[channel]}777" if channel in PREFIXES else ""
        try:
            request = LinkRequest(channel, LANDING, "秋 campaign", code, "east", "stand 1")
            links[channel] = build_link(request, BOOK)
        except LinkError:
            continue
    return links


LINKS = issued()
STORY = journeys(
    {f"link_{name}": [visit("2026-06-15 09:00", url=url)] for name, url in LINKS.items()}
)


def test_each_issued_link_is_recognised_as_its_channel_and_campaign(company: Company) -> None:
    found = company.rows(
        "select visitor_id, channel, campaign_id from fct_touchpoints"
        " where visitor_id like 'a:a\\_link\\_%' escape '\\' order by channel"
    )
    assert len(LINKS) > 20
    assert {"campus", "wechat", "baidu_brand", "cpt_portal"} <= set(LINKS)
    assert found == [(f"a:a_link_{name}", name, "秋 campaign") for name in sorted(LINKS)]
