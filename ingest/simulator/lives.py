"""One slice of the people from their first sight of an advertisement to their last order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator import cash, events, funnel, referrals
from ingest.simulator.investing import invest
from ingest.simulator.journeys import Diary, browse, carried_codes
from ingest.simulator.people import Chunk, draw_people
from ingest.simulator.placements import Catalog
from ingest.simulator.promotions import assign, packets
from ingest.simulator.story import Columns, Story

ACCOUNT_TRAITS = ("origin", "source", "is_hunter", "ring", "city", "agent", "birth_year")
ACCOUNT_TRAITS += ("is_woman", "is_app_only")


@dataclass(frozen=True)
class Lives:
    """What happened to one chunk of people; `row` columns are positions in `accounts`."""

    people: Columns
    anonymous: np.ndarray
    accounts: Columns
    orders: Columns
    recharges: Columns
    withdrawals: Columns
    packets: Columns
    rewards: Columns
    events: np.ndarray


def live(story: Story, catalog: Catalog, chunk: Chunk) -> Lives:
    """Simulate one chunk; depends on the story and the chunk alone."""
    diary = Diary()
    people = draw_people(story, catalog, chunk)
    opened = browse(story, catalog, chunk, people, diary)
    accounts = funnel.climb(story, catalog, chunk, people, opened, diary)
    accounts |= {"opened_by": opened["placement"]}
    accounts |= assign(story, chunk, people, accounts)
    funnel.check_ups(story, catalog, chunk, accounts, diary)
    orders = invest(story, chunk, people, accounts)
    orders["placement"] = cash.note_orders(story, catalog, chunk, accounts, orders, diary)
    recharged = cash.recharges(story, chunk, accounts, orders, diary)
    inviter = referrals.find_inviters(story, chunk, people, accounts)
    invited_by = np.where(inviter >= 0, events.user_number(np.maximum(inviter, 0)), -1)
    identity = events.identify(story, chunk, people, accounts, invited_by)
    return Lives(
        people,
        identity.anonymous,
        _accounts(catalog, people, accounts, identity),
        orders,
        recharged,
        cash.withdrawals(story, chunk, people, accounts, orders),
        packets(story, chunk, people, accounts),
        referrals.rewards(story, chunk, accounts, orders, inviter),
        events.track(story, catalog, chunk, people, accounts, identity, diary),
    )


def _accounts(
    catalog: Catalog, people: Columns, accounts: Columns, identity: events.Identity
) -> Columns:
    person = accounts["person"]
    traits = {name: people[name][person] for name in ACCOUNT_TRAITS}
    return (
        accounts
        | traits
        | {
            "person_number": people["person"][person],
            "user": identity.user[person],
            "inviter": identity.invite[person],
            "code": carried_codes(catalog, people, accounts),
        }
    )
