"""Google's own record of each paid click by its id, one saved answer a day."""

from __future__ import annotations

from functools import partial

import numpy as np

from ingest.simulator.deliveries.day_store import DayStore
from ingest.simulator.deliveries.delivery import Delivery
from ingest.simulator.deliveries.saved_answers import Asked, Json, answer_name, envelope
from ingest.simulator.deliveries.text_columns import CLICK_IDS, hex16, mixed
from ingest.simulator.deliveries.trackers.systems import NAMES
from ingest.simulator.world.catalog import Catalog, Placement
from ingest.simulator.world.story import DAY, Story
from ingest.simulator.world.words import AGENT_PLATFORMS

SOURCE = "google_ads_clicks"
ACCOUNT = "7712345678"
_BOOKED_IN = "google_ads"
_MORNING = (8, 12)
_PAGE = 10_000
_PAGE_VIEW = 0


def click_deliveries(story: Story, catalog: Catalog, store: DayStore) -> list[Delivery]:
    """The clicks of each day, asked for on the next morning."""
    found = []
    for day in range(story.days):
        asked = Asked(ACCOUNT, day, day, story.at(day + 1, *_MORNING))
        content = partial(_answer, story, catalog, store, asked)
        name = answer_name(story, SOURCE, asked)
        found.append(Delivery(SOURCE, name, day, "normal", asked.at, content))
    return found


def _answer(story: Story, catalog: Catalog, store: DayStore, asked: Asked) -> bytes:
    events = np.concatenate([store.day(asked.first, system) for system in range(len(NAMES))])
    booked = catalog.booked_in(_BOOKED_IN)
    is_landing = np.isin(events["placement"], booked) & (events["name"] == _PAGE_VIEW)
    landed = events[is_landing & (events["at"] // DAY == asked.first)]
    _, first = np.unique(landed["suffix"], return_index=True)
    landed = landed[np.sort(first)]
    ids = [bytes(row).decode() for row in hex16(mixed(story, landed["suffix"], CLICK_IDS))]
    date = story.day(asked.first).isoformat()
    rows = [
        _click(catalog.placements[place], click, date, AGENT_PLATFORMS[agent])
        for click, place, agent in zip(
            ids, landed["placement"].tolist(), landed["agent"].tolist(), strict=True
        )
    ]
    blocks = [rows[at : at + _PAGE] for at in range(0, len(rows), _PAGE)]
    pages: list[Json] = [{"results": block} for block in blocks]
    return envelope(story, asked, pages or [{}], "")


def _click(place: Placement, click: str, date: str, platform: str) -> Json:
    keyword = f"customers/{ACCOUNT}/adGroupCriteria/{place.adgroup_id}~{place.keyword_id}"
    return {
        "customer": {"id": ACCOUNT},
        "clickView": {"gclid": click, "keyword": keyword, "keywordInfo": {"text": place.keyword}},
        "segments": {"date": date, "device": "DESKTOP" if platform == "web" else "MOBILE"},
        "campaign": {"id": place.campaign_id, "name": place.campaign_name},
        "adGroup": {"id": place.adgroup_id, "name": place.adgroup_name},
    }
