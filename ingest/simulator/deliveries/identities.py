"""Names, phone, ID and card numbers that look real; they belong to nobody."""

from __future__ import annotations

import numpy as np

from ingest.simulator.world.story import Ints, Story
from ingest.simulator.world.words import BANK_PREFIXES, BANKS, GIVEN, REGION_CODES, SURNAMES

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PHONE_PREFIXES = ("138", "139", "158", "186", "177", "135", "188", "199", "150", "131")


def names(story: Story, users: Ints) -> list[str]:
    """A Chinese name for each user."""
    mix = _mix(story, users, 1)
    return [SURNAMES[one % len(SURNAMES)] + GIVEN[one // 64 % len(GIVEN)] for one in mix.tolist()]


def phones(story: Story, users: Ints) -> list[str]:
    """An eleven-digit mobile number for each user, all different."""
    mix = _mix(story, users, 2)
    return [
        f"{_PHONE_PREFIXES[one % 10]}{user % 100_000_000:08d}"
        for one, user in zip(mix.tolist(), users.tolist(), strict=True)
    ]


def id_numbers(story: Story, users: Ints, birth_year: Ints, city: np.ndarray) -> list[str]:
    """An eighteen-digit ID number with its right check digit for each user."""
    mix = _mix(story, users, 3)
    columns = (mix.tolist(), birth_year.tolist(), city.tolist())
    return [_id_number(*values) for values in zip(*columns, strict=True)]


def _id_number(mix: int, year: int, city: int) -> str:
    month, day, serial = mix % 12 + 1, mix // 12 % 28 + 1, mix // 400 % 1000
    body = f"{REGION_CODES[city]}{year}{month:02d}{day:02d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + _ID_CHECKS[total % 11]


def cards(story: Story, holders: Ints) -> list[tuple[str, str]]:
    """Bank and nineteen-digit card number (with its Luhn digit); one card for each holder."""
    mix = _mix(story, holders, 4)
    return [_card(one, holder) for one, holder in zip(mix.tolist(), holders.tolist(), strict=True)]


def _card(mix: int, holder: int) -> tuple[str, str]:
    bank = mix % len(BANKS)
    body = f"{BANK_PREFIXES[bank]}{mix // 8 % 1000:03d}{holder % 1_000_000_000:09d}"
    doubled = (int(digit) * 2 for digit in body[::-2])
    plain = sum(int(digit) for digit in body[-2::-2])
    total = plain + sum(value // 10 + value % 10 for value in doubled)
    return BANKS[bank], f"{body}{-total % 10}"


def _mix(story: Story, users: Ints, purpose: int) -> Ints:
    with np.errstate(over="ignore"):
        x = users.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        x ^= np.uint64((story.seed * 64 + purpose) % 2**64)
        x = (x ^ (x >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        return (x >> np.uint64(8)).astype(np.int64)
