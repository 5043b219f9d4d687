"""The platform's tables about people: accounts, identity checks, bank cards."""

from __future__ import annotations

import numpy as np

from ingest.simulator.deliveries import identities
from ingest.simulator.deliveries.as_known import NEVER, Rows, either, ids, numbered, seen
from ingest.simulator.deliveries.text_columns import invite_codes, text
from ingest.simulator.lives.identity import user_number
from ingest.simulator.lives.society import Society
from ingest.simulator.world.story import DAY, SECOND, Story, local_text, take
from ingest.simulator.world.words import AGENT_PLATFORMS, CITIES

_UNBOUND_AFTER = 40 * DAY


def users(story: Story, society: Society) -> Rows:
    """One row per account."""
    some = take(society.accounts, society.accounts["registered"] < story.known)
    verified = seen(story, some["verified"])
    is_invited = (some["inviter"] != NEVER).tolist()
    codes = text(invite_codes(some["inviter"])).to_pylist()
    return zip(
        ids(some["user"]),
        local_text(story, some["registered"]),
        identities.phones(story, some["user"]),
        identities.names(story, some["user"]),
        [code or None for code in some["code"].tolist()],
        [f"Y{code}" if is_in else None for code, is_in in zip(codes, is_invited, strict=True)],
        ids(some["inviter"]),
        [CITIES[city] for city in some["city"].tolist()],
        some["birth_year"].tolist(),
        either(some["is_woman"], "女", "男"),
        [AGENT_PLATFORMS[agent] for agent in some["agent"].tolist()],
        either(verified != NEVER, "verified", "registered"),
        local_text(story, np.maximum(some["registered"], verified)),
        strict=True,
    )


def kyc(story: Story, society: Society) -> Rows:
    """One row per attempt; some fail once before they pass."""
    accounts = society.accounts
    passed = np.flatnonzero(seen(story, accounts["verified"]) != NEVER)
    failed = passed[passed % 17 == 3]
    some = take(accounts, np.concatenate([passed, failed]))
    is_valid = np.arange(len(some["user"])) < len(passed)
    at = local_text(story, some["verified"] - np.where(is_valid, 0, 25 * SECOND))
    numbers = identities.id_numbers(story, some["user"], some["birth_year"], some["city"])
    attempts = [*numbered("K", passed), *numbered("KF", failed)]
    valid = is_valid.astype(int).tolist()
    return zip(attempts, ids(some["user"]), numbers, valid, at, at, strict=True)


def card_binds(story: Story, society: Society) -> Rows:
    """One row per card; members of a ring of bonus hunters use the same one, some cards are
    unbound again."""
    bound = seen(story, society.accounts["bound"])
    kept = np.flatnonzero(bound != NEVER)
    some = take(society.accounts, kept)
    leader = user_number(np.maximum(some["ring"], 0))
    cards = identities.cards(story, np.where(some["ring"] >= 0, leader, some["user"]))
    leaves = kept % 53 == 11
    unbound = seen(story, np.where(leaves, some["bound"] + _UNBOUND_AFTER, story.horizon))
    return zip(
        numbered("B", kept),
        ids(some["user"]),
        [number for _, number in cards],
        [bank for bank, _ in cards],
        local_text(story, some["bound"]),
        local_text(story, unbound),
        local_text(story, np.maximum(some["bound"], unbound)),
        strict=True,
    )
