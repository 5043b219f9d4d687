"""Answers of APIs as the puller saves them: what was asked, and every page as it came."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.simulator.deliveries.delivery import utc_stamp
from ingest.simulator.world.story import Story

Json = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """One request: the account, first and last day, and the moment of the answer."""

    account: str
    first: int
    last: int
    at: int


def envelope(story: Story, asked: Asked, pages: Sequence[Json | list[Json]], error: str) -> bytes:
    """Request, moment, error and pages in the form in which answers are saved."""
    request = {
        "account_id": asked.account,
        "start_date": str(story.day(asked.first)),
        "end_date": str(story.day(asked.last)),
    }
    answer = {
        "request": request,
        "fetched_at": f"{utc_stamp(story, asked.at):%Y-%m-%dT%H:%M:%SZ}",
        "error": error,
        "responses": pages,
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def answer_name(story: Story, source: str, asked: Asked) -> str:
    """The name under which an answer is saved."""
    account = "".join(letter if letter.isalnum() else "-" for letter in asked.account)
    at = f"{utc_stamp(story, asked.at):%Y%m%d%H%M%S}"
    return f"{source}_{account}_{story.day(asked.first)}_{story.day(asked.last)}_{at}.json"
