"""One slice of the people from their first sight of an advertisement to their last order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.lives import cash, coupons, funnel, referrals
from ingest.simulator.lives.diary import Diary
from ingest.simulator.lives.events import track
from ingest.simulator.lives.identity import Identity, identify
from ingest.simulator.lives.investing import invest
from ingest.simulator.lives.journeys import browse
from ingest.simulator.lives.people import Chunk, carried_codes, draw_people
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Columns, Story

_TRAITS = ("origin", "source", "is_hunter", "ring", "city", "agent", "birth_year")
_TRAITS += ("is_woman", "is_app_only")


@dataclass(frozen=True)
class Lives:
    """What happened to one chunk of people.

    `row` columns are positions in `accounts`, `order` columns positions in `orders`.
    """

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
    scene = Scene(story, catalog, chunk, draw_people(story, catalog, chunk), Diary())
    opened = browse(scene)
    accounts = funnel.climb(scene, opened) | {"opened_by": opened["placement"]}
    accounts |= coupons.assign(scene, accounts)
    funnel.check_ups(scene, accounts)
    orders = invest(scene, accounts)
    orders["placement"] = cash.note_orders(scene, accounts, orders)
    recharges = cash.recharges(scene, accounts, orders)
    inviter = referrals.find_inviters(scene, accounts)
    identity = identify(scene, accounts, inviter)
    rewards = referrals.rewards(scene, accounts, orders, inviter)
    rewards["inviter"] = identity.user[rewards["inviter"]]
    return Lives(
        people=scene.people,
        anonymous=identity.anonymous,
        accounts=_described(scene, accounts, identity),
        orders=orders,
        recharges=recharges,
        withdrawals=cash.withdrawals(scene, accounts, orders),
        packets=coupons.packets(scene, accounts),
        rewards=rewards,
        events=track(scene, accounts, identity),
    )


def _described(scene: Scene, accounts: Columns, identity: Identity) -> Columns:
    """Accounts with the traits, ids and codes that stand in the platform's database."""
    person = accounts["person"]
    traits = {name: scene.trait(name, accounts) for name in _TRAITS}
    code = carried_codes(scene.catalog, scene.people, person)
    ids = {"user": identity.user[person], "inviter": identity.inviter[person], "code": code}
    return accounts | traits | ids
